"""Laws that fit a problem told in plain words, each with the sentence that speaks for it.

Only for words that read like a problem: a name, a field or an operator asks for something else. And only where the best law shares
enough with them; three laws that nearly fit would be worse than none.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from storyhub.laws.domain.likeness import Saying, Scores, weight
from storyhub.laws.queries.cards import LawCard, law_cards
from storyhub.laws.queries.likeness import Likeness, law_likeness, terms_of
from storyhub.search.analysis import is_stopword, tokenise

SHOWN = 3
LEAST_WORDS, LEAST_CARRYING, MOST_WORDS = 3, 2, 60
# Chosen on problems written by people who had not seen the laws; see tests/benchmarks/problems.py.
WEIGHTS: Mapping[str, float] = {
    "name": 0.7, "statement": 0.2, "include": 0.3, "explanation": 0.15, "aliases": 0.3, "signs": 1.0, "anchor_quotes": 0.1, "letters": 0.5,
}  # fmt: skip
# What the best law must reach, counted in words that no other law has, and how much of what was said its sentences must say, too.
CONVINCING, LEAST_SHARE = 8.0, 0.25
# A second and third law are shown as long as they are so near to the best.
NEAR = 0.6
_OPERATORS = frozenset({"AND", "OR", "NOT"})
_SIGNS = frozenset('":*!()~<>|&')


@dataclass(frozen=True, slots=True)
class FittingLaw:
    """`because` is one of the law's other names, of the ways people put it, or of its own sentences; in the language of the words asked."""

    card: LawCard
    because: Saying


def fitting_laws(text: str, *, lang: str) -> tuple[FittingLaw, ...]:
    """Up to three laws in force, the best first; none where the words are no problem or no law convinces. Two SQL queries at most."""
    if not is_problem(text):
        return ()
    likeness = law_likeness(in_force=True)
    ranked = ranked_laws(likeness, text)
    if not ranked or not _convinces(likeness, *ranked[0], text):
        return ()
    least = NEAR * ranked[0][1]
    cards = law_cards((law_id for law_id, score in ranked[:SHOWN] if score >= least), lang=lang)
    terms = terms_of(text)
    told = ((card, likeness.sayings.nearest(law_id, terms)) for law_id, _score in ranked[:SHOWN] if (card := cards.get(law_id)))
    return tuple(FittingLaw(card, because) for card, because in told if because)


def is_problem(text: str) -> bool:
    """Several words that carry weight, and nothing of the query language.

    >>> is_problem("customers go quiet after the first order"), is_problem("law:12 late"), is_problem("Приречный банк")
    (True, False, False)
    """
    raw = text.split()
    if _SIGNS & set(text) or _OPERATORS & set(raw) or any(word[0] in "-−" and len(word) > 1 for word in raw):
        return False
    words = [token.word for token in tokenise(text)]
    carrying = [word for word in words if not is_stopword(word)]
    return LEAST_WORDS <= len(words) <= MOST_WORDS and len(carrying) >= LEAST_CARRYING


def ranked_laws(likeness: Likeness, text: str) -> list[tuple[int, float]]:
    """Every law that shares a word with the text, with its score, the best first; of equals the older."""
    found = likeness.scores(text)
    total: Scores = sum((weight * found[part] for part, weight in WEIGHTS.items()), np.zeros(len(likeness.ids)))
    order = np.argsort(-total, kind="stable")
    return [(likeness.ids[place], float(total[place])) for place in order if total[place] > 0]


def _convinces(likeness: Likeness, law_id: int, score: float, text: str) -> bool:
    return score >= CONVINCING * weight(len(likeness.ids), 1) and share_told(likeness, law_id, text) >= LEAST_SHARE


def share_told(likeness: Likeness, law_id: int, text: str) -> float:
    """How much of what the text says the law's sentences say, from 0 to 1: words weigh by their rarity."""
    terms = set(terms_of(text))
    own = {term for saying in likeness.sayings.all if saying.law == law_id for term in saying.terms}
    whole = sum(likeness.sayings.rarity(term) for term in terms)
    return sum(likeness.sayings.rarity(term) for term in terms & own) / whole if whole else 0.0
