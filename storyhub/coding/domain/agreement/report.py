"""From rows (who read which story, who marked what where) to all figures. Knows no database: the rows are handed in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from storyhub.coding.domain.agreement.figures import Figure, Figures, figures
from storyhub.coding.domain.agreement.graded import graded
from storyhub.coding.domain.agreement.levels import Level
from storyhub.coding.domain.agreement.pieces import Field, Pieces, Whole
from storyhub.coding.domain.agreement.spans import Spans, by_character, coded_only, trimmed
from storyhub.coding.domain.words import STRENGTHS, Polarity

POLARITIES = {str(word): place for place, word in enumerate(Polarity)}


@dataclass(frozen=True, slots=True)
class Report:
    """`laws`, `stories` and `coders` are ids in the order of the figures. `levels`: story, character, coded. `graded`: strength and
    polarity, by law id, None for all laws together."""

    laws: tuple[int, ...]
    stories: tuple[int, ...]
    coders: tuple[int, ...]
    levels: Mapping[str, Figures]
    graded: Mapping[str, Mapping[int | None, Figure]]


@dataclass(frozen=True, slots=True)
class Places:
    """Where an id stands in the arrays."""

    stories: dict[int, int]
    coders: dict[int, int]
    laws: dict[int, int]


def report(passes: Sequence[tuple[int, int, int]], marks: Sequence[Any], passages: Sequence[Any]) -> Report:
    """`passes`: (story, coder, length of the text); `marks`: (story, coder, law, strength, polarity); `passages`: (story, coder, law,
    start, words), without a start the whole story. Marks of anybody who is not among the passes of that story are passed over.

    A story read by one coder only compares nothing and is left out, and so is a law that nobody named in the others.
    """
    read = _compared(passes)
    known = {(story, coder) for story, coder, _ in read}
    kept = [row for row in marks if (row[0], row[1]) in known]
    places = Places(
        {story: place for place, story in enumerate(sorted({story for story, _, _ in read}))},
        {coder: place for place, coder in enumerate(sorted({coder for _, coder, _ in read}))},
        {law: place for place, law in enumerate(sorted({row[2] for row in kept}))},
    )
    field, laws = _field(read, places), len(places.laws)
    spans = _spans([row for row in passages if (row[0], row[1]) in known], places, field)
    pieces = by_character(spans, field)
    stories = Field(length=np.ones(len(places.stories)), readers=field.readers)
    return Report(
        laws=tuple(places.laws),
        stories=tuple(places.stories),
        coders=tuple(places.coders),
        levels={
            "story": figures(stories, _named(kept, places), laws=laws),
            "character": figures(field, pieces, laws=laws),
            "coded": figures(coded_only(spans, field), pieces, laws=laws),
        },
        graded={"strength": _graded(kept, places, 3), "polarity": _graded(kept, places, 4)},
    )


def _compared(passes: Sequence[tuple[int, int, int]]) -> list[tuple[int, int, int]]:
    readers: dict[int, int] = {}
    for story, _coder, _length in passes:
        readers[story] = readers.get(story, 0) + 1
    return [row for row in passes if readers[row[0]] > 1]


def _field(read: Sequence[tuple[int, int, int]], places: Places) -> Field:
    length, readers = np.zeros(len(places.stories)), np.zeros((len(places.coders), len(places.stories)), dtype=np.bool_)
    for story, coder, characters in read:
        length[places.stories[story]] = characters
        readers[places.coders[coder], places.stories[story]] = True
    return Field(length=length, readers=readers)


def _columns(rows: Sequence[Any], places: Places) -> tuple[Whole, Whole, Whole]:
    """Places of story, coder and law of each row."""

    def column(place: int, known: dict[int, int]) -> Whole:
        return np.fromiter((known[row[place]] for row in rows), dtype=np.int64, count=len(rows))

    return column(0, places.stories), column(1, places.coders), column(2, places.laws)


def _named(rows: Sequence[Any], places: Places) -> Pieces:
    """Story level straight from the rows: a piece for every law somebody named in a story."""
    story, coder, law = _columns(rows, places)
    unit, row = np.unique(law * len(places.stories) + story, return_inverse=True)
    marked = np.zeros((len(unit), len(places.coders)), dtype=np.bool_)
    marked[row, coder] = True
    stories = max(1, len(places.stories))
    return Pieces(law=unit // stories, story=unit % stories, length=np.ones(len(unit)), marked=marked)


def _spans(rows: Sequence[Any], places: Places, field: Field) -> Spans:
    story, coder, law = _columns(rows, places)
    ends = [(0, int(field.length[at])) if row[3] is None else trimmed(row[4], row[3]) for row, at in zip(rows, story, strict=True)]
    edges = np.array(ends, dtype=np.int64).reshape(-1, 2)
    return Spans(law=law, story=story, coder=coder, start=edges[:, 0], end=edges[:, 1])


def _graded(rows: Sequence[Any], places: Places, column: int) -> dict[int | None, Figure]:
    """Of strength (column 3) the strongest a coder gave a law in a story; of polarity `mixed` where she saw both."""
    said: dict[tuple[int, int, int], int] = {}
    for row in rows:
        key, value = (row[2], row[0], row[1]), row[3] if column == 3 else POLARITIES[row[4]]
        before = said.get(key, value)
        said[key] = max(before, value) if column == 3 else (value if before == value else POLARITIES[Polarity.mixed])
    level, first = (Level.ordinal, min(STRENGTHS)) if column == 3 else (Level.nominal, 0)
    law, story, coder = np.array(list(said), dtype=np.int64).reshape(-1, 3).T
    value = np.fromiter(said.values(), dtype=np.int64, count=len(said)) - first
    unit, at, row_of = np.unique(
        np.searchsorted(list(places.laws), law) * len(places.stories) + np.searchsorted(list(places.stories), story),
        return_index=True,
        return_inverse=True,
    )
    counts = np.zeros((len(unit), 3), dtype=np.int64)
    np.add.at(counts, (row_of, value), 1)
    return _graded_by_law(counts, law[at], story[at], law, coder, counts[row_of].sum(axis=1) > 1, level)


def _graded_by_law(
    counts: Whole, law: Whole, story: Whole, law_of_row: Whole, coder: Whole, shared: Any, level: Level
) -> dict[int | None, Figure]:
    found: dict[int | None, Figure] = {None: graded(counts, story, level, coders=len(np.unique(coder[shared])))}
    for one in np.unique(law):
        own = law == one
        found[int(one)] = graded(counts[own], story[own], level, coders=len(np.unique(coder[shared & (law_of_row == one)])))
    return found
