"""A QDC file → a codebook; the codes of a project are read by the same rules."""

from __future__ import annotations

import re
from collections.abc import Iterable
from xml.etree.ElementTree import Element

from storyhub.exchange.domain.codebook import Code, Codebook, CodeSet
from storyhub.exchange.domain.codebook_out import NAMESPACE
from storyhub.exchange.domain.losses import Losses
from storyhub.exchange.forms.guids_in import Reading
from storyhub.exchange.forms.refusals import refusal
from storyhub.exchange.forms.xml_in import children, inside, read_xml, words_of

COLOUR = re.compile(r"#(?:[A-Fa-f0-9]{6}|[A-Fa-f0-9]{3})", re.ASCII)
PARTS = frozenset({"Description", "NoteRef", "Code"})


def read_codebook(data: bytes) -> tuple[Codebook, Losses]:
    """Raises: Invalid for what is no codebook, with the reason."""
    root = read_xml(data, root=f"{{{NAMESPACE}}}CodeBook")
    reading = Reading()
    codes = read_codes(inside(root, "Codes", "Code"), reading)
    if not codes:
        raise refusal("other-format", "no codes")
    sets = tuple(_set(each, reading) for each in inside(root, "Sets", "Set"))
    reading.unknown_parts(root, frozenset({"Codes", "Sets"}))
    return Codebook(codes, sets, root.get("origin", "")), reading.losses


def read_codes(elements: Iterable[Element], reading: Reading) -> tuple[Code, ...]:
    return tuple(_code(element, reading) for element in elements)


def _code(element: Element, reading: Reading) -> Code:
    reading.unknown_parts(element, PARTS)
    colour = element.get("color")
    return Code(
        guid=reading.own_guid(element),
        name=reading.named(element),
        description=words_of(element, "Description"),
        colour=colour if colour and COLOUR.fullmatch(colour) else None,
        is_codable=element.get("isCodable", "true").strip() in ("true", "1"),
        # Notes stand after the codes in a project; whether there is such a note is looked at in the end.
        notes=tuple(reading.targets(element, "NoteRef", (), known=False)),
        children=read_codes(children(element, "Code"), reading),
    )


def _set(element: Element, reading: Reading) -> CodeSet:
    # A codebook points at its codes by `guid`, a project by `targetGUID`.
    members = tuple(reading.targets(element, "MemberCode", ("Code",)))
    return CodeSet(reading.own_guid(element), reading.named(element), words_of(element, "Description"), members)
