"""What many coders marked with many laws, as pieces: a story (length 1) or a stretch of its text, and who marked it with a law."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Whole = NDArray[np.int64]
Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Field:
    """What there was to mark: the length of each story, and `readers[coder, story]`. Who did not read a story said nothing of it."""

    length: Floats
    readers: Flags

    @property
    def coders(self) -> Whole:
        """How many read each story."""
        return np.asarray(self.readers.sum(axis=0), dtype=np.int64)


@dataclass(frozen=True, slots=True)
class Pieces:
    """One row per law and piece that somebody marked. Pieces of one law do not overlap; all that is not here nobody marked."""

    law: Whole
    story: Whole
    length: Floats
    marked: Flags  # [piece, coder]


def by_story(readers: Flags, named: Flags) -> tuple[Field, Pieces]:
    """Story level: `named[law, coder, story]` says who named a law anywhere in the story."""
    seen = named & readers[None, :, :]
    laws, stories = np.nonzero(seen.any(axis=1))
    field = Field(length=np.ones(readers.shape[1]), readers=readers)
    return field, Pieces(law=laws, story=stories, length=np.ones(len(laws)), marked=seen[laws, :, stories])
