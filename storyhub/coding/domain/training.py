"""A newcomer's marks beside the reference: how far they agree, law by law, and where they differ. Pure.

Compared sentence by sentence, because whole sentences are what she chooses; the whole story counts as one more. A mark of the
reference that covers a part of a sentence stands for the sentence.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from storyhub.coding.domain.agreement.alpha import alpha
from storyhub.coding.domain.agreement.kappa import cohen
from storyhub.coding.domain.differences import Unit, units
from storyhub.coding.domain.places import sentence_at

REFERENCE, NEWCOMER = 0, 1
WHOLE = 0
Spans = Sequence[tuple[int, int]]


@dataclass(frozen=True, slots=True)
class Said:
    """One mark by the reference or the newcomer (`coder_id`). Without a start the whole story is meant."""

    id: int
    start: int | None
    end: int | None
    law_id: int
    coder_id: int
    polarity: str


@dataclass(frozen=True, slots=True)
class Read:
    """One story: its sentences, and what both marked in it."""

    spans: Spans
    said: tuple[Said, ...]


@dataclass(frozen=True, slots=True)
class LawFigure:
    """Of one law (None: of all together). `n` sentences and stories were compared; undefined is None, never 1."""

    law_id: int | None
    n: int
    percent: float | None
    kappa: float | None
    alpha: float | None
    both: int
    reference_only: int
    newcomer_only: int


def sentences_of(mark: Said, spans: Spans) -> range:
    """Numbers of the sentences it touches, from 1; number 0 is the whole story.

    >>> list(sentences_of(Said(1, 3, 8, 1, 0, "upholds"), [(0, 5), (6, 11), (12, 14)]))
    [1, 2]
    """
    if mark.start is None or mark.end is None:
        return range(WHOLE, WHOLE + 1)
    return range(sentence_at(spans, mark.start), sentence_at(spans, mark.end - 1) + 1)


def stretches(numbers: Iterable[int]) -> list[tuple[int, int]]:
    """Numbers as first and last of each row without a gap.

    >>> stretches([5, 2, 3, 3])
    [(2, 3), (5, 5)]
    """
    found: list[tuple[int, int]] = []
    for number in sorted(set(numbers)):
        if found and found[-1][1] == number - 1:
            found[-1] = (found[-1][0], number)
        else:
            found.append((number, number))
    return found


def figures(stories: Sequence[Read]) -> tuple[LawFigure, ...]:
    """All laws together first, then every law that either named, those with the most differences first."""
    laws = sorted({mark.law_id for story in stories for mark in story.said})
    pairs: Mapping[int, list[tuple[bool, bool]]] = {law: [pair for story in stories for pair in _pairs(story, law)] for law in laws}
    by_law = [_figure(law, pairs[law]) for law in laws]
    by_law.sort(key=lambda figure: -(figure.reference_only + figure.newcomer_only))
    return (_figure(None, [pair for law in laws for pair in pairs[law]]), *by_law)


def differences(story: Read) -> tuple[Unit[Said], ...]:
    """Agreements (without kinds) and differences in the order of the text."""
    return units([_in_sentences(mark, story.spans) for mark in story.said], coders=2)


def _pairs(story: Read, law: int) -> list[tuple[bool, bool]]:
    """Of the whole story and each sentence: whether the reference and whether the newcomer saw the law there."""
    seen: dict[int, set[int]] = {REFERENCE: set(), NEWCOMER: set()}
    for mark in story.said:
        if mark.law_id == law:
            seen[mark.coder_id].update(sentences_of(mark, story.spans))
    return [(number in seen[REFERENCE], number in seen[NEWCOMER]) for number in range(len(story.spans) + 1)]


def _figure(law: int | None, pairs: Sequence[tuple[bool, bool]]) -> LawFigure:
    kinds = ((True, True), (True, False), (False, True), (False, False))
    table: Mapping[tuple[Hashable, Hashable], int] = {pair: pairs.count(pair) for pair in kinds}
    same = table[True, True] + table[False, False]
    return LawFigure(
        law_id=law,
        n=len(pairs),
        percent=same / len(pairs) if pairs else None,
        kappa=cohen(table),
        alpha=alpha(pairs),
        both=table[True, True],
        reference_only=table[True, False],
        newcomer_only=table[False, True],
    )


def _in_sentences(mark: Said, spans: Spans) -> Said:
    if mark.start is None:
        return mark
    touched = sentences_of(mark, spans)
    start, end = spans[touched[0] - 1][0], spans[touched[-1] - 1][1]
    return Said(mark.id, start, end, mark.law_id, mark.coder_id, mark.polarity)
