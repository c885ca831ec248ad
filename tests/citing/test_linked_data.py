"""Shapes of linked data: whole, without holes, and expandable by the rules of JSON-LD."""

from __future__ import annotations

import json
from datetime import date
from typing import Any

import pytest
from bs4 import BeautifulSoup

from storyhub.citing.domain.linked_data import (
    CC_BY,
    Library,
    LinkedDataset,
    LinkedEdition,
    LinkedLaw,
    LinkedStory,
    dataset,
    document,
    edition_book,
    story_work,
    term,
    term_set,
)
from storyhub.kit.text import json_block
from tests.citing.expanding import expand, properties

LIBRARY = Library("https://x.example", {"ru": "Законы лояльности", "en": "Laws of loyalty"}, "StoryHub")
LAW = LinkedLaw(
    number=12,
    name={"ru": "Запас", "en": "Slack"},
    statement={"ru": "Кому назвали срок с запасом…", "en": "Whoever was given slack…"},
    since=date(2026, 1, 2),
    changed=date(2026, 3, 4),
    aliases={"ru": ("запас времени",), "en": ()},
    replaced_by=(14,),
)
STORY = LinkedStory("S-000001", "It began", "en", date(2026, 1, 1), date(2026, 1, 3), ("retail",), (12,), free=True)
EDITION = LinkedEdition(
    2, {"ru": "Второе", "en": "Second"}, date(2026, 5, 1), [(12, {"ru": "Запас", "en": "Slack"})], doi="10.1/x", previous=1,
    files=[("application/pdf", "https://x.example/editions/2/book.pdf")],
)  # fmt: skip
DATASET = LinkedDataset("/dataset", "All", "All of it", date(2026, 5, 1), "2026-05-01", [("application/zip", "https://x.example/d.zip")])
HOSTILE = "</script><script>alert(1)</script><!-- \u2028 ]]> \ud800 &lt;/script&gt; \"'\\"


@pytest.mark.parametrize(
    ("node", "kinds", "wanted"),
    [
        (term(LAW, LIBRARY), {"DefinedTerm"}, {"name", "description", "termCode", "inDefinedTermSet", "alternateName"}),
        (term_set(LIBRARY, [LAW]), {"DefinedTermSet"}, {"name", "hasDefinedTerm", "license", "publisher", "dateModified"}),
        (story_work(STORY, LIBRARY), {"CreativeWork"}, {"name", "inLanguage", "isPartOf", "keywords", "license", "about"}),
        (edition_book(EDITION, LIBRARY), {"Book", "DefinedTermSet"}, {"name", "bookEdition", "hasDefinedTerm", "encoding", "sameAs"}),
        (dataset(DATASET, LIBRARY), {"Dataset"}, {"name", "description", "license", "creator", "distribution"}),
    ],
)
def test_every_thing_expands_to_words_of_known_vocabularies(node: Any, kinds: set[str], wanted: set[str]):
    whole = json.loads(json.dumps(document(node)))
    expanded = expand(whole)

    assert {kind.removeprefix("https://schema.org/") for kind in expanded["@type"]} == kinds
    assert expanded["@id"].startswith("https://x.example/")
    assert {f"https://schema.org/{name}" for name in wanted} <= set(expanded)
    for name, values in properties(expanded):
        assert name.startswith(("https://schema.org/", "http://purl.org/dc/terms/", "@")), name
        assert values, f"{name} is empty: nothing should be said of it"


def test_a_law_says_its_texts_in_both_languages_and_where_it_lives_on():
    found = expand(document(term(LAW, LIBRARY)))

    assert found["https://schema.org/name"] == [{"@language": "ru", "@value": "Запас"}, {"@language": "en", "@value": "Slack"}]
    assert found["https://schema.org/alternateName"] == [{"@language": "ru", "@value": "запас времени"}]
    assert found["http://purl.org/dc/terms/isReplacedBy"] == [{"@id": "https://x.example/laws/14"}]
    assert found["https://schema.org/inDefinedTermSet"][0]["@id"] == "https://x.example/laws"


def test_a_licence_is_only_where_the_teller_gave_one():
    closed = LinkedStory("S-000002", "Mine", "ru", date(2026, 1, 1), date(2026, 1, 1))

    assert story_work(STORY, LIBRARY)["license"] == CC_BY
    assert not {"license", "keywords", "about", "author", "text"} & set(story_work(closed, LIBRARY))


@pytest.mark.parametrize("text", [HOSTILE, "</SCRIPT >", "<!--<script>", "]]>", "\u2029\x00\x1f", "Кафе 👍"])
def test_no_text_ends_the_block_it_stands_in(text: str):
    block = str(json_block(document(story_work(LinkedStory("S-1", text, "en", date(2026, 1, 1), date(2026, 1, 1)), LIBRARY))))
    soup = BeautifulSoup(f'<script type="application/ld+json">{block}</script><p>after</p>', "html5lib")

    assert "<" not in block
    assert len(soup.select("script")) == 1
    assert soup.p.get_text() == "after"
    assert json.loads(soup.script.string)["name"] == text.replace("\ud800", "?")
