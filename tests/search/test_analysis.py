"""Words and their terms."""

from __future__ import annotations

from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from storyhub.search.analysis import exact_terms, is_stopword, lemmas, normalise, surface, terms, tokenise
from storyhub.search.analysis.morphology import MAX_LEMMAS, MAX_WORD
from storyhub.search.analysis.tokens import words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("деньгами", "деньги"),
        ("людей", "человек"),
        ("шёл", "идти"),
        ("возвращённый", "возвратить"),
        ("ещё", "еще"),
        ("ЕЩЁ", "еще"),
        ("её", "ее"),
        ("стали", "сталь"),
        ("стали", "стать"),
        ("queues", "queue"),
        ("Refunded", "refund"),
        ("bank's", "bank"),
        ("bank’s", "banks"),
        ("и\u0306од", "йод"),
    ],
)
def test_forms_of_a_word_share_a_term(one: str, other: str) -> None:
    assert not set(lemmas(one)).isdisjoint(lemmas(other))


@pytest.mark.parametrize(("one", "other"), [("банк", "банкир"), ("кот", "код"), ("refund", "fund")])
def test_different_words_do_not(one: str, other: str) -> None:
    assert lemmas(one)[0] != lemmas(other)[0]


def test_digits_and_mixed_tokens_are_kept() -> None:
    assert exact_terms("В 24/7 b2b, ак47 и 100%") == ["в", "24", "7", "b2b", "ак47", "и", "100"]
    assert terms("b2b ак47") == [("b2b",), ("ак47",)]


def test_tokens_stand_where_they_stood() -> None:
    text = "Ёлка — «don’t» и\u0306од"
    assert [(token.word, text[token.start : token.end]) for token in tokenise(text)] == [
        ("ёлка", "Ёлка"),
        ("don't", "don’t"),
        ("йод", "и\u0306од"),
    ]


def test_a_stopword_is_one_in_any_case_and_with_either_letter() -> None:
    assert is_stopword("Ещё")
    assert is_stopword("The")
    assert not is_stopword("никогда")


def test_a_long_word_is_cut() -> None:
    assert len(normalise("щ" * 10_000)) == MAX_WORD
    assert len(terms("щ" * 10_000)) == 1


@settings(deadline=None)  # The first word loads the dictionary.
@given(st.text(max_size=300))
def test_any_text_has_bounded_terms(text: str) -> None:
    tokens = list(tokenise(text))

    assert [token.word for token in tokens] == words(text)
    assert all(0 <= token.start < token.end <= len(text) for token in tokens)
    assert all(one.end <= other.start for one, other in pairwise(tokens))
    for position in terms(text):
        assert 1 <= len(position) <= MAX_LEMMAS
        assert all(position)


@settings(deadline=None)  # The first word loads the dictionary.
@given(st.text(alphabet="абвгдеёжзийклмнопрстуфхцчшщъыьэюя", min_size=1, max_size=12))
def test_no_term_keeps_a_yo(word: str) -> None:
    assert "ё" not in "".join(lemmas(word)) + surface(word)
