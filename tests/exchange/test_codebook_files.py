"""A codebook as a QDC file: valid by the schema, the same bytes each time, understood by a reader that is not ours."""

from __future__ import annotations

from pathlib import Path

import pytest
from pyrefiqda import RefiCodebook

from storyhub.exchange.domain.codebook import Code, Codebook, CodeSet
from storyhub.exchange.domain.codebook_out import write_codebook
from storyhub.exchange.domain.guids import edition_guid, group_guid, law_guid
from tests.exchange.schemas_of_refi import check_codebook

SITE = "https://stories.example"
LAW = Code(law_guid(SITE, 12), "12. Обещание & срок <важно>", "Первая строка\nвторая \"строка\"", colour="#0b6157")
GROUP = Code(group_guid(SITE, "promises"), "Обещания", is_codable=False, children=(LAW, Code(law_guid(SITE, 13), "13. Emoji 👍")))
BOOK = Codebook((GROUP,), sets=(CodeSet(edition_guid(SITE, 1), "First edition", codes=(LAW.guid,)),))


def test_a_codebook_is_valid_by_the_published_schema() -> None:
    data = write_codebook(BOOK)
    check_codebook(data)
    assert not data.startswith(b"\xef\xbb\xbf")
    assert b"\r" not in data


def test_a_law_has_the_guid_of_its_permanent_address_whoever_asks() -> None:
    assert law_guid(SITE, 12) == law_guid(SITE, "12") != law_guid("https://other.example", 12)
    assert write_codebook(BOOK) == write_codebook(BOOK)


def test_an_independent_reader_finds_groups_laws_and_the_set(tmp_path: Path) -> None:
    file = tmp_path / "laws.qdc"
    file.write_bytes(write_codebook(BOOK))
    read = RefiCodebook.load(file)
    [group] = read.codes.code
    assert (group.guid, group.name, group.is_codable) == (GROUP.guid, "Обещания", False)
    assert [law.guid for law in group.code] == [law.guid for law in GROUP.children]
    assert (group.code[0].name, group.code[0].description, group.code[0].color) == (LAW.name, LAW.description, LAW.colour)
    assert [member.guid for member in read.sets.set[0].member_code] == [LAW.guid]


def test_characters_that_xml_does_not_know_are_replaced_not_written() -> None:
    data = write_codebook(Codebook((Code(law_guid(SITE, 1), "a\x0bb\ufffe", "c\x00d"),)))
    check_codebook(data)
    assert "a\ufffdb\ufffd" in data.decode()


def test_a_codebook_without_codes_is_refused_because_the_format_has_none() -> None:
    with pytest.raises(ValueError, match="at least one code"):
        write_codebook(Codebook(()))
