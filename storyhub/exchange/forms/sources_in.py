"""Sources and their selections. Positions are put right when all texts are known: how the other program counted shows in all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from storyhub.exchange.domain.counting import Counting, Places, way_of_counting
from storyhub.exchange.domain.guids import normal_guid
from storyhub.exchange.domain.losses import Loss
from storyhub.exchange.domain.project import Coding, Selection, Source, Value
from storyhub.exchange.forms.guids_in import Reading
from storyhub.exchange.forms.package_in import Package
from storyhub.exchange.forms.refusals import refusal
from storyhub.exchange.forms.texts_in import raw_text
from storyhub.exchange.forms.xml_in import children, inside, local, words_of

OTHER_MEDIA = ("PictureSource", "PDFSource", "AudioSource", "VideoSource")
PARTS = frozenset({"Description", "PlainTextContent", "PlainTextSelection", "Coding", "NoteRef", "VariableValue"})
MOST_DIGITS = 9


@dataclass(frozen=True, slots=True)
class Raw:
    """A source as the file has it: positions not understood yet."""

    element: Element
    guid: str
    places: Places
    selections: tuple[tuple[Element, int, int], ...]


def read_sources(root: Element, package: Package, reading: Reading) -> tuple[tuple[Source, ...], Counting, int]:
    """The texts, the way of counting that was chosen, and how many selections bear it out."""
    for holder in children(root, "Sources"):
        for other in children(holder, *OTHER_MEDIA):
            reading.losses.add(Loss.other_media, other.get("name", local(other)))
        reading.unknown_parts(holder, frozenset({"TextSource", *OTHER_MEDIA}))
    raw = [each for element in inside(root, "Sources", "TextSource") if (each := _raw(element, package, reading)) is not None]
    named = [(each.places, start, end, element.get("name", "")) for each in raw for element, start, end in each.selections]
    way, borne_out = way_of_counting(named)
    return tuple(_source(each, way, reading) for each in raw), way, borne_out


def _raw(element: Element, package: Package, reading: Reading) -> Raw | None:
    guid = reading.own_guid(element)
    reading.unknown_parts(element, PARTS)
    text = raw_text(element, package, reading.losses)
    if text is None:
        # Nothing may point at a text that is not there.
        reading.guids[guid] = ""
        return None
    return Raw(element, guid, Places(text), tuple(_positions(element, reading)))


def _positions(element: Element, reading: Reading) -> Iterator[tuple[Element, int, int]]:
    for selection in children(element, "PlainTextSelection"):
        start, end = _whole(selection.get("startPosition")), _whole(selection.get("endPosition"))
        if start is None or end is None:
            reading.losses.add(Loss.bad_position, selection.get("name", ""))
        else:
            yield selection, start, end


def _source(raw: Raw, way: Counting, reading: Reading) -> Source:
    element = raw.element
    return Source(
        guid=raw.guid,
        name=element.get("name", ""),
        text=raw.places.text,
        selections=tuple(_selections(raw, way, reading)),
        codings=tuple(_codings(element, reading)),
        notes=tuple(reading.targets(element, "NoteRef", (), known=False)),
        values=tuple(read_values(element, reading)),
        description=words_of(element, "Description"),
        user=reading.user(element),
        at=element.get("creationDateTime"),
    )


def _selections(raw: Raw, way: Counting, reading: Reading) -> Iterator[Selection]:
    for element, start, end in raw.selections:
        span = raw.places.span(start, end, way)
        if span is None:
            reading.losses.add(Loss.bad_position, element.get("name", ""))
            continue
        yield Selection(
            guid=reading.own_guid(element),
            start=span[0],
            end=span[1],
            name=element.get("name", ""),
            codings=tuple(_codings(element, reading)),
            notes=tuple(reading.targets(element, "NoteRef", (), known=False)),
            description=words_of(element, "Description"),
            user=reading.user(element),
            at=element.get("creationDateTime"),
        )


def _codings(element: Element, reading: Reading) -> Iterator[Coding]:
    for coding in children(element, "Coding"):
        guid = normal_guid(coding.get("guid", ""))
        if guid is None:
            raise refusal("no-guid", "Coding")
        code = next(reading.targets(coding, "CodeRef", ("Code",)), None)
        if code is not None:
            notes = tuple(reading.targets(coding, "NoteRef", (), known=False))
            yield Coding(guid, code, reading.user(coding), coding.get("creationDateTime"), notes)


def read_values(element: Element, reading: Reading) -> Iterator[Value]:
    """What variables say of a source or a case; a value without content says nothing."""
    for holder in children(element, "VariableValue"):
        variable = next(reading.targets(holder, "VariableRef", ("Variable",)), None)
        for kind in ("Text", "Boolean", "Integer", "Float", "Date", "DateTime"):
            for value in children(holder, f"{kind}Value"):
                if variable is not None:
                    yield Value(variable, kind, value.text or "")


def _whole(value: str | None) -> int | None:
    text = (value or "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) <= MOST_DIGITS else None
