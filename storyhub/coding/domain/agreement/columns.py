"""What figures are taken of, as columns of whole numbers: a million codings as rows of objects would need minutes and gigabytes."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from storyhub.coding.domain.agreement.pieces import Flags, Whole
from storyhub.coding.domain.words import Polarity

# The number that stands for each polarity in the column.
POLARITIES = {word: place for place, word in enumerate(Polarity)}
# The end of a passage that is the whole story, however long that is.
WHOLE_STORY = 2**31 - 1


@dataclass(frozen=True, slots=True)
class Passes:
    """Who read which story, by ids, and how many characters the story has."""

    story: Whole
    coder: Whole
    length: Whole


@dataclass(frozen=True, slots=True)
class Marks:
    """Who named which law in which story, by ids; strength from 1, polarity as in `POLARITIES`."""

    story: Whole
    coder: Whole
    law: Whole
    strength: Whole
    polarity: Whole


@dataclass(frozen=True, slots=True)
class Passages:
    """Who marked what where: ids, start and end (excluded) in characters. The whole story is 0 to `WHOLE_STORY`."""

    story: Whole
    coder: Whole
    law: Whole
    start: Whole
    end: Whole


@dataclass(frozen=True, slots=True)
class Read:
    """The ids of stories and coders in the order of the arrays, and who read what: `readers[coder, story]`."""

    stories: Whole
    coders: Whole
    readers: Flags

    def places(self, story: Whole, coder: Whole) -> tuple[Whole, Whole, Flags]:
        """The places of these ids, and which of them count: whoever did not read the story says nothing of it."""
        if not len(self.stories):
            return np.zeros_like(story), np.zeros_like(coder), np.zeros(len(story), dtype=np.bool_)
        story_at, coder_at = place_of(story, self.stories), place_of(coder, self.coders)
        known = (self.stories[story_at] == story) & (self.coders[coder_at] == coder)
        return story_at, coder_at, known & self.readers[coder_at, story_at]


def place_of(ids: Whole, known: Whole) -> Whole:
    """Where each id stands in the ascending `known`, which must not be empty; anywhere, when it is not there."""
    return np.minimum(np.searchsorted(known, ids), len(known) - 1)
