"""Fleiss' kappa: the same number of ratings for every unit, by whichever coders."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence


def fleiss(units: Iterable[Sequence[Hashable]]) -> float | None:
    """(mean P_i - sum p_j^2) / (1 - sum p_j^2) (Fleiss 1971).

    None without shared units, when their numbers of ratings differ (it is not defined for that), or when one value only was used.
    Units with fewer than two ratings are passed over, as in every other measure here.
    """
    counted = [Counter(values) for values in units if len(values) > 1]
    sizes = {sum(counts.values()) for counts in counted}
    if len(sizes) != 1:
        return None
    (ratings,) = sizes
    agreeing = sum(count * (count - 1) for counts in counted for count in counts.values())
    totals: Counter[Hashable] = Counter()
    for counts in counted:
        totals.update(counts)
    everything = len(counted) * ratings
    chance = sum(count * count for count in totals.values()) / everything**2
    if len(totals) < 2:
        return None
    return (agreeing / (everything * (ratings - 1)) - chance) / (1 - chance)
