"""The three sums that alpha is made of, for each law in each story, so that laws, stories and samples of stories are only added up."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from storyhub.coding.domain.agreement.pieces import Field, Floats, Pieces, Whole


@dataclass(frozen=True, slots=True)
class Sums:
    """Per story its length, how many read it and `values` (their product); per law and story `ones` and `discord`, as in `binary`.

    Stories read by fewer than two coders are nought everywhere: nothing can be compared there.
    """

    length: Floats
    coders: Whole
    values: Floats
    ones: Floats
    discord: Floats

    @property
    def units(self) -> int:
        """How many stories count."""
        return int(np.count_nonzero(self.values))


def sums(field: Field, pieces: Pieces, *, laws: int) -> Sums:
    """Adds up the pieces of `laws` laws."""
    coders = field.coders
    counts = (coders > 1) & (field.length > 0)
    length = np.where(counts, field.length, 0.0)
    marking = pieces.marked.sum(axis=1)
    reading = coders[pieces.story]
    compared = counts[pieces.story]
    ones = np.where(compared, marking, 0) * pieces.length
    discord = np.where(compared, marking * (reading - marking) / np.maximum(reading - 1, 1), 0.0) * pieces.length
    place = pieces.law * len(length) + pieces.story

    def spread(weights: Floats) -> Floats:
        found = np.bincount(place, weights=weights, minlength=laws * len(length))
        return np.asarray(found, dtype=np.float64).reshape(laws, len(length))

    return Sums(
        length=length,
        coders=np.where(counts, coders, 0),
        values=np.asarray(length * coders * counts, dtype=np.float64),
        ones=spread(ones),
        discord=spread(discord),
    )
