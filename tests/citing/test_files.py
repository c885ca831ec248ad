"""BibTeX, RIS and CSL-JSON give back what went in, whatever a title holds; and citeproc's own reader takes our BibTeX."""

from __future__ import annotations

import json
import warnings
from pathlib import Path

import pytest
from citeproc.source.bibtex import BibTeX
from hypothesis import example, given, settings
from hypothesis import strategies as st

from storyhub.citing.domain.bibtex import bibtex
from storyhub.citing.domain.citable import Citable, one_line
from storyhub.citing.domain.csl import csl_json
from storyhub.citing.domain.formats import FILES, shown
from storyhub.citing.domain.ris import ris
from tests.citing.reading_back import from_latex, read_bibtex, read_ris
from tests.citing.things_cited import all_things, edition, edition_law, law, search, story

HOSTILE = (
    "50 % off {now} & never $again$ #1_a ~ ^ \\",
    "}{ unbalanced }} {",
    "Два\r\nряда\tи «кавычки» — \"quotes\" 'ones'",
    "👍🏽 שלום مرحبا \u202eturned",
    "ER  - \r\nTY  - BOOK",
    "\\textbackslash{} \\& @misc{x, title={y}}",
    "a\u2028b\u0085c\x00d",
    "?",
)


@given(st.text(min_size=1, max_size=80))
@settings(max_examples=300, deadline=None)
@pytest.mark.parametrize("make", [law, story])
def test_any_title_comes_back_from_every_file(make, title: str):
    check(make("en", title), title)


@pytest.mark.parametrize("title", HOSTILE)
def test_hostile_titles_come_back_from_every_file(title: str):
    check(law("ru", title), title)
    check(story("ru", title), title)


def check(thing: Citable, title: str) -> None:
    told = one_line(title)
    if title and told:
        assert thing.title == told
    _kind, key, fields = read_bibtex(bibtex(thing))
    assert (key, from_latex(fields["title"]), fields["url"]) == (thing.key, thing.title, thing.address)
    tags = read_ris(ris(thing))
    assert (tags["ID"], tags.get("TI", ""), tags["UR"]) == (thing.key, thing.title, thing.address)
    (item,) = json.loads(csl_json(thing))
    assert (item["id"], item.get("title", ""), item["URL"]) == (thing.key, thing.title, thing.address)


@pytest.mark.parametrize("thing", all_things(), ids=lambda thing: f"{thing.words}-{thing.key}")
def test_every_file_says_the_same_of_a_thing(thing: Citable):
    kind, _key, fields = read_bibtex(bibtex(thing))
    tags = read_ris(ris(thing))
    (item,) = json.loads(csl_json(thing))

    assert (kind, tags["TY"], item["type"]) in {("book", "BOOK", "book"), ("inbook", "CHAP", "chapter"), ("misc", "ELEC", "webpage")}
    assert fields.get("year") == tags.get("PY") == (str(item["issued"]["date-parts"][0][0]) if "issued" in item else None)
    assert fields.get("doi") == tags.get("DO") == item.get("DOI") == (thing.doi or None)
    assert fields.get("edition") == tags.get("ET") == item.get("edition")
    authors = {from_latex(fields["author"]) if "author" in fields else None, tags.get("AU")}
    assert authors == {item["author"][0]["literal"] if "author" in item else None} == {thing.author or None}
    assert fields["urldate"].replace("-", "/") == tags["Y2"] == "2026/11/22"


def test_citeproc_reads_our_bibtex(tmp_path: Path):
    # Braces in a title are left to our own reader: this one takes `\textbraceleft{}more` for one command.
    entries = [law("en", "Slack & more of 50 % #1_a"), edition("en", doi="10.1234/abc"), edition_law("en"), story("en")]
    path = tmp_path / "all.bib"
    path.write_text("\n".join(bibtex(thing) for thing in entries), encoding="utf-8")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        read = BibTeX(str(path), encoding="utf-8")

    assert [str(read[thing.key.lower()]["type"]) for thing in entries] == ["article", "book", "chapter", "article"]
    assert str(read[entries[0].key.lower()]["title"]) == "Slack & more of 50 % #1_a"


def test_keys_are_stable_and_differ_between_versions_sentences_and_editions():
    keys = [thing.key for thing in (law(), story(), story(sentence=2), search(), edition(), edition_law())]

    assert keys == [
        "storyhub-law-12-v3", "storyhub-story-S-000123", "storyhub-story-S-000123-s2", "storyhub-search-20261122",
        "storyhub-edition-3", "storyhub-edition-3-law-12",
    ]  # fmt: skip


def test_each_language_shows_its_own_style_first_and_all_of_them():
    assert [kind.slug for kind in shown("ru")] == ["gost", "apa", "bibtex", "ris", "csl", "link"]
    assert [kind.slug for kind in shown("en")][:2] == ["apa", "gost"]
    assert sorted(FILES) == ["bib", "json", "ris", "txt"]


@given(st.text(max_size=60))
@example("a\u202eb")
def test_one_line_stays_one_line(text: str):
    once = one_line(text)

    assert one_line(once) == once
    assert len(once.splitlines()) <= 1
