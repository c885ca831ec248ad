"""Each word is analysed once, and what is remembered of it stays bounded."""

from __future__ import annotations

import pytest

from storyhub.search.analysis import lemmas
from storyhub.search.index import vocabulary
from storyhub.search.index.schema import EXACT, TEXT, WORD_FIELDS
from storyhub.search.index.vocabulary import Vocabulary


def terms(known: Vocabulary, field: str, word: str) -> list[str]:
    numbers, starts = known.terms_of(field)
    place = known[word]
    return [known.terms[number].decode() for number in numbers[starts[place] : starts[place + 1]]]


def test_a_word_gives_the_terms_of_its_field() -> None:
    known = Vocabulary(WORD_FIELDS)
    for word in ("Стали", "Ёлка", "queues", "Стали"):
        known[word]

    assert terms(known, TEXT, "Стали") == list(lemmas("стали"))
    assert terms(known, EXACT, "Ёлка") == ["елка"]
    assert len(known) == 3


def test_a_run_of_letters_without_end_is_remembered_by_its_beginning() -> None:
    known = Vocabulary(WORD_FIELDS)

    assert known["a" * 100_000] == known["a" * 90_000]
    assert max(map(len, known)) <= 128


def test_a_vocabulary_too_large_begins_anew(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(vocabulary, "MAX_WORDS", 2)
    known = Vocabulary(WORD_FIELDS)
    for word in ("one", "two"):
        known[word]
    known.trim()
    assert len(known) == 2
    known["three"]

    known.trim()

    assert (len(known), known.terms) == (0, [])
    assert terms_after(known, "two") == ["two"]


def terms_after(known: Vocabulary, word: str) -> list[str]:
    known[word]
    return terms(known, EXACT, word)
