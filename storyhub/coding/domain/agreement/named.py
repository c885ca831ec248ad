"""Which law was named in which story, how strongly and with which polarity, by each coder: one row per law and story."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from storyhub.coding.domain.agreement.columns import POLARITIES, Marks, Read, place_of
from storyhub.coding.domain.agreement.figures import Figure
from storyhub.coding.domain.agreement.graded import graded
from storyhub.coding.domain.agreement.levels import Level
from storyhub.coding.domain.agreement.pieces import Flags, Whole
from storyhub.coding.domain.words import STRENGTHS, Polarity

Small = NDArray[np.int8]
LEVELS = {"strength": Level.ordinal, "polarity": Level.nominal}


@dataclass(frozen=True, slots=True)
class Named:
    """`law` and `story` by place, in ascending order. `strength[row, coder]` is the strongest she gave it, nought where she did not name
    it, and so is `polarity`, one more than in `POLARITIES`: `mixed` where she saw more than one."""

    law: Whole
    story: Whole
    strength: Small
    polarity: Small


def named_by(marks: Marks, read: Read) -> tuple[Whole, Named]:
    """The ids of the laws that somebody named in what was read, and what was said of each in each story."""
    story, coder, kept = read.places(marks.story, marks.coder)
    story, coder = story[kept], coder[kept]
    laws = np.unique(marks.law[kept])
    if not len(laws):
        nothing = np.zeros((0, len(read.coders)), dtype=np.int8)
        return laws, Named(law=laws, story=laws, strength=nothing, polarity=nothing)
    stories = len(read.stories)
    place = place_of(marks.law[kept], laws) * stories + story
    # What np.unique would find by sorting.
    some = np.zeros(len(laws) * stories, dtype=np.bool_)
    some[place] = True
    unit, row = np.flatnonzero(some), np.cumsum(some)[place] - 1
    cell, cells = row * len(read.coders) + coder, (len(unit), len(read.coders))
    named = Named(
        law=unit // stories,
        story=unit % stories,
        strength=_strongest(cell, marks.strength[kept], cells),
        polarity=_polarity(cell, marks.polarity[kept], cells),
    )
    return laws, named


def _strongest(cell: Whole, strength: Whole, cells: tuple[int, int]) -> Small:
    found = np.zeros(cells, dtype=np.int8)
    for value in sorted(STRENGTHS):
        found.ravel()[cell[strength == value]] = value
    return found


def _polarity(cell: Whole, polarity: Whole, cells: tuple[int, int]) -> Small:
    found, several = np.zeros(cells, dtype=np.int8), np.zeros(cells, dtype=np.bool_)
    for value in POLARITIES.values():
        own = cell[polarity == value]
        several.ravel()[own] |= found.ravel()[own] > 0
        found.ravel()[own] = value + 1
    found[several] = POLARITIES[Polarity.mixed] + 1
    return found


def graded_by_law(named: Named, laws: Whole) -> dict[str, dict[int | None, Figure]]:
    """Figures of strength and of polarity: of all laws together (None), and by law id."""
    strength, polarity = _counts(named.strength, len(STRENGTHS)), _counts(named.polarity, len(POLARITIES))
    marked = named.strength > 0
    found: dict[str, dict[int | None, Figure]] = {name: {} for name in LEVELS}
    ends = np.searchsorted(named.law, np.arange(len(laws) + 1)).tolist()
    own = [(None, slice(None)), *((id_, slice(*ends[at : at + 2])) for at, id_ in enumerate(laws.tolist()))]
    for law, rows in own:
        counts = {Level.ordinal: strength[rows], Level.nominal: polarity[rows]}
        figures = graded(counts, named.story[rows], coders=_sharing(marked[rows]))
        for name, level in LEVELS.items():
            found[name][law] = figures[level]
    return found


def _counts(said: Small, values: int) -> Whole:
    """[row, value]: how many coders gave each value."""
    return np.stack([np.count_nonzero(said == value, axis=1) for value in range(1, values + 1)], axis=1)


def _sharing(marked: Flags) -> int:
    """How many coders named a law where somebody else did, too."""
    return int(marked[np.count_nonzero(marked, axis=1) > 1].any(axis=0).sum())
