"""What decides among the best hits, against a second way of computing it: text by text, with plain loops."""

from __future__ import annotations

from bisect import bisect_left
from math import log
from pathlib import Path
from unittest.mock import patch

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from storyhub.search.analysis import exact_terms, is_stopword, lemmas, surface, terms
from storyhub.search.domain.port import Request
from storyhub.search.index import WhooshEngine
from storyhub.search.index.codec import LENGTHS
from storyhub.search.index.ranking import FIELDS, REFINEMENT, Refinement
from storyhub.search.index.similar import likeness
from storyhub.search.query import parse
from tests.search.documents import make_document

# Stacked lemmas (стали), common words, words alike (страховка, страховать), both languages.
WORDS = ("стали", "сталь", "деньги", "деньгам", "и", "не", "страховка", "страховать", "страховой", "queue", "queues", "the")
some_text = st.lists(st.sampled_from(WORDS), min_size=1, max_size=12).map(" ".join)


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("refine") / "index"


@settings(max_examples=12, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(texts=st.lists(some_text, min_size=1, max_size=8), query=st.lists(st.sampled_from(WORDS), min_size=1, max_size=4, unique=True))
def test_refined_scores_are_what_plain_loops_give(root: Path, texts: list[str], query: list[str]) -> None:
    engine = WhooshEngine(root, grace_s=0, search_limit_s=30)
    half = len(texts) // 2
    engine.rebuild(make_document(str(n), text=text) for n, text in enumerate(texts[:half]))
    engine.apply([make_document(str(half + n), text=text) for n, text in enumerate(texts[half:])], [])
    request = Request(parse(" ".join(query)).query)
    with patch("storyhub.search.index.evaluate.REFINEMENT", Refinement(window=0)):
        plain = {hit.key: hit.score for hit in engine.search(request).keys}

    refined = engine.search(request).keys

    assert {hit.key for hit in refined} == set(plain)
    for hit in refined:
        assert hit.score - plain[hit.key] == pytest.approx(Oracle(texts, query).extra(int(hit.key)), rel=1e-4, abs=1e-4)
        assert sum(reason.score for reason in engine.explain(request, hit.ident)) == pytest.approx(hit.score, rel=1e-4)
    assert [hit.score for hit in refined] == sorted((hit.score for hit in refined), reverse=True)


def rounded(length: int) -> float:
    """As Whoosh keeps it: in one byte."""
    return float(LENGTHS[bisect_left(LENGTHS, length)])


class Oracle:
    """The definition of `ranking.Refinement`, word by word. Titles are empty here."""

    def __init__(self, texts: list[str], query: list[str]) -> None:
        self._stacked = [terms(text) for text in texts]
        self._exact = [exact_terms(text) for text in texts]
        self._lengths = [rounded(sum(map(len, stacked))) for stacked in self._stacked]
        self._exact_lengths = [rounded(len(exact)) for exact in self._exact]
        self._mean = sum(self._lengths) / len(texts)
        self._exact_mean = sum(self._exact_lengths) / len(texts)
        weighty = [word for word in query if not is_stopword(word)]
        self._query = query
        self._common = [word for word in query if word not in weighty] if weighty else []

    def extra(self, doc: int) -> float:
        total = 0.0
        for word in self._query:
            if word in self._common:
                total += REFINEMENT.common * sum(self._weight(word) * self._bm25(form, doc) for form in lemmas(word))
            else:
                total += REFINEMENT.exact * self._bm25_exact(surface(word), doc) + self._start(word, doc)
                total += sum(self._weight(word) * self._similar(word, form, doc) for form in lemmas(word))
        return total + sum(self._pair(one, other, doc) for one, other in zip(self._query, self._query[1:], strict=False))

    def _weight(self, word: str) -> float:
        return round(len(lemmas(word)) ** -0.5, 3)

    def _idf(self, having: int) -> float:
        return log(1 + (len(self._exact) - having + 0.5) / (having + 0.5))

    def _form_idf(self, form: str) -> float:
        return self._idf(sum(any(form in forms for forms in stacked) for stacked in self._stacked))

    def _word_idf(self, word: str) -> float:
        present = [form for form in lemmas(word) if any(form in forms for stacked in self._stacked for forms in stacked)]
        return min(map(self._form_idf, present), default=0.0)

    def _saturated(self, times: float, length: float, mean: float) -> float:
        rank = FIELDS["text"]
        return times * (rank.k1 + 1) / (times + rank.k1 * (1 - rank.b + rank.b * length / mean))

    def _bm25(self, form: str, doc: int, more: float = 0.0) -> float:
        stacked = self._stacked[doc]
        times = sum(form in forms for forms in stacked) + more
        return self._form_idf(form) * self._saturated(times, self._lengths[doc], self._mean)

    def _bm25_exact(self, form: str, doc: int) -> float:
        having = sum(form in exact for exact in self._exact)
        return self._idf(having) * self._saturated(self._exact[doc].count(form), self._exact_lengths[doc], self._exact_mean)

    def _start(self, word: str, doc: int) -> float:
        for position, forms in enumerate(self._stacked[doc]):
            if set(forms) & set(lemmas(word)):
                return REFINEMENT.start * self._word_idf(word) / (1 + position / REFINEMENT.start_words)
        return 0.0

    def _pair(self, one: str, other: str, doc: int) -> float:
        stacked = self._stacked[doc]
        places = range(len(stacked) - 1)
        times = sum(bool(set(stacked[n]) & set(lemmas(one)) and set(stacked[n + 1]) & set(lemmas(other))) for n in places)
        idf = (self._word_idf(one) + self._word_idf(other)) / 2
        return REFINEMENT.pair * idf * self._saturated(times, self._lengths[doc], self._mean)

    def _similar(self, word: str, form: str, doc: int) -> float:
        if len(form) < REFINEMENT.similar_start or not any(form in forms for stacked in self._stacked for forms in stacked):
            return 0.0
        near = 0.0
        for other in (other for forms in self._stacked[doc] for other in forms):
            alike = likeness(form, other)
            if other not in lemmas(word) and other[:4] == form[:4] and alike >= REFINEMENT.likeness:
                near += alike
        return self._bm25(form, doc, REFINEMENT.similar * near) - self._bm25(form, doc)


def test_likeness_is_the_share_of_runs_of_three_letters() -> None:
    # _ab, abc, bc_ and _ab, abd, bd_: one of three is shared.
    assert likeness("abc", "abd") == pytest.approx(1 / 3)
    assert likeness("abc", "abc") == 1
    assert likeness("a", "b") == 0


def test_hits_outside_the_window_stay_behind(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path / "index", grace_s=0)
    engine.rebuild(make_document(str(n), text="очередь " * (n + 1) + "слово " * 9) for n in range(9))
    request = Request(parse("очереди").query)
    with patch("storyhub.search.index.evaluate.REFINEMENT", Refinement(window=0)):
        plain = [hit.key for hit in engine.search(request).keys]
    with patch("storyhub.search.index.evaluate.REFINEMENT", Refinement(window=4)):
        refined = [hit.key for hit in engine.search(request).keys]
        pages = [hit.key for offset in range(0, 9, 2) for hit in engine.search(Request(request.query, offset=offset, limit=2)).keys]

    assert set(refined[:4]) == set(plain[:4])
    assert refined[4:] == plain[4:]
    assert pages == refined
