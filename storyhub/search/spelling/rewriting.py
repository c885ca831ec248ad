"""A query → the query its reader may have meant. Only words that too few documents hold are looked at; what is excluded, exact, a
beginning or a field stays as it was typed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace

from storyhub.search.analysis import is_stopword, tokenise
from storyhub.search.domain.query import Phrase, Query, Term, conjunction
from storyhub.search.query.cleaning import readable
from storyhub.search.query.lexer import QUOTES
from storyhub.search.query.marks import Mark, Sign
from storyhub.search.query.parser import marks_of
from storyhub.search.spelling.speller import How, Speller, Suggestion

MAX_WORDS = 8
MAX_TRIED = 3
# A word that stands in the index is asked about only where another one is so many times as frequent.
MORE_FREQUENT = 20
_RUN = re.compile(rf"[^\s(){QUOTES}!:*~]+")

Hits = Callable[[Query], int]


@dataclass(frozen=True, slots=True)
class Change:
    """`typed` stood from `start` to `end` of the readable query; `meant` is put in its place."""

    start: int
    end: int
    typed: str
    meant: str
    how: How
    sure: bool


@dataclass(frozen=True, slots=True)
class Rewriting:
    """`text` with every change, `sure_text` with the sure ones only; empty where there are none."""

    text: str
    sure_text: str
    changes: tuple[Change, ...]


def rewrite(typed: str, *, speller: Speller, hits: Hits, few: int, total: int) -> Rewriting | None:
    """What may have been meant, or None. `hits` counts what the reader may see, so that no word is suggested that stands only where she
    may not read; `few`: fewer hits than that are too few; `total`: what the query finds as it is.
    """
    text = readable(typed).text
    changes: list[Change] = []
    for start, end in list(_pieces(text))[:MAX_WORDS]:
        if not changes or start >= changes[-1].end:
            change = _change(text, start, end, _Asking(speller, hits, few, total))
            if change is not None:
                changes.append(change)
    if not changes:
        return None
    sure = [change for change in changes if change.sure]
    return Rewriting(_changed(text, changes), _changed(text, sure) if sure else "", tuple(changes))


@dataclass(frozen=True, slots=True)
class _Asking:
    speller: Speller
    hits: Hits
    few: int
    total: int

    def wanting(self, word: str) -> int | None:
        """How many hits a word has, if they are too few; else None."""
        found = self.hits(Term(word))
        return found if found == 0 or (found < self.few and self.total < self.few) else None

    def best(self, word: str, found: int) -> Suggestion | None:
        for one in self.speller.suggest(word)[:MAX_TRIED]:
            gained = self.hits(conjunction([Term(token.word) for token in tokenise(one.text)]))
            if gained > found * MORE_FREQUENT:
                return replace(one, sure=one.sure and not found)
        return None


def _change(text: str, start: int, end: int, asking: _Asking) -> Change | None:
    return _run_change(text, start, end, asking) or _word_change(text, start, end, asking)


def _run_change(text: str, start: int, end: int, asking: _Asking) -> Change | None:
    """A whole run in the other layout: there х, ъ, ж, э, б and ю are marks that part words."""
    match = next((match for match in _RUN.finditer(text) if match.start() <= start < match.end()), None)
    if match is None or match.span() == (start, end) or "-" in match.group():
        return None
    layouts = [one for one in asking.speller.suggest(match.group()) if one.how is How.LAYOUT and asking.hits(Term(one.text))]
    if not layouts or asking.wanting(text[start:end]) is None:
        return None
    return Change(match.start(), match.end(), match.group(), layouts[0].text, How.LAYOUT, sure=True)


def _word_change(text: str, start: int, end: int, asking: _Asking) -> Change | None:
    typed = text[start:end]
    found = asking.wanting(typed)
    if found is None:
        return None
    best = asking.best(typed, found)
    return Change(start, end, typed, best.text, best.how, best.sure) if best else None


def _pieces(text: str) -> Iterator[tuple[int, int]]:
    """The places of the words that may be changed, in order."""
    for mark in _wished(marks_of(text)):
        if isinstance(mark.leaf, Term) or (isinstance(mark.leaf, Phrase) and not mark.leaf.exact):
            for token in tokenise(text[mark.start : mark.end]):
                if not is_stopword(token.word):
                    yield mark.start + token.start, mark.start + token.end


def _wished(marks: Sequence[Mark]) -> Iterator[Mark]:
    """The leaves that are not excluded, by themselves or by brackets."""
    refused = 0  # How many brackets are open since the outermost excluded one.
    negated = False
    for mark in marks:
        if mark.sign is Sign.OPEN and (refused or negated):
            refused += 1
        elif mark.sign is Sign.CLOSE and refused:
            refused -= 1
        elif mark.sign is Sign.LEAF and not refused and not negated:
            yield mark
        negated = mark.sign is Sign.NOT


def _changed(text: str, changes: Sequence[Change]) -> str:
    pieces: list[str] = []
    at = 0
    for change in changes:
        pieces += [text[at : change.start], change.meant]
        at = change.end
    return "".join([*pieces, text[at:]])
