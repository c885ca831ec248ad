"""A project as `project.qde` (REFI-QDA 1.5, schema Project v1.0). The order of the parts is the schema's; empty ones are left out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import TypeVar

from storyhub.exchange.domain.codebook_out import write_code
from storyhub.exchange.domain.project import Case, Coding, Note, Project, Selection, Set, Source, Value
from storyhub.exchange.domain.xml_out import XmlOut

NAMESPACE = "urn:QDA-XML:project:1.0"

Thing = TypeVar("Thing")


def text_file(source: Source) -> str:
    """Name of the file inside the package that holds a source's text."""
    return f"{source.guid}.txt"


def write_project(project: Project, write: Callable[[str], object]) -> None:
    """Writes the XML through `write`, piece by piece: a large project never stands in memory twice."""
    out = XmlOut(write)
    head = {"xmlns": NAMESPACE, "name": project.name, "origin": project.origin or None}
    with out.inside("Project", head | {"creatingUserGUID": project.creator, "creationDateTime": project.at}):
        _users(out, project)
        if project.codes:
            with out.inside("CodeBook"), out.inside("Codes"):
                for code in project.codes:
                    write_code(out, code, with_notes=True)
        _variables(out, project)
        _each(out, "Cases", project.cases, _case)
        _each(out, "Sources", project.sources, _source)
        _each(out, "Notes", project.notes, _note)
        _links(out, project)
        _each(out, "Sets", project.sets, _set)
        if project.description:
            out.leaf("Description", text=project.description)
        _targets(out, "NoteRef", project.notes_on_it)


def _users(out: XmlOut, project: Project) -> None:
    if project.users:
        with out.inside("Users"):
            for user in project.users:
                out.leaf("User", {"guid": user.guid, "name": user.name or None, "id": user.id or None})


def _variables(out: XmlOut, project: Project) -> None:
    if project.variables:
        with out.inside("Variables"):
            for variable in project.variables:
                with out.inside("Variable", {"guid": variable.guid, "name": variable.name, "typeOfVariable": variable.kind}):
                    _description(out, variable.description)


def _links(out: XmlOut, project: Project) -> None:
    if project.links:
        with out.inside("Links"):
            for link in project.links:
                head = {"guid": link.guid, "name": link.name or None, "direction": link.direction}
                out.leaf("Link", head | {"originGUID": link.origin, "targetGUID": link.target})


def _case(out: XmlOut, case: Case) -> None:
    with out.inside("Case", {"guid": case.guid, "name": case.name or None}):
        _description(out, case.description)
        _values(out, case.values)
        _targets(out, "SourceRef", case.sources)


def _source(out: XmlOut, source: Source) -> None:
    head = {"guid": source.guid, "name": source.name or None, "plainTextPath": f"internal://{text_file(source)}"}
    with out.inside("TextSource", head | {"creatingUser": source.user, "creationDateTime": source.at}):
        _description(out, source.description)
        for selection in source.selections:
            _selection(out, selection)
        _codings(out, source.codings)
        _targets(out, "NoteRef", source.notes)
        _values(out, source.values)


def _selection(out: XmlOut, one: Selection) -> None:
    head = {"guid": one.guid, "name": one.name or None, "startPosition": str(one.start), "endPosition": str(one.end)}
    with out.inside("PlainTextSelection", head | {"creatingUser": one.user, "creationDateTime": one.at}):
        _description(out, one.description)
        _codings(out, one.codings)
        _targets(out, "NoteRef", one.notes)


def _codings(out: XmlOut, codings: Iterable[Coding]) -> None:
    for coding in codings:
        with out.inside("Coding", {"guid": coding.guid, "creatingUser": coding.user, "creationDateTime": coding.at}):
            out.leaf("CodeRef", {"targetGUID": coding.code})
            _targets(out, "NoteRef", coding.notes)


def _note(out: XmlOut, note: Note) -> None:
    with out.inside("Note", {"guid": note.guid, "name": note.name or None, "creatingUser": note.user, "creationDateTime": note.at}):
        out.leaf("PlainTextContent", text=note.text)


def _set(out: XmlOut, one: Set) -> None:
    with out.inside("Set", {"guid": one.guid, "name": one.name}):
        _description(out, one.description)
        _targets(out, "MemberCode", one.codes)
        _targets(out, "MemberSource", one.sources)
        _targets(out, "MemberNote", one.notes)


def _values(out: XmlOut, values: Iterable[Value]) -> None:
    for value in values:
        with out.inside("VariableValue"):
            out.leaf("VariableRef", {"targetGUID": value.variable})
            out.leaf(f"{value.kind}Value", text=value.text)


def _description(out: XmlOut, text: str) -> None:
    if text:
        out.leaf("Description", text=text)


def _targets(out: XmlOut, tag: str, guids: Iterable[str]) -> None:
    for guid in guids:
        out.leaf(tag, {"targetGUID": guid})


def _each(out: XmlOut, tag: str, things: Sequence[Thing], write_one: Callable[[XmlOut, Thing], None]) -> None:
    """A container, unless it would be empty, which the schema does not allow."""
    if things:
        with out.inside(tag):
            for thing in things:
                write_one(out, thing)
