"""Where the words of a query stand in a text, and which part of it to show."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyhub.search.domain.query import Fuzzy, Phrase, Query
from storyhub.search.highlight import best_window, find_spans
from storyhub.search.query import Parsed, parse

TEXT = "Вернули деньги, но ещё не все деньги. The queues were long; we kept queueing at the bank."


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("деньгами", ["деньги", "деньги"]),
        ("queue", ["queues", "queueing"]),
        ("!queues", ["queues"]),
        ("!queue", []),
        ("еще", ["ещё"]),
        ("que*", ["queues", "queueing"]),
        ('"все деньги"', ["все деньги"]),
        ('"деньги все"', []),
        ('!"the queues"', ["The queues"]),
        ('!"the queue"', []),
        ('"все деньги" деньгам', ["деньги", "все деньги"]),
        ("банк", []),
        ("bank -деньги", ["bank"]),
        ("law:12", []),
        ("", []),
    ],
)
def test_the_words_looked_for_are_marked(query: str, marked: list[str]) -> None:
    assert [TEXT[start:end] for start, end in find_spans(TEXT, parse(query))] == marked


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        (Phrase(("деньги", "все"), slop=2), []),
        (Phrase(("деньги", "все"), slop=3), ["деньги, но ещё не все"]),
        (Phrase(("вернуть", "но", "не"), slop=1), ["Вернули деньги, но ещё не"]),
        (Fuzzy("qeues"), []),
        (Fuzzy("qusues"), ["queues"]),
        (Fuzzy("bakn"), ["bank"]),
    ],
)
def test_near_words_and_misspelt_ones_are_marked(query: Query, marked: list[str]) -> None:
    assert [TEXT[start:end] for start, end in find_spans(TEXT, Parsed(query, (), ()))] == marked


def test_spans_count_code_points() -> None:
    text = "👨‍👩‍👧 и\u0306од e\u0301clair"

    assert [text[start:end] for start, end in find_spans(text, parse("йод éclair"))] == ["и\u0306од", "e\u0301clair"]


def test_the_window_holds_most_marks() -> None:
    plain = "раз билет " + "пусто " * 100 + "билет и билет " + "пусто " * 100
    begin, end = best_window(plain, find_spans(plain, parse("билет")), width=80)

    assert plain[begin:end].count("билет") == 2
    assert end - begin <= 80


def test_a_short_text_is_shown_whole() -> None:
    assert best_window("коротко", [], width=80) == (0, 7)


@settings(deadline=None)  # The first word loads the dictionary.
@given(st.text(alphabet="аб ,.\n", max_size=500), st.integers(min_value=1, max_value=100))
def test_a_window_is_a_part_of_the_text(plain: str, width: int) -> None:
    spans = find_spans(plain, parse("аб ба а"))
    begin, end = best_window(plain, spans, width)

    assert 0 <= begin <= end <= len(plain)
    assert end - begin <= width or len(plain) <= width
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
