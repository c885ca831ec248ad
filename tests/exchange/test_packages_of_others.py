"""QDPX packages as other programs write them: they are read, and what cannot be used is named."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings

from storyhub.exchange.domain.counting import Counting
from storyhub.exchange.domain.losses import Loss
from storyhub.exchange.domain.package_out import package_bytes
from storyhub.exchange.domain.project import Project, Selection
from storyhub.exchange.forms.codebook_in import read_codebook
from storyhub.exchange.forms.project_in import ReadProject, read_package
from tests.exchange.project_factories import CODING, LAW, PROJECT, QUOTE, STORY, TEXT, changed, contents, projects, repacked

FILE = f"sources/{STORY.guid}.txt"


def lost(read: ReadProject) -> dict[Loss, int]:
    return {each.kind: each.count for each in read.lost}


def as_counted(project: Project, way: Counting, *, bom: bool = False) -> bytes:
    """The package as a program on Windows writes it: lines end with CR LF, and positions are counted its way."""

    def place(text: str, at: int) -> int:
        before = text[:at]
        return at + (before.count("\n") if way.crlf else 0) + (sum(one > "\uffff" for one in before) if way.utf16 else 0)

    def moved(text: str, one: Selection) -> Selection:
        return replace(one, start=place(text, one.start), end=place(text, one.end) - way.inclusive)

    sources = tuple(replace(each, selections=tuple(moved(each.text, one) for one in each.selections)) for each in project.sources)
    files = contents(package_bytes(replace(project, sources=sources)))
    xml, mark = files.pop("project.qde"), b"\xef\xbb\xbf" if bom else b""
    return repacked({"project.qde": xml, **{name: mark + data.replace(b"\n", b"\r\n") for name, data in files.items()}})


@pytest.mark.parametrize("bom", [False, True])
@pytest.mark.parametrize("crlf", [False, True])
def test_line_ends_of_windows_are_read_whether_they_count_one_or_two(crlf: bool, bom: bool) -> None:
    read = read_package(as_counted(PROJECT, Counting(crlf=crlf), bom=bom))
    assert read.counting == Counting(crlf=crlf)
    assert (read.project, read.borne_out) == (PROJECT, 1)


@pytest.mark.parametrize("way", [Counting(utf16=True), Counting(crlf=True, utf16=True), Counting(inclusive=True)])
def test_programs_that_count_utf16_units_or_the_last_character_are_found_out_by_the_quotes(way: Counting) -> None:
    read = read_package(as_counted(PROJECT, way))
    assert read.project == PROJECT
    assert read.counting != Counting()


@settings(max_examples=60, deadline=None)
@given(projects())
def test_however_it_was_counted_a_quote_that_is_named_is_found(project: Project) -> None:
    read = read_package(as_counted(project, Counting(crlf=True)))
    for known, found in zip(project.sources, read.project.sources, strict=True):
        assert found.text == known.text
    if read.counting.crlf:
        assert read.project == project


def test_without_names_positions_are_taken_as_the_format_says() -> None:
    read = read_package(changed(a=f'name="{QUOTE}"', b=""))
    assert (read.counting, read.borne_out) == (Counting(), 0)
    assert TEXT[read.project.sources[0].selections[0].start :].startswith(QUOTE)


def test_the_folder_may_be_written_with_a_capital_and_guids_in_braces_and_capitals() -> None:
    files = contents(package_bytes(PROJECT))
    xml = files["project.qde"].decode().replace(f'"{LAW.guid}"', f'"{{{LAW.guid.upper()}}}"').replace("internal://", "INTERNAL://")
    read = read_package(repacked({"project.qde": xml.encode(), f"Sources/{STORY.guid.upper()}.TXT": TEXT.encode()}))
    assert read.project == PROJECT


def test_what_the_format_does_not_know_is_passed_over_and_counted() -> None:
    files = contents(package_bytes(PROJECT))
    files["project.qde"] = files["project.qde"].replace(b"<Sources>", b'<Sources><PDFSource guid="x" name="Scan"/><Odd/>', 1)
    read = read_package(repacked({**files, "sources/.root": b"", "thumbs.db": b"x"}))
    assert read.project == PROJECT
    assert lost(read) == {Loss.other_media: 1, Loss.unknown_part: 1, Loss.unknown_entry: 1}


@pytest.mark.parametrize("path", ["relative:///a.txt", "absolute:///etc/passwd", "file:///etc/passwd", "internal://../project.qde"])
def test_a_text_that_lies_elsewhere_is_not_fetched_and_its_codings_go_with_it(path: str) -> None:
    read = read_package(changed(a=f"internal://{STORY.guid}.txt", b=path))
    assert read.project.sources == ()
    assert lost(read)[Loss.outside_path] == 1
    assert read.project.cases[0].sources == ()


def test_a_text_may_stand_in_the_xml_itself_and_rich_text_is_named_as_lost() -> None:
    xml = contents(package_bytes(PROJECT))["project.qde"].decode()
    xml = xml.replace(f'plainTextPath="internal://{STORY.guid}.txt"', 'richTextPath="internal://a.docx"')
    xml = xml.replace("<PlainTextSelection", f"<PlainTextContent>{TEXT}</PlainTextContent><PlainTextSelection", 1)
    read = read_package(repacked({"project.qde": xml.encode()}))
    assert read.project == PROJECT
    assert lost(read) == {Loss.rich_text: 1}


def test_a_missing_text_and_one_that_is_no_text_are_named() -> None:
    files = contents(package_bytes(PROJECT))
    assert lost(read_package(repacked({"project.qde": files["project.qde"]})))[Loss.no_text] == 1
    assert lost(read_package(repacked({**files, FILE: b"\xff\xfe\x00\xd8\xff"})))[Loss.unreadable_text] == 1


@pytest.mark.parametrize("end", ["22", "9999", "-1", "x"])
def test_a_place_that_is_not_in_the_text_is_left_out_and_counted(end: str) -> None:
    read = read_package(changed(a='endPosition="36"', b=f'endPosition="{end}"'))
    assert read.project.sources[0].selections == ()
    assert lost(read) == {Loss.bad_position: 1}


def test_a_coding_that_points_at_no_code_is_left_out_and_counted() -> None:
    read = read_package(changed(a=f'CodeRef targetGUID="{CODING.code}"', b='CodeRef targetGUID="00000000-0000-4000-8000-000000000000"'))
    assert read.project.sources[0].selections[0].codings == ()
    assert lost(read) == {Loss.dangling: 1}


def test_a_codebook_with_a_byte_order_mark_braces_and_unknown_parts_is_read() -> None:
    data = (
        b'\xef\xbb\xbf<?xml version="1.0" encoding="utf-8"?>\r\n<CodeBook xmlns="urn:QDA-XML:codebook:1.0" origin="NVivo"><Codes>'
        b'<Code guid="{6F9619FF-8B86-4011-B42D-00CF4FC964FF}" name="Trust" isCodable="1" color="#0AF"><Memo/></Code></Codes></CodeBook>'
    )
    codebook, losses = read_codebook(data)
    [code] = codebook.codes
    assert (code.guid, code.name, code.is_codable, code.colour) == ("6f9619ff-8b86-4011-b42d-00cf4fc964ff", "Trust", True, "#0AF")
    assert losses[Loss.unknown_part] == 1
