"""A codebook as a QDC file (REFI-QDA 1.5, schema Codebook v1.0)."""

from __future__ import annotations

from storyhub.exchange.domain.codebook import Code, Codebook, CodeSet
from storyhub.exchange.domain.xml_out import XmlOut

NAMESPACE = "urn:QDA-XML:codebook:1.0"


def write_codebook(codebook: Codebook) -> bytes:
    """The file's bytes, UTF-8 without a byte order mark; the same bytes for the same codebook. Notes of codes have no place in it.

    Raises: ValueError for a codebook without a code, which the format does not have.
    """
    if not codebook.codes:
        raise ValueError("a codebook has at least one code")
    parts: list[str] = []
    out = XmlOut(parts.append)
    with out.inside("CodeBook", {"xmlns": NAMESPACE, "origin": codebook.origin or None}):
        with out.inside("Codes"):
            for code in codebook.codes:
                write_code(out, code)
        if codebook.sets:
            with out.inside("Sets"):
                for each in codebook.sets:
                    _write_set(out, each)
    return "".join(parts).encode()


def write_code(out: XmlOut, code: Code, *, with_notes: bool = False) -> None:
    """A code and what stands below it. Only a project has notes beside its codes."""
    with out.inside(
        "Code", {"guid": code.guid, "name": code.name, "isCodable": "true" if code.is_codable else "false", "color": code.colour}
    ):
        if code.description:
            out.leaf("Description", text=code.description)
        for note in code.notes if with_notes else ():
            out.leaf("NoteRef", {"targetGUID": note})
        for child in code.children:
            write_code(out, child, with_notes=with_notes)


def _write_set(out: XmlOut, each: CodeSet) -> None:
    with out.inside("Set", {"guid": each.guid, "name": each.name}):
        if each.description:
            out.leaf("Description", text=each.description)
        for guid in each.codes:
            out.leaf("MemberCode", {"guid": guid})
