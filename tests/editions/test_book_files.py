"""The files of an edition: the same bytes each time, whole, and without the words that were taken back."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from dataclasses import replace

import html5lib
import pytest
from lxml import etree

from storyhub.editions.domain.snapshot import Both, FrozenLaw, Snapshot
from storyhub.editions.files import LANGUAGES, MAKERS
from storyhub.editions.files.checksum import laws_checksum
from storyhub.editions.files.html_book import html_book
from tests.editions.snapshots import snapshot
from tests.exchange.schemas_of_refi import check_codebook

FAST = {maker.name: maker.make for maker in MAKERS if not maker.name.endswith(".pdf")}
QUOTED = "Обещали во вторник"


def text_of(name: str, content: bytes) -> str:
    """What a file says, an EPUB unpacked."""
    if not name.endswith(".epub"):
        return content.decode().replace("\xa0", " ")
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(member).decode().replace("\xa0", " ") for member in archive.namelist())


def withdrawn(found: Snapshot, story: str) -> Snapshot:
    return replace(found, quotes=tuple(replace(one, text=None) if one.story == story else one for one in found.quotes))


@pytest.mark.parametrize("name", FAST)
def test_a_file_is_the_same_each_time_and_loses_a_withdrawn_quote(name: str) -> None:
    before = FAST[name](snapshot())
    assert before == FAST[name](snapshot())
    said = text_of(name, before)
    assert (QUOTED in said) == (name not in ("laws.csv", "codebook.qdc"))
    after = text_of(name, FAST[name](withdrawn(snapshot(), "S-000012")))
    assert QUOTED not in after
    if name.startswith("book"):
        russian = "-ru" in name
        assert ("1 цитата отозвана" if russian else "1 quote withdrawn") in said
        assert ("2 цитаты отозваны" if russian else "2 quotes withdrawn") in after


def test_the_checksum_outlives_a_withdrawal_and_a_doi_but_no_change_of_a_law() -> None:
    found = snapshot()
    assert laws_checksum(found) == laws_checksum(withdrawn(replace(found, doi="10.1/x"), "S-000012"))
    other = replace(found.laws[0], name=Both("Иначе", "Otherwise"))
    assert laws_checksum(found) != laws_checksum(replace(found, laws=(other, *found.laws[1:])))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_html_book_is_whole_valid_and_fetches_nothing(lang: str) -> None:
    page = html_book(snapshot(), lang).decode().replace("\xa0", " ")
    html5lib.HTMLParser(strict=True).parse(page)
    assert page.count('<article class="law">') == 5
    assert laws_checksum(snapshot()) in page
    assert "<script" not in page
    assert "url(" not in page
    assert " src=" not in page
    assert "@import" not in page
    assert "They promised &lt;b&gt;Tuesday&lt;/b&gt; &amp; came on Friday." in page
    for law in snapshot().laws:
        assert f'id="law-{law.number}"' in page
        assert f'href="#law-{law.number}"' in page
    # A law that is not in the book is linked to where it lives, and one's relation is read from both ends.
    assert 'href="https://example.org/laws/5"' in page
    assert ("его поддерживает" if lang == "ru" else "supported by") in page
    assert ("закон 40 вошёл в" if lang == "ru" else "40 was merged into") in page


def test_all_kinds_of_changes_are_told() -> None:
    page = html_book(snapshot(), "en").decode()
    for title in ("New", "Reworded", "Merged", "Split", "Superseded", "Retired", "Back again", "Strength moved"):
        assert f"<h3>{title}</h3>" in page
    assert "51% → 63%" in page
    assert "This is the first edition." in html_book(snapshot(changes=(), previous=None), "en").decode()


def test_a_law_without_a_translation_is_shown_in_the_other_language() -> None:
    law = FrozenLaw(number=7, slug="x", group="", name=Both(ru="Только по-русски"), statement=Both(ru="Так и есть."))
    page = html_book(snapshot(laws=(law,), groups=(), quotes=()), "en").decode()
    assert 'lang="ru" xml:lang="ru">Только по-русски</h2>' in page


def test_links_in_an_explanation_lead_somewhere_from_any_place() -> None:
    law = replace(snapshot().laws[0], explanation=Both(en="See [seven](/laws/7) and <script>alert(1)</script>.\n\n# Loud"))
    page = html_book(snapshot(laws=(law,)), "en").decode()
    assert '<a href="https://example.org/laws/7">seven</a>' in page
    assert "<script" not in page
    assert "<h6>Loud</h6>" in page


def test_markdown_keeps_what_curators_wrote_and_escapes_what_tellers_said() -> None:
    said = FAST["book-en.md"](snapshot()).decode()
    assert "**proved wrong**" in said
    assert "> They promised \\<b\\>Tuesday\\</b\\> \\& came on Friday." in said


def test_tables_run_nothing_and_keep_the_row_of_a_withdrawn_quote() -> None:
    rows = list(csv.DictReader(io.StringIO(FAST["quotes.csv"](snapshot()).decode("utf-8-sig"))))
    assert [row["withdrawn"] for row in rows] == ["no", "no", "yes", "no"]
    assert rows[3]["text"].startswith("'=SUM(1)")
    laws = list(csv.DictReader(io.StringIO(FAST["laws.csv"](snapshot()).decode("utf-8-sig"))))
    assert [(row["number"], row["quotes"], row["quotes_withdrawn"]) for row in laws][:2] == [("1", "3", "1"), ("2", "0", "0")]
    assert laws[4]["alpha"] == "-0.1"
    assert laws[0]["name_ru"] == snapshot().laws[0].name.ru


def test_the_json_file_is_the_edition_itself() -> None:
    found = json.loads(FAST["edition.json"](snapshot()))
    assert found["format"] == "storyhub-edition/1"
    assert [law["number"] for law in found["laws"]] == [1, 2, 6, 9, 12]


def test_the_codebook_fits_the_schema_and_holds_the_edition_as_a_set() -> None:
    found = etree.fromstring(FAST["codebook.qdc"](snapshot()))
    check_codebook(FAST["codebook.qdc"](snapshot()))
    names = {"q": "urn:QDA-XML:codebook:1.0"}
    laws = found.findall(".//q:Code[@isCodable='true']", names)
    assert [law.get("guid") for law in laws] == [one.get("guid") for one in found.findall(".//q:MemberCode", names)]
    assert laws[0].get("name", "").startswith("1. Slack in the promise")
