"""Agreement on how a law shows, among those who named it: strength (ordinal, 1-3) or polarity (nominal).

Few values are possible, so each unit is a row of counts. The sums that alpha needs are kept story by story, and the bootstrap adds them
up as `bootstrap` does; ordinal distances depend on how often each value occurs and are taken anew in every sample.
"""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np

from storyhub.coding.domain.agreement.binary import known
from storyhub.coding.domain.agreement.bootstrap import REPLICATES, SEED, Interval, draws, middle
from storyhub.coding.domain.agreement.figures import Figure
from storyhub.coding.domain.agreement.levels import Level
from storyhub.coding.domain.agreement.pieces import Floats, Whole

# There are three strengths, and three polarities: the pairs of different values.
VALUES = 3
ONE, OTHER = np.triu_indices(VALUES, 1)


def graded(counts: Mapping[Level, Whole], story: Whole, *, coders: int) -> dict[Level, Figure]:
    """`counts[level][unit, value]`: how many gave each value; `story[unit]`: where the unit is. Units with fewer than two values drop out.

    Every level is told of the same units by the same coders, so the stories are drawn once for all.
    """
    size = next(iter(counts.values())).sum(axis=1)
    shared = size > 1
    if not shared.any():
        return dict.fromkeys(counts, Figure(units=0, coders=0))
    place = np.unique(story[shared], return_inverse=True)[1]
    stories = int(place.max()) + 1
    kept = {level: of_level[shared].astype(np.float64) for level, of_level in counts.items()}
    added = {level: _per_story(of_level, size[shared], place) for level, of_level in kept.items()}
    alphas = {level: known(float(_alphas(of_level.sum(axis=0)[None, :], level)[0])) for level, of_level in added.items()}
    found = _intervals({level: added[level] for level, alpha in alphas.items() if alpha is not None}, stories)
    return {
        level: Figure(
            units=len(of_level),
            coders=coders,
            percent=_share(of_level, size[shared]),
            alpha=alphas[level],
            interval=found.get(level),
        )
        for level, of_level in kept.items()
    }


def _share(counts: Floats, size: Whole) -> float:
    """Of the pairs of coders in a unit, how many said the same; the mean over units."""
    return float(((counts * (counts - 1)).sum(axis=1) / (size * (size - 1))).mean())


def _per_story(counts: Floats, size: Whole, place: Whole) -> Floats:
    """For each story how often each value occurs in it, then the coincidences of different values."""
    rows = np.hstack([counts, counts[:, ONE] * counts[:, OTHER] / (size - 1)[:, None]])
    return np.stack([np.bincount(place, weights=column) for column in rows.T], axis=1)


def _intervals(added: Mapping[Level, Floats], stories: int) -> dict[Level, Interval]:
    if not added or stories < 2:
        return {}
    samples: dict[Level, list[Floats]] = {level: [] for level in added}
    for drawn in draws(stories, REPLICATES, SEED, np.float64):
        for level, of_level in added.items():
            samples[level].append(_alphas(drawn @ of_level, level))
    return {level: middle(np.concatenate(of_level), REPLICATES) for level, of_level in samples.items()}


def _alphas(sums: Floats, level: Level) -> Floats:
    """Alpha of each row of such sums. Of two different values either may come first, above and below the line."""
    often, apart = sums[:, :VALUES], sums[:, VALUES:]
    total = often.sum(axis=1)
    distance = np.ones_like(apart)
    if level is Level.ordinal:
        ranks = np.cumsum(often, axis=1) - often / 2
        distance = (ranks[:, ONE] - ranks[:, OTHER]) ** 2
    expected = (often[:, ONE] * often[:, OTHER] * distance).sum(axis=1)
    observed = (apart * distance).sum(axis=1)
    found = np.divide((total - 1) * observed, expected, out=np.full(len(sums), np.nan), where=expected > 0)
    return np.asarray(1 - found)
