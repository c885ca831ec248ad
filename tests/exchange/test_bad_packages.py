"""Files that are refused, each with its reason: broken, hostile, or far too large. Nothing is written anywhere while they are read."""

from __future__ import annotations

import io
import time
import zipfile
from collections.abc import Callable

import pytest

from storyhub.exchange.domain.package_out import package_bytes
from storyhub.exchange.forms import package_in, xml_in
from storyhub.exchange.forms.codebook_in import read_codebook
from storyhub.exchange.forms.project_in import read_package
from storyhub.kit.errors import Invalid
from tests.exchange.project_factories import LAW, PROJECT, STORY, changed, contents, repacked

GOOD = package_bytes(PROJECT)
HEAD = '<Project xmlns="urn:QDA-XML:project:1.0" name="x">'


def refused(data: bytes, read: Callable[[bytes], object] = read_package) -> str:
    """The code of the refusal; every refusal has a sentence for the person."""
    with pytest.raises(Invalid) as caught:
        read(data)
    assert str(caught.value.message)
    return caught.value.log.split()[0]


def packed(xml: str) -> bytes:
    return repacked({"project.qde": xml.encode()})


def bomb() -> bytes:
    """A hundred megabytes of blanks in a hundred kilobytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("project.qde", HEAD + "</Project>")
        package.writestr(f"sources/{STORY.guid}.txt", b" " * 100_000_000)
    return buffer.getvalue()


def liar() -> bytes:
    """The list of contents says ten bytes, the content is a hundred million."""
    data = bytearray(bomb())
    size = (100_000_000).to_bytes(4, "little")
    for _ in range(2):
        data[(at := data.index(size)) : at + 4] = (10).to_bytes(4, "little")
    return bytes(data)


@pytest.mark.parametrize("data", [b"", b"PK", b"not a zip", GOOD[: len(GOOD) // 2], GOOD[:-20]])
def test_what_is_no_archive_or_only_a_part_of_one(data: bytes) -> None:
    assert refused(data) == "not-zip"


def test_a_zip_bomb_is_refused_by_its_list_of_contents_without_unpacking_it() -> None:
    began = time.process_time()
    data = bomb()
    assert (refused(data), len(data) < 200_000) == ("bomb", True)
    assert time.process_time() - began < 5


def test_an_archive_that_lies_about_its_sizes_is_not_believed() -> None:
    with zipfile.ZipFile(io.BytesIO(liar())) as package:
        assert package.infolist()[1].file_size == 10
        opened = package_in.Package(b"", package, {"a.txt": package.infolist()[1]}, 10**9)
        with pytest.raises(Invalid, match="damaged"):
            opened.text("a.txt")


@pytest.mark.parametrize("name", ["../../etc/passwd", "/etc/passwd", "sources/../../x.txt", "..\\x", "C:/x.txt"])
def test_names_that_point_outside_are_refused(name: str) -> None:
    assert refused(repacked({**contents(GOOD), name: b"x"})) == "outside"


def test_entities_and_document_types_are_refused_unread() -> None:
    external = '<!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>' + HEAD + "<Description>&e;</Description></Project>"
    laughs = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]>' + HEAD + "<Description>&b;</Description></Project>"
    remote = '<!DOCTYPE x SYSTEM "http://example.org/x.dtd">' + HEAD + "</Project>"
    assert [refused(packed(xml)) for xml in (external, laughs, remote)] == ["entities"] * 3
    assert refused(external.encode(), read_codebook) == "entities"


def test_fifty_megabytes_of_xml_are_refused_before_they_are_parsed(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(_data: bytes) -> None:
        raise AssertionError("parsed")

    monkeypatch.setattr(xml_in, "_parse", never)
    large = "".join(f"<!-- {number} {number * 7919 % 100003} -->" for number in range(2_500_000))
    assert len(large) > xml_in.MOST_BYTES
    assert refused(large.encode(), read_codebook) == "large-xml"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("project.qde", large)
    assert refused(buffer.getvalue()) == "large-xml"


def test_xml_without_end_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    assert refused(packed(HEAD + "<a>" * 100 + "</a>" * 100 + "</Project>")) == "deep-xml"
    monkeypatch.setattr(xml_in, "MOST_PARTS", 50)
    assert refused(packed(HEAD + "<a/>" * 100 + "</Project>")) == "deep-xml"


def test_two_things_with_one_guid_are_refused_also_when_written_differently() -> None:
    twice = f'<Code guid="{{{LAW.guid.upper()}}}" name="Other" isCodable="true"/></Codes>'
    assert refused(changed(a="</Codes>", b=twice)) == "same-guid"
    assert refused(changed(a=f'<TextSource guid="{STORY.guid}"', b=f'<TextSource guid="{LAW.guid}"')) == "same-guid"


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (packed(HEAD), "not-xml"),
        (packed("\0"), "not-xml"),
        (repacked({"project.qde": b'<?xml version="1.0" encoding="no-such"?><x/>'}), "not-xml"),
        (packed("<Project name='x'/>"), "other-format"),
        (packed(HEAD.replace(' name="x"', "") + "</Project>"), "no-guid"),
        (changed(a=f'<Code guid="{LAW.guid}"', b='<Code guid="12"'), "no-guid"),
        (repacked({"readme.txt": b"x"}), "no-project"),
        (repacked({"a.qde": b"x", "b.qde": b"x"}), "two-projects"),
    ],
)
def test_what_is_no_project(data: bytes, code: str) -> None:
    assert refused(data) == code


def test_too_many_files_and_protected_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    locked = bytearray(repacked(contents(GOOD)))
    at = locked.index(b"PK\x01\x02")
    locked[at + 8] |= 1
    assert refused(bytes(locked)) == "encrypted"
    monkeypatch.setattr(package_in, "MOST_ENTRIES", 1)
    assert refused(GOOD) == "many-entries"


def test_a_damaged_file_inside_is_named_as_damaged() -> None:
    data = bytearray(repacked({"project.qde": HEAD.encode() + b"</Project>"}))
    at = data.index(b"<Project")
    data[at + 1] ^= 0xFF
    assert refused(bytes(data)) == "damaged"
