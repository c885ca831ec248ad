"""The figures of agreement at one level (stories, or characters): overall, for each law, each story and each pair of coders."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from storyhub.coding.domain.agreement.binary import binary_alpha, known
from storyhub.coding.domain.agreement.bootstrap import Interval, intervals
from storyhub.coding.domain.agreement.kappa import Table, cohen
from storyhub.coding.domain.agreement.pairs import PairTables, pair_tables
from storyhub.coding.domain.agreement.pairwise import pair_sums
from storyhub.coding.domain.agreement.pieces import Field, Floats, Pieces
from storyhub.coding.domain.agreement.sums import Sums, sums


@dataclass(frozen=True, slots=True)
class Figure:
    """`units` stories read by `coders` coders. `table` counts coincidences: (one marked, another marked) → how much, as in
    Krippendorff's matrix; of a pair it is the contingency table. `mean_alpha` is the mean over laws, where there are several.
    """

    units: int
    coders: int
    percent: float | None = None
    kappa: float | None = None
    fleiss: float | None = None
    alpha: float | None = None
    interval: Interval = None
    mean_alpha: float | None = None
    table: Table | None = None


@dataclass(frozen=True, slots=True)
class Figures:
    """By the places of laws, stories and coders in what was handed in. `pairs` has only those who read a story in common."""

    overall: Figure
    laws: tuple[Figure, ...]
    stories: tuple[Figure, ...]
    pairs: dict[tuple[int, int], Figure]


def figures(field: Field, pieces: Pieces, *, laws: int) -> Figures:
    """Everything at once. `laws` counts those that anybody named; a law nobody named would only make agreement look better.

    A single story gets no interval: it is not a sample of stories.
    """
    added, tables = sums(field, pieces, laws=laws), pair_tables(field, pieces, laws=laws)
    ones, discord = np.vstack([added.ones, added.ones.sum(axis=0)]), np.vstack([added.discord, added.discord.sum(axis=0)])
    scale = np.append(np.ones(laws), laws)
    found = intervals(added.values[None, :], ones, discord, scale=scale)
    coders = int((field.readers & (added.values > 0)).any(axis=1).sum())
    *by_law, overall = (
        _figure(added, ones[row], discord[row], scale[row], tables.kappa(row if row < laws else None), found[row], coders)
        for row in range(laws + 1)
    )
    return Figures(_with_mean(overall, by_law), tuple(by_law), _stories(added, laws), _pairs(field, pieces, tables, laws))


def _figure(
    added: Sums, ones: Floats, discord: Floats, scale: float, kappa: float | None, interval: Interval, coders: int
) -> Figure:
    """Of one law, or of as many as `scale` pooled, over all stories."""
    values, marked, apart = float(added.values.sum() * scale), float(ones.sum()), float(discord.sum())
    if not values:
        return Figure(units=0, coders=0)
    share = 1 - float((2 * discord / np.maximum(added.coders, 1)).sum() / (added.length.sum() * scale))
    alpha = known(float(binary_alpha(values, marked, apart)))
    return Figure(
        units=added.units,
        coders=coders,
        percent=share,
        kappa=kappa,
        fleiss=_fleiss(added, share, marked / values),
        alpha=alpha,
        interval=None if alpha is None else interval,
        table=_coincidences(values, marked, apart),
    )


def _with_mean(overall: Figure, laws: list[Figure]) -> Figure:
    defined = [law.alpha for law in laws if law.alpha is not None]
    mean = sum(defined) / len(defined) if defined else None
    return Figure(
        overall.units, overall.coders, overall.percent, overall.kappa, overall.fleiss, overall.alpha, overall.interval, mean, overall.table
    )


def _fleiss(added: Sums, agreeing: float, marked: float) -> float | None:
    """Defined where all stories were read by equally many."""
    sizes = np.unique(added.coders[added.coders > 0])
    chance = marked**2 + (1 - marked) ** 2
    return float((agreeing - chance) / (1 - chance)) if len(sizes) == 1 and 0 < marked < 1 else None


def _coincidences(values: float, ones: float, discord: float) -> Table:
    return {
        (True, True): ones - discord,
        (True, False): discord,
        (False, True): discord,
        (False, False): values - ones - discord,
    }


def _stories(added: Sums, laws: int) -> tuple[Figure, ...]:
    """Every story over all laws: the laws are its units."""
    values, ones, discord = added.values * laws, added.ones.sum(axis=0), added.discord.sum(axis=0)
    alphas = binary_alpha(values, ones, discord)
    shares = 1 - np.divide(2 * discord, values, out=np.zeros_like(values), where=values > 0)
    return tuple(
        Figure(
            units=laws,
            coders=int(coders),
            percent=float(share),
            alpha=known(alpha),
            table=_coincidences(float(value), float(one), float(apart)),
        )
        if coders
        else Figure(units=0, coders=0)
        for coders, share, alpha, value, one, apart in zip(added.coders, shares, alphas, values, ones, discord, strict=True)
    )


def _pairs(field: Field, pieces: Pieces, tables: PairTables, laws: int) -> dict[tuple[int, int], Figure]:
    met = tables.met()
    values, ones, discord = pair_sums(field, pieces, met, laws=laws)
    alphas = binary_alpha(values.sum(axis=1), ones.sum(axis=1), discord.sum(axis=1))
    found = intervals(values, ones, discord)
    return {
        pair: Figure(
            units=int(tables.stories[pair]),
            coders=2,
            percent=1 - float(2 * discord[row].sum() / values[row].sum()) if laws else None,
            kappa=cohen(tables.table(*pair)),
            alpha=known(alphas[row]),
            interval=None if np.isnan(alphas[row]) else found[row],
            table=tables.table(*pair),
        )
        for row, pair in enumerate(met)
    }
