"""Whoosh engine: matches, totals and facet counts equal those of brute force, on random documents and query trees."""

from __future__ import annotations

from collections import Counter
from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyhub.search.analysis import lemmas, terms
from storyhub.search.domain.document import Document
from storyhub.search.domain.port import Request
from storyhub.search.domain.query import And, Every, Field, Not, Or, Query, Term
from storyhub.search.index import WhooshEngine
from tests.search.asking import counts, found
from tests.search.documents import make_document

WORDS = ("деньги", "билет", "queue", "refund", "стали")
FORMS = ("деньгами", "билетов", "queues", "refunds", "сталь", "стать")
LAWS = ("1", "2", "P-3")

documents_strategy = st.lists(
    st.builds(
        lambda words, laws, lang, staff, year: (words, laws, lang, staff, year),
        st.lists(st.sampled_from(WORDS + FORMS), max_size=6),
        st.frozensets(st.sampled_from(LAWS)),
        st.sampled_from(("ru", "en")),
        st.booleans(),
        st.sampled_from((None, 2024, 2025)),
    ),
    max_size=12,
)
queries: st.SearchStrategy[Query] = st.recursive(
    st.one_of(
        st.sampled_from(WORDS + FORMS).map(Term),
        st.sampled_from(LAWS).map(lambda law: Field("law", (law,))),
        st.just(Every()),
    ),
    lambda inner: st.one_of(
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: And(tuple(parts))),
        st.lists(inner, min_size=1, max_size=3).map(lambda parts: Or(tuple(parts))),
        inner.map(Not),
    ),
    max_leaves=6,
)


def matches(query: Query, document: Document) -> bool:
    match query:
        case Term(word):
            stacked = {lemma for position in terms(document.text) for lemma in position}
            return not stacked.isdisjoint(lemmas(word))
        case Field(name, values):
            return not set(values).isdisjoint(document.facet_values().get(name, ()))
        case And(parts):
            return all(matches(part, document) for part in parts)
        case Or(parts):
            return any(matches(part, document) for part in parts)
        case Not(part):
            return not matches(part, document)
        case _:
            return isinstance(query, Every)


@pytest.fixture(scope="module")
def scratch(tmp_path_factory: pytest.TempPathFactory) -> WhooshEngine:
    engine = WhooshEngine(tmp_path_factory.mktemp("scratch") / "index", grace_s=0, search_limit_s=30)
    engine.rebuild([])
    return engine


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    rows=documents_strategy,
    asked=st.lists(queries, min_size=1, max_size=6),
    staff=st.booleans(),
    laws=st.frozensets(st.sampled_from(LAWS)),
)
def test_totals_and_facets_are_those_of_brute_force(
    scratch: WhooshEngine,
    rows: list[tuple[list[str], frozenset[str], str, bool, int | None]],
    asked: list[Query],
    staff: bool,
    laws: frozenset[str],
) -> None:
    documents = [
        make_document(
            str(number),
            text=" ".join(words),
            lang=lang,
            audience="staff" if hidden else "public",
            date=date(year, 1, 1) if year else None,
            facets={"law": tuple(sorted(carried))},
        )
        for number, (words, carried, lang, hidden, year) in enumerate(rows)
    ]
    # Two commits and a deletion, so that several segments and deleted documents take part.
    half = len(documents) // 2
    scratch.rebuild([*documents[:half], make_document("gone", text="деньги билет queue", facets={"law": LAWS})])
    scratch.apply(documents[half:], ["story:gone"])

    for query in asked:
        request = Request(
            query,
            audience="staff" if staff else "public",
            filters={"law": laws} if laws else {},
            facets=("law", "lang", "year"),
        )
        page = scratch.search(request)
        expected = [
            document
            for document in documents
            if (staff or document.audience == "public")
            and (not laws or not laws.isdisjoint(document.facet_values().get("law", ())))
            and matches(query, document)
        ]
        assert found(page) == {document.ident for document in expected}
        assert page.total == len(expected)
        for facet in request.facets:
            assert counts(page, facet) == Counter(
                value for document in expected for value in document.facet_values().get(facet, ())
            )
