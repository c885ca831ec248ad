"""Which finds somebody knows already, as a short text: thousands of them have to fit in a row of a table."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable


def pack(idents: Iterable[str]) -> str:
    """Idents (`story:12`) as runs of numbers. What has no number is not kept.

    >>> pack(["story:3", "law:1", "story:2", "story:7", "story:1"])
    'law:1 story:1-3,7'
    """
    numbers: defaultdict[str, set[int]] = defaultdict(set)
    for ident in idents:
        kind, _, key = ident.partition(":")
        if key.isascii() and key.isdigit():
            numbers[kind].add(int(key))
    return " ".join(f"{kind}:{','.join(_runs(found))}" for kind, found in sorted(numbers.items()))


def unpack(text: str) -> frozenset[str]:
    """
    >>> sorted(unpack("law:1 story:1-3,7"))
    ['law:1', 'story:1', 'story:2', 'story:3', 'story:7']
    """
    idents: set[str] = set()
    for part in text.split():
        kind, _, runs = part.partition(":")
        for run in runs.split(","):
            first, _, last = run.partition("-")
            idents.update(f"{kind}:{number}" for number in range(int(first), int(last or first) + 1))
    return frozenset(idents)


def _runs(numbers: Iterable[int]) -> list[str]:
    runs: list[list[int]] = []
    for number in sorted(numbers):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return [str(first) if first == last else f"{first}-{last}" for first, last in runs]
