"""Figures for a table from elsewhere."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from storyhub.coding.domain.agreement.alpha import alpha
from storyhub.coding.domain.agreement.figures import Figure, figures
from storyhub.coding.domain.agreement.files import PASSAGES, RATINGS, BadFile, Passages, Ratings, passages, ratings, rows_of
from storyhub.coding.domain.agreement.fleiss import fleiss
from storyhub.coding.domain.agreement.kappa import cohen, mean_of_defined
from storyhub.coding.domain.agreement.levels import Level
from storyhub.coding.domain.agreement.percent import percent
from storyhub.coding.domain.agreement.pieces import Field
from storyhub.coding.domain.agreement.spans import Spans, by_character, coded_only


@dataclass(frozen=True, slots=True)
class Measured:
    """`n` units (or characters) that at least two coders judged. `kappa` of more than two coders is the mean of the pairs.

    Of several codes the figures are the mean over codes; `pooled` are those of all codes together, `codes` those of each.
    """

    percent: float | None
    kappa: float | None
    fleiss: float | None
    alpha: float | None
    n: int
    coders: int
    pooled: Measured | None = None
    codes: dict[str, Measured] | None = None


def measure_file(data: bytes, *, level: Level = Level.nominal, length: int | None = None, without_uncoded: bool = False) -> Measured:
    """Figures of a file's content. `length` of the text, in characters, is needed for passages, and for nothing else.

    Raises: BadFile
    """
    columns, rows = rows_of(data, RATINGS, PASSAGES)
    if columns == RATINGS:
        if length is not None or without_uncoded:
            raise BadFile("--length and --without-uncoded are for passages (columns coder, start, end, code); these are ratings")
        return of_ratings(ratings(rows, level), level)
    if length is None:
        raise BadFile("passages need --length: how many characters the text has")
    if level is not Level.nominal:
        raise BadFile("passages are marked or not: --level is for ratings (columns coder, unit, value)")
    return of_passages(passages(rows, length), length, without_uncoded=without_uncoded)


def of_ratings(found: Ratings, level: Level) -> Measured:
    units = [list(by_coder.values()) for by_coder in found.values()]
    coders = list(dict.fromkeys(coder for by_coder in found.values() for coder in by_coder))
    return Measured(
        percent=percent(units),
        kappa=mean_of_defined(_kappa(found, one, other) for one, other in combinations(coders, 2)),
        fleiss=fleiss(units),
        alpha=alpha(units, level),
        n=sum(len(values) > 1 for values in units),
        coders=len(coders),
    )


def of_passages(found: Passages, length: int, *, without_uncoded: bool = False) -> Measured:
    coders = list(next(iter(found.values())))
    rows = [
        (law, 0, coders.index(coder), start, end)
        for law, by_coder in enumerate(found.values())
        for coder, placed in by_coder.items()
        for start, end in placed
    ]
    spans = Spans(*np.array(rows, dtype=np.int64).reshape(-1, 5).T)
    field = Field(length=np.array([float(length)]), readers=np.ones((len(coders), 1), dtype=np.bool_))
    pieces = by_character(spans, field)
    counted = coded_only(spans, field) if without_uncoded else field
    every = figures(counted, pieces, laws=len(found))
    n = int(counted.length[0]) if len(coders) > 1 else 0
    codes = [_measured(figure, n, len(coders)) for figure in every.laws]
    if len(codes) == 1:
        return codes[0]
    return Measured(
        percent=mean_of_defined(code.percent for code in codes),
        kappa=mean_of_defined(code.kappa for code in codes),
        fleiss=mean_of_defined(code.fleiss for code in codes),
        alpha=mean_of_defined(code.alpha for code in codes),
        n=n,
        coders=len(coders),
        pooled=_measured(every.overall, n, len(coders)),
        codes=dict(zip(found, codes, strict=True)),
    )


def _kappa(found: Ratings, one: str, other: str) -> float | None:
    return cohen(Counter((by[one], by[other]) for by in found.values() if one in by and other in by))


def _measured(figure: Figure, n: int, coders: int) -> Measured:
    return Measured(figure.percent, figure.kappa, figure.fleiss, figure.alpha, n, coders)
