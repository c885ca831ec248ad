"""Laws in the order of the library: as shelves to read on the desk, as groups of a list to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, TypeVar

from storyhub.coding.forms import Groups
from storyhub.kit.i18n import gettext


class Listed(Protocol):
    """What a list needs to know of a law."""

    @property
    def id(self) -> int: ...
    @property
    def key(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def group_name(self) -> str: ...


L = TypeVar("L", bound=Listed)


def shelves(laws: Sequence[L]) -> dict[str, list[L]]:
    """The laws by the name of their group, in the library's order; proposals and laws without a group last, under no name."""
    found: dict[str, list[L]] = {}
    for law in sorted(laws, key=lambda law: not law.group_name or law.key.startswith("P-")):
        found.setdefault("" if law.key.startswith("P-") else law.group_name, []).append(law)
    return found


def law_groups(laws: Sequence[Listed]) -> Groups:
    """The laws as a list to choose from: by group, the proposals last."""
    groups: dict[str, list[tuple[str, str]]] = {}
    for law in laws:
        if law.key.startswith("P-"):
            continue
        groups.setdefault(law.group_name or gettext("Other laws"), []).append((str(law.id), f"{law.key}. {law.name}"))
    proposals = [(str(law.id), f"{law.key}. {law.name}") for law in laws if law.key.startswith("P-")]
    return {**groups, gettext("Proposals"): proposals} if proposals else groups
