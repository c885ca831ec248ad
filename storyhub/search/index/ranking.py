"""How hits are ranked: the numbers, and which terms add to a score. Pure configuration; the arithmetic is `index.view`'s.

The score of a term in a field is Whoosh's BM25F: weight · idf · tf·(k1+1) / (tf + k1·(1−b+b·length/mean length)) with
idf = 1 + ln(documents / (documents with the term + 1)); a document's score is the sum over the terms (Robertson and Zaragoza 2009,
“The Probabilistic Relevance Framework”, with one saturation per field).
"""

from __future__ import annotations

from dataclasses import dataclass

from storyhub.search.analysis import lemmas, surface
from storyhub.search.domain.query import Exact, Leaf, Phrase, Query, Term, wanted
from storyhub.search.index.schema import EXACT, TEXT, TITLE


@dataclass(frozen=True, slots=True)
class FieldRanking:
    """`weight` multiplies the score of every term in the field; `k1` is how soon repeats stop counting, `b` how much length counts."""

    weight: float = 1.0
    k1: float = 1.2
    b: float = 0.75


FIELDS = {TEXT: FieldRanking(), EXACT: FieldRanking(), TITLE: FieldRanking(weight=2.0)}


@dataclass(frozen=True, slots=True)
class Weighted:
    """A term to look for in a field, what it weighs among the others, and the word of the query it stands for."""

    field: str
    term: str
    weight: float
    word: str


def word_terms(word: str, *, exact: bool = False) -> list[Weighted]:
    """A word as terms: all its dictionary forms, or just this one. Each of several forms weighs less, so that an ambiguous word does not
    outweigh its neighbours.
    """
    if exact:
        return [Weighted(EXACT, surface(word), 1.0, word)]
    forms = lemmas(word)
    weight = 1.0 if len(forms) == 1 else round(len(forms) ** -0.5, 3)
    return [Weighted(TEXT, form, weight, word) for form in forms]


def extras(query: Query) -> list[Weighted]:
    """Terms that add to the score of what was found and find nothing themselves: the same words in a title."""
    heads = {form: word for leaf in reversed(wanted(query)) for word in reversed(_words(leaf)) for form in lemmas(word)}
    return [Weighted(TITLE, form, 1.0, word) for form, word in reversed(heads.items())]


def _words(leaf: Leaf) -> tuple[str, ...]:
    match leaf:
        case Term(word) | Exact(word):
            return (word,)
        case Phrase(words):
            return words
        case _:
            return ()
