"""Marks: where a story points at a person, found again in its source, and the text with placeholders instead.

Findings are looked for in the plain text, which readers see, and in the source, where a link's address hides. Places count code points
of the source, because that is what is changed. Pure; it does not know how findings are found.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

# What Markdown may put between two letters that readers see side by side.
_BETWEEN = r"[*_~`\\]{0,4}"
_ADDRESS = re.compile(r"\]\([^)\s]*|^ {0,3}\[[^\]]+\]:\s*\S+", re.MULTILINE)
# A bracket beside one of these would be read as a link, and the words after it would vanish.
_READ_AS_LINK_AFTER = "([:"
_READ_AS_LINK_BEFORE = "]!"
LONGEST = 300


class Found(Protocol):
    """A finding: its kind, its place, and whether it cannot be anything else."""

    @property
    def kind(self) -> str: ...
    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...
    @property
    def certain(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Mark:
    """One place. `start` is None where formatting cuts it up, so that only a hand helps; `shown_from` where readers do not see it."""

    kind: str
    certain: bool
    start: int | None
    end: int | None
    shown_from: int | None
    shown_to: int | None
    words: str

    @property
    def is_replaceable(self) -> bool:
        return self.start is not None


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of the source and what stands there instead."""

    start: int
    end: int
    placeholder: str


def marks_of(source: str, plain: str, findings: Callable[[str], Iterable[Found]]) -> tuple[Mark, ...]:
    """Every mark of a text: those readers see in reading order, then those that only the source holds."""
    addresses = [found.span() for found in _ADDRESS.finditer(source)]
    seen: list[Mark] = []
    for one in findings(plain):
        words = plain[one.start : one.end]
        place = _in_source(source, plain, words, one.start, addresses)
        start, end = place if place else (None, None)
        seen.append(Mark(str(one.kind), one.certain, start, end, one.start, one.end, words))
    hidden = [
        Mark(str(one.kind), one.certain, one.start, one.end, None, None, source[one.start : one.end])
        for one in findings(source)
        if not any(mark.start is not None and mark.end is not None and one.start < mark.end and mark.start < one.end for mark in seen)
        and any(start <= one.start < end for start, end in addresses)
    ]
    return (*seen, *hidden)


def places_of(source: str, words: str) -> list[tuple[int, int]]:
    """Everywhere these words stand in the source, whatever formatting is between their letters.

    >>> places_of("Call **Ann** or A*nn*.", "Ann")
    [(7, 10), (16, 20)]
    """
    pattern = _pattern(words)
    return [found.span() for found in pattern.finditer(source)] if pattern else []


def with_cuts(source: str, cuts: Sequence[Cut]) -> str:
    """The source with placeholders instead. A bracket that Markdown would take for a link is escaped.

    >>> with_cuts("Call 555-12-34(Ann)!", [Cut(5, 14, "[phone]")])
    'Call \\\\[phone\\\\](Ann)!'
    """
    parts, done = [], 0
    for cut in sorted(cuts, key=lambda one: one.start):
        if cut.start < done:
            continue
        before, after = source[max(0, cut.start - 1) : cut.start], source[cut.end : cut.end + 1]
        is_link = (after and after in _READ_AS_LINK_AFTER) or (before and before in _READ_AS_LINK_BEFORE)
        written = cut.placeholder.replace("[", "\\[").replace("]", "\\]") if is_link else cut.placeholder
        parts += [source[done : cut.start], written]
        done = cut.end
    return "".join([*parts, source[done:]])


def _in_source(source: str, plain: str, words: str, start: int, addresses: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The place in the source of what stands at `start` of the plain text: the one with the same number among its equals."""
    pattern = _pattern(words)
    if pattern is None:
        return None
    here = [found.start() for found in pattern.finditer(plain)]
    there = [found.span() for found in pattern.finditer(source)]
    if len(there) != len(here):
        there = [place for place in there if not any(first <= place[0] < last for first, last in addresses)]
    number = sum(other < start for other in here)
    if not there:
        return None
    return there[min(number, len(there) - 1)]


def _pattern(words: str) -> re.Pattern[str] | None:
    squeezed = words.strip()
    if not squeezed or len(squeezed) > LONGEST:
        return None
    letters = [r"\s+" if part.isspace() else re.escape(part) for part in re.findall(r"\s+|\S", squeezed)]
    return re.compile(_BETWEEN.join(letters))
