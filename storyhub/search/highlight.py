"""Where a query's words stand in a text, and which part of the text to show. Pure; marking up is `kit.text`'s matter.

Spans count code points, half-open, ascending and apart from each other.
"""

from __future__ import annotations

from functools import lru_cache

from storyhub.search.analysis import Spelled, lemmas, normalise, places, spelled, surface
from storyhub.search.domain.fuzzy import within_one_edit
from storyhub.search.domain.query import Exact, Fuzzy, Phrase, Prefix, Query, Term, related, wanted
from storyhub.search.query import Parsed

MAX_SPANS = 500
KEPT_QUERIES, KEPT_WORDS = 32, 20_000
Span = tuple[int, int]


def find_spans(plain: str, parsed: Parsed) -> list[Span]:
    """The places of the words looked for: every form of a word, the very form after `!`, whole phrases, beginnings.

    >>> from storyhub.search.query import parse
    >>> find_spans("Вернули деньги, но не все.", parse("возвращать деньгами"))
    [(8, 14)]
    """
    sought = _sought(parsed.query)
    spans = places(plain, sought.among) if sought.has_words else []
    if sought.phrases:
        tokens = list(spelled(plain))
        for phrase in sought.phrases:
            spans.extend(phrase.among(tokens))
    return _apart(spans)[:MAX_SPANS]


class _Sought:
    """What a query looks for. Remembers its answers: one query is held against all texts of a page, which share most of their words."""

    def __init__(self, query: Query) -> None:
        leaves = (*wanted(query), *related(query))
        self.phrases = [_Together(leaf) for leaf in leaves if isinstance(leaf, Phrase)]
        self._forms = {form for leaf in leaves if isinstance(leaf, Term) for form in lemmas(leaf.word)}
        self._exact = {surface(leaf.word) for leaf in leaves if isinstance(leaf, Exact)}
        self._beginnings = tuple(surface(leaf.stem) for leaf in leaves if isinstance(leaf, Prefix))
        self._fuzzy = [surface(leaf.word) for leaf in leaves if isinstance(leaf, Fuzzy)]
        self._by_looks = bool(self._exact or self._beginnings or self._fuzzy)
        self.has_words = len(self.phrases) < len(leaves)
        self._answers: tuple[frozenset[str], frozenset[str]] = (frozenset(), frozenset())

    def among(self, spellings: set[str]) -> set[str]:
        """Those of a text's words, as they are spelled there, that are looked for, phrases apart."""
        judged, named = self._answers
        fresh = spellings - judged
        if fresh:
            if self._forms:
                named |= {spelling for spelling in fresh if not self._forms.isdisjoint(lemmas(spelling))}
            if self._by_looks:
                named |= {spelling for spelling in fresh if self._looks_named(surface(spelling))}
            # Replaced as one, never changed: threads share them, and an answer that gets lost is only given again.
            self._answers = (judged | fresh, named) if len(judged) < KEPT_WORDS else (frozenset(), frozenset())
        return spellings & named

    def _looks_named(self, form: str) -> bool:
        if form in self._exact or form.startswith(self._beginnings):  # `startswith(())` is False
            return True
        return any(within_one_edit(asked, form) for asked in self._fuzzy)


def _exact_forms(word: str) -> tuple[str, ...]:
    return (surface(word),)


class _Together:
    """A phrase that is looked for. Remembers which of its words a spelling can be."""

    def __init__(self, phrase: Phrase) -> None:
        self._reach = phrase.slop + 1
        self._forms = _exact_forms if phrase.exact else lemmas
        self._wished = [frozenset(self._forms(word)) for word in phrase.words]
        self._known: dict[str, frozenset[int]] = {}

    def among(self, tokens: list[Spelled]) -> list[Span]:
        given = [self._words_of(spelling) for spelling, _, _ in tokens]
        found: list[Span] = []
        for first in (place for place, words in enumerate(given) if 0 in words):
            ends = self._ends(given, first)
            if ends:
                found.append((tokens[first][1], tokens[min(ends)][2]))
        return found

    def _ends(self, given: list[frozenset[int]], first: int) -> set[int]:
        """Where the last word can stand when the first stands at `first` and each next within reach of the one before."""
        places = {first}
        for word in range(1, len(self._wished)):
            nearby = {place + step for place in places for step in range(1, self._reach + 1)}
            places = {place for place in nearby if place < len(given) and word in given[place]}
        return places

    def _words_of(self, spelling: str) -> frozenset[int]:
        """The places in the phrase that the spelling fits."""
        words = self._known.get(spelling)
        if words is None:
            forms = self._forms(normalise(spelling))
            words = frozenset(place for place, wish in enumerate(self._wished) if not wish.isdisjoint(forms))
            if len(self._known) < KEPT_WORDS:
                self._known[spelling] = words
        return words


_sought = lru_cache(maxsize=KEPT_QUERIES)(_Sought)


def best_window(plain: str, spans: list[Span], width: int = 240) -> Span:
    """The part of at most `width` code points with the most marks (the first such), widened to whole words where it
    fits.
    """
    if len(plain) <= width:
        return 0, len(plain)
    inside = [span for span in spans if span[1] - span[0] <= width]
    if not inside:
        return _whole_words(plain, 0, width)
    best, most = 0, 0
    last = 0
    for first, (start, _) in enumerate(inside):
        last = max(last, first)
        while last + 1 < len(inside) and inside[last + 1][1] <= start + width:
            last += 1
        if last - first + 1 > most:
            best, most = first, last - first + 1
    begin, end = inside[best][0], inside[best + most - 1][1]
    margin = (width - (end - begin)) // 2
    begin = max(0, min(begin - margin, len(plain) - width))
    return _whole_words(plain, begin, begin + width)


def _apart(spans: list[Span]) -> list[Span]:
    """Sorted, with overlapping ones joined."""
    joined: list[Span] = []
    for start, end in sorted(spans):
        if joined and start < joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def _whole_words(plain: str, begin: int, end: int) -> Span:
    """The window without words cut at its ends, unless that would cost more than a long word."""
    while 0 < begin < end and not plain[begin - 1].isspace() and not plain[begin].isspace():
        begin += 1
    while begin < end < len(plain) and not plain[end].isspace() and not plain[end - 1].isspace():
        end -= 1
    return begin, end
