"""Hostile queries run against a real index: an answer every time, and never more work than the limits allow (counted,
not timed).
"""

from __future__ import annotations

from typing import Any

import pytest

from storyhub.search.analysis.morphology import MAX_LEMMAS
from storyhub.search.domain.port import Request
from storyhub.search.index import WhooshEngine
from storyhub.search.index.expand import MAX_EXPANSIONS
from storyhub.search.index.view import View
from storyhub.search.query import parse
from storyhub.search.query.problems import MAX_TERMS
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


@pytest.mark.parametrize("text", QUERIES.values(), ids=QUERIES.keys())
def test_a_hostile_query_gets_an_answer(engine: WhooshEngine, text: str, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[str, str]] = []
    impact = View.impact

    def counting(self: View, readers: Any, field: str, term: str) -> Any:
        asked.append((field, term))
        return impact(self, readers, field, term)

    monkeypatch.setattr(View, "impact", counting)
    page = engine.search(Request(parse(text).query, facets=("kind", "law", "year")))

    assert page.complete
    assert 0 <= page.total <= 300
    assert len(asked) <= MOST_TERMS
