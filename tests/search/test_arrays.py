"""The arrays find, order, score and count as plain Whoosh does, on random corpora and query trees."""

from __future__ import annotations

from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from storyhub.search.domain.document import Document
from storyhub.search.domain.port import Request, Sort
from storyhub.search.domain.query import And, Every, Exact, Field, Fuzzy, Not, Nothing, Or, Phrase, Prefix, Query, Related, Term
from storyhub.search.index import WhooshEngine
from storyhub.search.index.ranking import Refinement
from tests.search.asking import counts
from tests.search.documents import make_document
from tests.search.reference import Reference

# Stacked lemmas (стали, банки), ё, both languages, words one edit apart, a word that is nowhere.
RUSSIAN = ("стали", "сталь", "стать", "банки", "банка", "банков", "деньги", "деньгами", "ещё", "еще")
WORDS = (*RUSSIAN, "queues", "queue", "refund", "refunds", "the")
ABSENT = ("вертолёт", "стола", "reefund")
LAWS = ("1", "2", "P-3")
FACETS = ("law", "lang", "year", "kind")

texts = st.lists(st.sampled_from(WORDS), max_size=9).map(" ".join)
documents_strategy = st.lists(
    st.tuples(
        texts,
        st.one_of(st.just(""), texts),
        st.frozensets(st.sampled_from(LAWS)),
        st.sampled_from(("ru", "en")),
        st.booleans(),
        st.one_of(st.none(), st.integers(0, 500)),
        st.sampled_from((0, 1, 2, 900, 1000)),
    ),
    max_size=14,
)
some_word = st.sampled_from(WORDS + ABSENT)
leaves = st.one_of(
    some_word.map(Term),
    some_word.map(Exact),
    st.builds(Phrase, st.lists(some_word, min_size=1, max_size=3).map(tuple), st.booleans(), st.integers(0, 3)),
    st.sampled_from(("ста", "бан", "que", "refunds", "вер")).map(Prefix),
    some_word.map(Fuzzy),
    st.sampled_from(LAWS).map(lambda law: Field("law", (law.casefold(),))),
    st.just(Every()),
    st.just(Nothing()),
)
queries: st.SearchStrategy[Query] = st.recursive(
    leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, max_size=3).map(lambda parts: Or(tuple(parts))),
        inner.map(Not),
        st.builds(Related, inner, st.sampled_from((0.3, 1.0))),
    ),
    max_leaves=7,
)
requests = st.builds(
    Request,
    queries,
    st.sampled_from(("public", "staff")),
    st.one_of(st.just({}), st.frozensets(st.sampled_from(LAWS), min_size=1).map(lambda laws: {"law": laws})),
    st.sampled_from(Sort),
    st.integers(0, 3),
    st.integers(0, 12),
    st.just(FACETS),
)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("arrays") / "index"


def documents_of(rows: list[tuple[str, str, frozenset[str], str, bool, int | None, int]]) -> list[Document]:
    return [
        make_document(
            str(number * 7 % 100),
            kind="law" if number % 5 == 4 else "story",
            text=text,
            title=title,
            lang=lang,
            audience="staff" if hidden else "public",
            date=date(2024, 6, 1) + timedelta(days=day) if day is not None else None,
            facets={"law": tuple(sorted(laws))},
            weight=weight,
        )
        for number, (text, title, laws, lang, hidden, day, weight) in enumerate(rows)
    ]


def in_three_segments(engine: WhooshEngine, documents: list[Document]) -> None:
    """With documents deleted in each but the last, and one that is replaced by itself."""
    third = len(documents) // 3
    gone = [make_document(f"gone{number}", text="стали банки queue деньги", title="refund") for number in range(2)]
    engine.rebuild([*documents[:third], gone[0]])
    engine.apply([*documents[third : 2 * third], gone[1]], [])
    engine.apply([*documents[2 * third :], *documents[:1]], [document.ident for document in gone])


@settings(max_examples=25, phases=[Phase.explicit, Phase.generate], deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=documents_strategy,
    asked=st.lists(requests, min_size=3, max_size=8),
    dense=st.sampled_from((0, 8, 10**6)),
    sparse=st.sampled_from((0, 10**6)),
    bitmaps=st.sampled_from((0, 48)),
    columns=st.sampled_from((1, 4)),
)
def test_arrays_answer_as_plain_whoosh_does(
    root: Path,
    rows: list[tuple[str, str, frozenset[str], str, bool, int | None, int]],
    asked: list[Request],
    dense: int,
    sparse: int,
    bitmaps: int,
    columns: int,
) -> None:
    with (
        patch("storyhub.search.index.view.DENSE", dense),
        patch("storyhub.search.index.facets.SPARSE", sparse),
        patch("storyhub.search.index.facets.MAX_BITMAPS", bitmaps),
        patch("storyhub.search.index.evaluate.REFINEMENT", Refinement(window=0)),  # Has a test of its own: test_refine.py.
        patch("storyhub.search.index.facets.MAX_COLUMNS", columns),
    ):
        engine = WhooshEngine(root, grace_s=0, search_limit_s=30)
        in_three_segments(engine, documents_of(rows))
        reference = Reference(root)
        for request in asked:
            assert_same(engine, reference, request)


def assert_same(engine: WhooshEngine, reference: Reference, request: Request) -> None:
    page = engine.search(request)
    hits, facets = reference.search(request)
    scores = dict(hits)

    assert page.total == len(hits)
    assert {name: counts(page, name) for name in FACETS} == facets
    for name in FACETS:
        listed = [(-count.count, count.value) for count in page.facets[name]]
        assert listed == sorted(listed)
    wanted = hits[request.offset : request.offset + request.limit]
    assert len(page.keys) == len(wanted)
    for hit, (ident, score) in zip(page.keys, wanted, strict=True):
        # Sums of the same numbers in another order differ in the last bit, so two hits of one score may change places.
        assert hit.ident == ident or (request.sort is Sort.RELEVANCE and scores[hit.ident] == pytest.approx(score, abs=1e-5))
        assert hit.score == pytest.approx(scores[hit.ident], rel=1e-5, abs=1e-5)
    for one, next_one in pairwise(page.keys):
        if request.sort is Sort.RELEVANCE:
            assert (-one.score, one.ident) < (-next_one.score, next_one.ident)
    for hit in page.keys[:3]:
        reasons = engine.explain(request, hit.ident)
        assert sum(reason.score for reason in reasons) == pytest.approx(hit.score, rel=1e-5, abs=1e-5)
        assert all(reason.times > 0 and reason.score > 0 for reason in reasons)


def test_scores_do_not_depend_on_segments(tmp_path: Path) -> None:
    documents = [make_document(str(n), text=" ".join(WORDS[n % 7 : n % 11 + 3]), title=WORDS[n % 15]) for n in range(40)]
    whole, parts = WhooshEngine(tmp_path / "whole"), WhooshEngine(tmp_path / "parts", grace_s=0)
    whole.rebuild(documents)
    in_three_segments(parts, documents)
    request = Request(Or((Term("стали"), Term("refund"), Phrase(("банки", "деньги"), slop=2), Prefix("que"))), limit=40)

    assert len(whole.search(request).keys) > 20
    assert parts.search(request) == whole.search(request)
