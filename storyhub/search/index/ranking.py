"""How hits are ranked: the numbers, and which words add to a score. Pure configuration; the arithmetic is `view`'s and `refine`'s.

The score of a term in a field is BM25F: weight · idf · tf·(k1+1) / (tf + k1·(1−b+b·length/mean length)); a document's score is the sum
over the terms (Robertson and Zaragoza 2009, “The Probabilistic Relevance Framework”, with one saturation per field). The numbers were
tuned on judged collections in both languages at once (`dev.py bench quality`): they are few, and their optima are flat.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from storyhub.search.analysis import lemmas, surface
from storyhub.search.domain.query import And, Aside, Exact, Leaf, Or, Phrase, Query, Term, wanted
from storyhub.search.index.schema import EXACT, MARKED, TEXT, TITLE


@dataclass(frozen=True, slots=True)
class FieldRanking:
    """`weight` multiplies the score of every term in the field; `k1` is how soon repeats stop counting, `b` how much length counts."""

    weight: float = 1.0
    k1: float = 1.2
    b: float = 0.5


# Many names make none of them less a name, and the length of what is marked says nothing.
FIELDS = {TEXT: FieldRanking(), EXACT: FieldRanking(), TITLE: FieldRanking(weight=2.0, b=0.0), MARKED: FieldRanking(weight=0.5, b=0.0)}


@dataclass(frozen=True, slots=True)
class Refinement:
    """What the best hits are compared by besides, each a share of what the word itself scores at most.

    `window`: so many hits, the best by words alone, get it; the rest stays behind them. `exact`: the very form that was typed.
    `common`: words too common to look for. `start`: the word stands early, halved after `start_words` words. `pair`: two words follow
    each other as they were typed. `similar`: words that share so much of their letters (`likeness`, 0 to 1) and their first
    `similar_start` letters count as so much of the word itself. `named`: all words looked for are in the title and names.
    """

    window: int = 200
    exact: float = 0.3
    common: float = 0.4
    start: float = 1.0
    start_words: int = 20
    pair: float = 0.45
    similar: float = 0.5
    named: float = 1.0
    likeness: float = 0.4
    similar_start: int = 4


REFINEMENT = Refinement()


def rarity(documents: int, having: int) -> float:
    """The idf of a term that `having` of the documents have; > 0."""
    return math.log(1 + (documents - having + 0.5) / (having + 0.5))


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
    """Terms that add to the score of what was found and find nothing themselves: the same words in a title or in what was marked."""
    heads = {form: word for leaf in reversed(wanted(query)) for word in reversed(_words(leaf)) for form in lemmas(word)}
    return [Weighted(field, form, 1.0, word) for field in (TITLE, MARKED) for form, word in reversed(heads.items())]


@dataclass(frozen=True, slots=True)
class Typed:
    """A word of the query in any of its forms; `common` when it finds nothing by itself."""

    word: str
    common: bool


def typed(query: Query) -> Iterator[Typed]:
    """The words of a query in the order they were typed, but not those in one form only, beginnings, and what is excluded."""
    match query:
        case Term(word):
            yield Typed(word, common=False)
        case Aside(word):
            yield Typed(word, common=True)
        case Phrase(words, False):
            yield from (Typed(word, common=False) for word in words)
        case And(parts) | Or(parts):
            for part in parts:
                yield from typed(part)


def _words(leaf: Leaf) -> tuple[str, ...]:
    match leaf:
        case Term(word) | Exact(word):
            return (word,)
        case Phrase(words):
            return words
        case _:
            return ()
