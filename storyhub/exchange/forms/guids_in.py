"""GUIDs of a file: braces and upper case put right, and none given to two things."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from xml.etree.ElementTree import Element

from storyhub.exchange.domain.guids import normal_guid
from storyhub.exchange.domain.losses import Loss, Losses
from storyhub.exchange.forms.refusals import refusal
from storyhub.exchange.forms.xml_in import children, local


@dataclass(slots=True)
class Reading:
    """What is known while a file is read: which GUIDs there are, and what was left behind."""

    losses: Losses = field(default_factory=Losses)
    guids: dict[str, str] = field(default_factory=dict)

    def own_guid(self, element: Element) -> str:
        """The element's GUID, which nothing else may have. Raises: Invalid."""
        guid = normal_guid(element.get("guid", ""))
        if guid is None:
            raise refusal("no-guid", local(element))
        if guid in self.guids:
            raise refusal("same-guid", f"{local(element)} {guid}")
        self.guids[guid] = local(element)
        return guid

    def user(self, element: Element, attribute: str = "creatingUser") -> str | None:
        """The user named by an attribute; none where the file knows no such user."""
        given = element.get(attribute)
        guid = normal_guid(given) if given else None
        if given and self.guids.get(guid or "") != "User":
            self.losses.add(Loss.dangling, f"{attribute} {given}")
            return None
        return guid

    def targets(self, element: Element, name: str, kinds: tuple[str, ...], *, known: bool = True) -> Iterator[str]:
        """GUIDs that children of a name point at; with `known` only at what was read already."""
        for child in children(element, name):
            guid = normal_guid(child.get("targetGUID", child.get("guid", "")))
            if guid is None or (known and self.guids.get(guid) not in kinds):
                self.losses.add(Loss.dangling, f"{name} {child.get('targetGUID', '')}")
            else:
                yield guid

    def named(self, element: Element) -> str:
        """The element's name, which the schema requires. Raises: Invalid."""
        name = element.get("name")
        if name is None:
            raise refusal("no-guid", local(element))
        return name

    def unknown_parts(self, element: Element, known: frozenset[str]) -> None:
        """Counts children that the format does not have: another program's additions."""
        for child in element:
            if local(child) not in known:
                self.losses.add(Loss.unknown_part, local(child))
