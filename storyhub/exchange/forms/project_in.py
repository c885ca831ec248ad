"""A QDPX file → a project, with what was left behind and how the other program counted."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import get_args
from xml.etree.ElementTree import Element

from storyhub.exchange.domain.codebook import Code
from storyhub.exchange.domain.counting import Counting, with_line_feeds
from storyhub.exchange.domain.losses import Loss, Lost
from storyhub.exchange.domain.project import Case, Direction, Link, Note, Project, Set, Source, User, ValueKind, Variable
from storyhub.exchange.domain.project_out import NAMESPACE
from storyhub.exchange.forms.codebook_in import read_codes
from storyhub.exchange.forms.guids_in import Reading
from storyhub.exchange.forms.package_in import Package, open_package
from storyhub.exchange.forms.refusals import refusal
from storyhub.exchange.forms.sources_in import read_sources, read_values
from storyhub.exchange.forms.texts_in import raw_text
from storyhub.exchange.forms.xml_in import MOST_BYTES, children, inside, read_xml, words_of

PARTS = frozenset({
    "Users", "CodeBook", "Variables", "Cases", "Sources", "Notes", "Links", "Sets", "Graphs", "Description", "NoteRef",
})  # fmt: skip


@dataclass(frozen=True, slots=True)
class ReadProject:
    """`borne_out`: how many of the `selections` stand, so counted, exactly where their names say."""

    project: Project
    lost: tuple[Lost, ...]
    counting: Counting
    borne_out: int
    selections: int


def read_package(data: bytes, *, most: int = MOST_BYTES) -> ReadProject:
    """`most`: bytes of XML, and of all texts together ten times as many.

    Raises: Invalid for a file that is not read at all, with the reason; what is merely not understood is counted.
    """
    reading = Reading()
    package = open_package(data, reading.losses, most=most)
    root = read_xml(package.project, root=f"{{{NAMESPACE}}}Project")
    reading.unknown_parts(root, PARTS)
    reading.losses.add(Loss.graphs, count=sum(1 for _ in inside(root, "Graphs", "Graph")))
    users = tuple(User(reading.own_guid(one), one.get("name", ""), one.get("id", "")) for one in inside(root, "Users", "User"))
    codes = tuple(code for book in children(root, "CodeBook") for code in read_codes(inside(book, "Codes", "Code"), reading))
    variables = tuple(_variable(one, reading) for one in inside(root, "Variables", "Variable"))
    sources, counting, borne_out = read_sources(root, package, reading)
    notes = tuple(_notes(root, package, reading))
    project = Project(
        name=reading.named(root),
        users=users,
        codes=tuple(_noted(code, reading) for code in codes),
        variables=variables,
        cases=tuple(_case(one, reading) for one in inside(root, "Cases", "Case")),
        sources=tuple(_source_noted(source, reading) for source in sources),
        notes=notes,
        sets=tuple(_set(one, reading) for one in inside(root, "Sets", "Set")),
        links=tuple(_links(root, reading)),
        description=words_of(root, "Description"),
        notes_on_it=tuple(reading.targets(root, "NoteRef", ("Note",))),
        origin=root.get("origin", ""),
        creator=reading.user(root, "creatingUserGUID"),
        at=root.get("creationDateTime"),
    )
    return ReadProject(project, tuple(reading.losses), counting, borne_out, sum(len(source.selections) for source in sources))


def _variable(element: Element, reading: Reading) -> Variable:
    kind = element.get("typeOfVariable", "Text")
    if kind not in get_args(ValueKind):
        raise refusal("no-guid", "Variable")
    return Variable(reading.own_guid(element), reading.named(element), kind, words_of(element, "Description"))  # type: ignore[arg-type]


def _case(element: Element, reading: Reading) -> Case:
    sources = tuple(reading.targets(element, "SourceRef", ("TextSource",)))
    values = tuple(read_values(element, reading))
    return Case(reading.own_guid(element), element.get("name", ""), sources, values, words_of(element, "Description"))


def _notes(root: Element, package: Package, reading: Reading) -> Iterator[Note]:
    for element in inside(root, "Notes", "Note"):
        guid = reading.own_guid(element)
        text = raw_text(element, package, reading.losses)
        if text is None:
            reading.guids[guid] = ""
        else:
            yield Note(guid, element.get("name", ""), with_line_feeds(text), reading.user(element), element.get("creationDateTime"))


def _set(element: Element, reading: Reading) -> Set:
    return Set(
        guid=reading.own_guid(element),
        name=reading.named(element),
        codes=tuple(reading.targets(element, "MemberCode", ("Code",))),
        sources=tuple(reading.targets(element, "MemberSource", ("TextSource",))),
        notes=tuple(reading.targets(element, "MemberNote", ("Note",))),
        description=words_of(element, "Description"),
    )


def _links(root: Element, reading: Reading) -> Iterator[Link]:
    for element in inside(root, "Links", "Link"):
        ends = [_end(element.get(name), reading) for name in ("originGUID", "targetGUID")]
        direction = element.get("direction", "Associative")
        if ends[0] is None or ends[1] is None or direction not in get_args(Direction):
            reading.losses.add(Loss.dangling, f"Link {element.get('name', '')}")
        else:
            yield Link(reading.own_guid(element), ends[0], ends[1], element.get("name", ""), direction)  # type: ignore[arg-type]


def _end(given: str | None, reading: Reading) -> str | None:
    return next((guid for guid in (given or "").lower().strip("{}").split() if guid in reading.guids), None)


def _kept(notes: Iterable[str], reading: Reading) -> tuple[str, ...]:
    """Notes are read after what points at them: only now one knows which there are."""
    given = tuple(notes)
    known = tuple(note for note in given if reading.guids.get(note) == "Note")
    reading.losses.add(Loss.dangling, "NoteRef", len(given) - len(known))
    return known


def _noted(code: Code, reading: Reading) -> Code:
    return replace(code, notes=_kept(code.notes, reading), children=tuple(_noted(child, reading) for child in code.children))


def _source_noted(source: Source, reading: Reading) -> Source:
    return replace(
        source,
        notes=_kept(source.notes, reading),
        codings=tuple(replace(coding, notes=_kept(coding.notes, reading)) for coding in source.codings),
        selections=tuple(
            replace(
                one,
                notes=_kept(one.notes, reading),
                codings=tuple(replace(coding, notes=_kept(coding.notes, reading)) for coding in one.codings),
            )
            for one in source.selections
        ),
    )
