"""Hostile queries run against a real index: an answer every time, and never more work than the limits allow (counted,
not timed).
"""

from __future__ import annotations

from typing import Any

import pytest

from storyhub.search import highlight
from storyhub.search.analysis.morphology import MAX_LEMMAS
from storyhub.search.domain.document import MAX_TEXT
from storyhub.search.domain.port import Request
from storyhub.search.domain.query import Every
from storyhub.search.highlight import find_spans
from storyhub.search.index import WhooshEngine
from storyhub.search.index.expand import MAX_EXPANSIONS
from storyhub.search.index.view import View
from storyhub.search.query import parse
from storyhub.search.query.problems import MAX_TERMS
from tests.kit.text.shared_texts import hostile_strings
from tests.search.documents import make_document
from tests.search.test_parser import HOSTILE

# A word is so many terms to match and as many to rank titles by; one prefix and a range of years come on top.
MOST_TERMS = 2 * MAX_TERMS * MAX_LEMMAS + MAX_EXPANSIONS + 201


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    made = WhooshEngine(tmp_path_factory.mktemp("hostile") / "index", search_limit_s=30)
    made.rebuild(
        make_document(str(n), title="a b", text=f"слово word w{n} prefix{n} a b c 7", facets={"law": ("7",)})
        for n in range(300)
    )
    return made


QUERIES = {**HOSTILE, "prefix": "prefix* word", "prefix or not": "pre* OR -слово"}


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, str]]:
    """The lists of documents that were read, as (field, term): the work a query makes."""
    asked: list[tuple[str, str]] = []
    impact = View.impact

    def counting(self: View, readers: Any, field: str, term: str) -> Any:
        asked.append((field, term))
        return impact(self, readers, field, term)

    monkeypatch.setattr(View, "impact", counting)
    return asked


@pytest.mark.parametrize("text", QUERIES.values(), ids=QUERIES.keys())
def test_a_hostile_query_gets_an_answer(engine: WhooshEngine, text: str, read: list[tuple[str, str]]) -> None:
    page = engine.search(Request(parse(text).query, facets=("kind", "law", "year")))

    assert page.complete
    assert 0 <= page.total <= 300
    assert len(read) <= MOST_TERMS


def test_naughty_strings_get_an_answer_too(engine: WhooshEngine, read: list[tuple[str, str]]) -> None:
    for text in hostile_strings()[::25]:
        parsed = parse(text)
        assert engine.search(Request(parsed.query)).complete, text
        find_spans(f"word {text} слово"[:MAX_TEXT], parsed)
        assert len(read) <= MOST_TERMS, text
        read.clear()


@pytest.mark.parametrize(
    "text",
    ["что и в на the of", '"и в на" что', "!и !в", "что*", "и AND в", "-и -в"],
    ids=["words", "phrase", "exact", "prefix", "both", "none of"],
)
def test_words_without_weight_are_searched_when_there_are_no_others(engine: WhooshEngine, text: str, read: list[tuple[str, str]]) -> None:
    parsed = parse(text)

    assert engine.search(Request(parsed.query)).complete
    assert not isinstance(parsed.query, Every)
    assert len(read) <= MOST_TERMS


def test_marking_a_long_text_judges_each_spelling_once(monkeypatch: pytest.MonkeyPatch) -> None:
    judged: list[str] = []
    before = highlight.lemmas
    monkeypatch.setattr(highlight, "lemmas", lambda word: judged.append(word) or before(word))
    parsed = parse("слово " + " ".join(f"w{number}" for number in range(40)))

    spans = find_spans("слово дело " * (MAX_TEXT // 11), parsed)

    assert len(spans) == highlight.MAX_SPANS
    assert len(judged) <= MAX_TERMS + 2
