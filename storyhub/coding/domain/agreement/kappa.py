"""Cohen's kappa and Scott's pi of two coders, from how often each pair of values occurred (or how long the passages are)."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping

Table = Mapping[tuple[Hashable, Hashable], float]


def cohen(table: Table) -> float | None:
    """(Po - Pe) / (1 - Pe), Pe from each coder's own shares (Cohen 1960). None when both used one and the same value only.

    >>> cohen({("yes", "yes"): 20, ("yes", "no"): 5, ("no", "yes"): 10, ("no", "no"): 15})
    0.4
    """
    total = sum(table.values())
    first, second = _margin(table, 0), _margin(table, 1)
    return _beyond(table, sum(first[value] * second.get(value, 0) for value in first), total)


def scott(table: Table) -> float | None:
    """As kappa, with Pe from the shares of both coders pooled (Scott 1955)."""
    total = sum(table.values())
    first, second = _margin(table, 0), _margin(table, 1)
    pooled = ((first.get(value, 0) + second.get(value, 0)) / 2 for value in {*first, *second})
    return _beyond(table, sum(share * share for share in pooled), total)


def mean_of_defined(kappas: Iterable[float | None]) -> float | None:
    """For more than two coders: the mean of the pairs' kappas that are defined (Light 1971)."""
    defined = [kappa for kappa in kappas if kappa is not None]
    return sum(defined) / len(defined) if defined else None


def _beyond(table: Table, chance: float, total: float) -> float | None:
    """`chance` in units of total squared, so that whole counts stay exact until the one division."""
    same = sum(count for (one, other), count in table.items() if one == other)
    room = total * total - chance
    return (same * total - chance) / room if room > 0 else None


def _margin(table: Table, side: int) -> dict[Hashable, float]:
    shares: dict[Hashable, float] = {}
    for values, count in table.items():
        shares[values[side]] = shares.get(values[side], 0) + count
    return shares
