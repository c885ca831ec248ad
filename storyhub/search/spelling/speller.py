"""What a reader may have meant by a word that is not found: the other keyboard layout, the other alphabet, a slip, two
words run together. All are ranked on one scale: how far from what was typed, and how frequent.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from math import log

from storyhub.search.analysis import in_dictionary, surface
from storyhub.search.spelling.layout import other_layout
from storyhub.search.spelling.transliteration import readings
from storyhub.search.spelling.typos import COST_WEIGHT, nearest
from storyhub.search.spelling.vocabulary import MAX_LETTERS, Vocabulary

_WORD = re.compile(r"[а-я]+|[a-z][a-z']*")
_RUN = re.compile(r"(.)\1\1+")
_DIGITS = str.maketrans("463", "чшз")  # «4естно», «ве4ер»
_SHORT_WORDS = frozenset("авикосуя")
MIN_LETTERS = 3
# The longer a word, the less likely it is that other keys or letters give a word of the vocabulary by chance.
_CHANCE, _LESS_CHANCE = 0.5, 0.25
_UNSEEN = 1.0
_SURE_READING = 1.1
_SURE_DOCS = 3
_SMALL_SLIP = 0.5
_SURE_SPLIT_DOCS = 50
_SPLIT_COST = 0.9
_SPLIT_DOCS = 5
_DRAWN_OUT_COST = 0.3
# A word of the dictionary is seldom a slip of the pen; how much nearer it is than one that is not.
_IN_DICTIONARY = 0.35


class How(StrEnum):
    LAYOUT = "layout"
    ALPHABET = "alphabet"
    SLIP = "slip"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`cost` is about the number of slips; `sure`: good enough to be searched for without asking."""

    text: str
    how: How
    cost: float
    docs: int
    sure: bool

    @property
    def rank(self) -> float:
        return self.cost * COST_WEIGHT - log(self.docs + 1)


class Speller:
    """Suggests words of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._vocabulary = vocabulary

    def count(self, word: str) -> int:
        """In how many documents a word stands in just this form."""
        return self._vocabulary.count(surface(word))

    def suggest(self, typed: str, *, limit: int = 5) -> list[Suggestion]:
        """The best first; none for numbers, for words of one or two letters, and for words longer than any that is kept."""
        word = surface(typed)
        if not MIN_LETTERS <= len(word) <= 2 * MAX_LETTERS:
            return []
        found: dict[str, Suggestion] = {}
        for one in (*self._layout(word), *self._alphabet(word), *self._slips(word), *self._split(word)):
            if one.text != word and (one.text not in found or one.rank < found[one.text].rank):
                found[one.text] = one
        return sorted(found.values(), key=lambda one: (one.rank, one.text))[:limit]

    def _layout(self, word: str) -> Iterator[Suggestion]:
        other = surface(other_layout(word))
        if _WORD.fullmatch(other):
            docs = self._vocabulary.count(other)
            if docs or in_dictionary(other):
                cost = (_CHANCE - _LESS_CHANCE * len(other)) + (0 if docs else _UNSEEN)
                yield Suggestion(other, How.LAYOUT, cost, docs, sure=bool(docs) or len(other) > MIN_LETTERS + 1)

    def _alphabet(self, word: str) -> Iterator[Suggestion]:
        known = in_dictionary(word)
        for other, cost in readings(self._vocabulary, word):
            docs = self._vocabulary.count(other)
            sure = len(word) > MIN_LETTERS and not known and cost <= _SURE_READING and docs >= _SURE_DOCS
            yield Suggestion(other, How.ALPHABET, cost + _CHANCE - _LESS_CHANCE * min(len(other), 8), docs, sure=sure)

    def _slips(self, word: str) -> Iterator[Suggestion]:
        if not word.isascii():
            word = word.translate(_DIGITS)
        if not _WORD.fullmatch(word):
            return
        sure = len(word) > MIN_LETTERS + 1 and not in_dictionary(word)
        forms = dict.fromkeys((word, _RUN.sub(r"\1", word)))
        for form in forms:
            extra = 0.0 if form == word else _DRAWN_OUT_COST
            if extra and (docs := self._vocabulary.count(form)):
                yield Suggestion(form, How.SLIP, extra, docs, sure=True)
            for near in nearest(self._vocabulary, form):
                cost = near.cost + extra - _IN_DICTIONARY * in_dictionary(near.word)
                seen = near.docs >= _SURE_DOCS or near.cost + extra <= _SMALL_SLIP
                certain = sure and seen and near.cost + extra <= _farthest(near.docs, word)
                yield Suggestion(near.word, How.SLIP, cost, near.docs, sure=certain)

    def _split(self, word: str) -> Iterator[Suggestion]:
        best: tuple[int, str] | None = None
        for at in range(1, len(word)):
            first, second = word[:at], word[at:]
            if min(len(first), len(second)) < 2 and not {first, second} & _SHORT_WORDS:
                continue
            docs = min(self._vocabulary.count(first), self._vocabulary.count(second))
            if docs >= _SPLIT_DOCS and (best is None or docs > best[0]):
                best = docs, f"{first} {second}"
        if best is not None:
            docs, text = best
            sure = len(word) > MIN_LETTERS + 1 and docs >= _SURE_SPLIT_DOCS and not word.isascii() and not in_dictionary(word)
            yield Suggestion(text, How.SPLIT, _SPLIT_COST, docs, sure=sure)


def _farthest(docs: int, word: str) -> float:
    """How far a slip may go and still need no question; English words are asked about sooner, for no dictionary knows them."""
    if word.isascii():
        return 1.0 if docs >= 20 and len(word) > 5 else 0.5
    return 1.5 if len(word) > 5 else 1.0
