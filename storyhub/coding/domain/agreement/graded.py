"""Agreement on how a law shows, among those who named it: strength (ordinal, 1-3) or polarity (nominal).

Few values are possible, so each unit is a row of counts. The sums that alpha needs are kept story by story, and the bootstrap adds them
up as `bootstrap` does; ordinal distances depend on how often each value occurs and are taken anew in every sample.
"""

from __future__ import annotations

import numpy as np

from storyhub.coding.domain.agreement.binary import known
from storyhub.coding.domain.agreement.bootstrap import REPLICATES, SEED, draws, middle
from storyhub.coding.domain.agreement.figures import Figure
from storyhub.coding.domain.agreement.levels import Level
from storyhub.coding.domain.agreement.pieces import Floats, Whole


def graded(counts: Whole, story: Whole, level: Level, *, coders: int) -> Figure:
    """`counts[unit, value]`: how many gave each value; `story[unit]`: where the unit is. Units with fewer than two values drop out."""
    size = counts.sum(axis=1)
    shared = size > 1
    counts, size, (_, place) = counts[shared].astype(np.float64), size[shared], np.unique(story[shared], return_inverse=True)
    if not len(counts):
        return Figure(units=0, coders=0)
    values, stories = counts.shape[1], int(place.max()) + 1
    apart = counts[:, :, None] * counts[:, None, :] / (size - 1)[:, None, None]
    apart[:, np.arange(values), np.arange(values)] = 0
    rows = np.hstack([counts, apart.reshape(len(counts), -1)])
    per_story = np.zeros((stories, rows.shape[1]))
    np.add.at(per_story, place, rows)
    alpha = known(float(_alphas(per_story.sum(axis=0)[None, :], values, level)[0]))
    interval = None
    if alpha is not None and stories > 1:
        samples = np.concatenate([_alphas(drawn @ per_story, values, level) for drawn in draws(stories, REPLICATES, SEED)])
        interval = middle(samples, REPLICATES)
    return Figure(
        units=len(counts),
        coders=coders,
        percent=float(((counts * (counts - 1)).sum(axis=1) / (size * (size - 1))).mean()),
        alpha=alpha,
        interval=interval,
    )


def _alphas(sums: Floats, values: int, level: Level) -> Floats:
    """Alpha of each row: how often each value occurs, then the coincidences of different values."""
    often, apart = sums[:, :values], sums[:, values:].reshape(-1, values, values)
    total = often.sum(axis=1)
    if level is Level.ordinal:
        ranks = np.cumsum(often, axis=1) - often / 2
        distance = (ranks[:, :, None] - ranks[:, None, :]) ** 2
    else:
        distance = np.broadcast_to(1.0 - np.eye(values), apart.shape)
    expected = (often[:, :, None] * often[:, None, :] * distance).sum(axis=(1, 2))
    observed = (apart * distance).sum(axis=(1, 2))
    found = np.divide((total - 1) * observed, expected, out=np.full(len(sums), np.nan), where=expected > 0)
    return np.asarray(1 - found)
