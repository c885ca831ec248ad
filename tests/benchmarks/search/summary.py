"""Seconds per question → figures of a peer → one table."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

Seconds = tuple[float, float]  # by the clock, of the processor


@dataclass(frozen=True, slots=True)
class Figures:
    """Milliseconds over the questions, each question the median of its rounds. `same_*`: answers equal to the first peer's."""

    documents: int
    peer: str
    hot: tuple[float, float, float]
    hot_processor: tuple[float, float, float]
    cold: tuple[float, float, float]
    cold_processor: tuple[float, float, float]
    rounds: int
    first_uses: int
    opened_s: float
    memory_mb: float
    disk_mb: float
    same_hits: int
    same_facets: int
    questions: int


def figures(documents: int, peer: str, runs: Sequence[dict[str, Any]], *, beside: dict[str, Any]) -> Figures:
    """`runs` are what the workers of one peer printed, the last with rounds; `beside` is that of the first peer."""
    last = runs[-1]
    hot = [_median(one) for one in zip(*last["rounds"], strict=True)]
    places = sorted({place for run in runs for place in run["first"]}, key=int)
    cold = [_median([run["first"][place] for run in runs if place in run["first"]]) for place in places]
    return Figures(
        documents=documents,
        peer=peer,
        hot=_spread(clock for clock, _ in hot),
        hot_processor=_spread(processor for _, processor in hot),
        cold=_spread(clock for clock, _ in cold),
        cold_processor=_spread(processor for _, processor in cold),
        rounds=len(last["rounds"]),
        first_uses=len(places),
        opened_s=last["opened_s"],
        memory_mb=last["memory_mb"],
        disk_mb=last["disk_mb"],
        same_hits=sum(mine == theirs for mine, theirs in zip(last["totals"], beside["totals"], strict=True)),
        same_facets=sum(mine == theirs for mine, theirs in zip(last["facets"], beside["facets"], strict=True)),
        questions=len(hot),
    )


def _median(rounds: Iterable[Seconds]) -> Seconds:
    some = list(rounds)
    return statistics.median(clock for clock, _ in some), statistics.median(processor for _, processor in some)


def _spread(seconds: Iterable[float]) -> tuple[float, float, float]:
    """p50, p95 and p99 in milliseconds."""
    ranked = sorted(seconds)
    return nearest(ranked, 0.5) * 1000, nearest(ranked, 0.95) * 1000, nearest(ranked, 0.99) * 1000


def nearest(ranked: Sequence[float], share: float) -> float:
    """The quantile of ascending values, by nearest rank."""
    return ranked[math.ceil(share * len(ranked)) - 1] if ranked else math.nan


_COLUMNS: tuple[tuple[str, Callable[[Figures, Figures, Figures], str]], ...] = (
    ("documents", lambda one, _first, _smallest: f"{one.documents}"),
    ("peer", lambda one, _first, _smallest: one.peer),
    ("hot p50", lambda one, _first, _smallest: f"{one.hot[0]:.2f}"),
    ("p95", lambda one, _first, _smallest: f"{one.hot[1]:.2f}"),
    ("p99", lambda one, _first, _smallest: f"{one.hot[2]:.2f}"),
    ("cpu p50", lambda one, _first, _smallest: f"{one.hot_processor[0]:.2f}"),
    ("p95", lambda one, _first, _smallest: f"{one.hot_processor[1]:.2f}"),
    ("p99", lambda one, _first, _smallest: f"{one.hot_processor[2]:.2f}"),
    ("cold p50", lambda one, _first, _smallest: f"{one.cold[0]:.2f}"),
    ("p95", lambda one, _first, _smallest: f"{one.cold[1]:.2f}"),
    ("cpu p50", lambda one, _first, _smallest: f"{one.cold_processor[0]:.2f}"),
    ("p95", lambda one, _first, _smallest: f"{one.cold_processor[1]:.2f}"),
    ("opening, s", lambda one, _first, _smallest: f"{one.opened_s:.2f}"),
    ("memory", lambda one, _first, _smallest: f"{one.memory_mb:.0f}"),
    ("disk", lambda one, _first, _smallest: f"{one.disk_mb:.0f}"),
    ("same hits", lambda one, _first, _smallest: f"{one.same_hits}/{one.questions}"),
    ("facets", lambda one, _first, _smallest: f"{one.same_facets}/{one.questions}"),
    ("times first: p50", lambda one, first, _smallest: f"{one.hot_processor[0] / first.hot_processor[0]:.2f}"),
    ("p95", lambda one, first, _smallest: f"{one.hot_processor[1] / first.hot_processor[1]:.2f}"),
    ("cold p95", lambda one, first, _smallest: f"{one.cold_processor[1] / first.cold_processor[1]:.2f}"),
    ("growth p50", lambda one, _first, smallest: f"{one.hot_processor[0] / smallest.hot_processor[0]:.1f}"),
    ("p95", lambda one, _first, smallest: f"{one.hot_processor[1] / smallest.hot_processor[1]:.1f}"),
)


def table(found: Sequence[Figures]) -> list[str]:
    """Milliseconds and megabytes. "times first": how many times the first peer's processor time; "growth": beside the fewest documents."""
    first = {one.documents: one for one in reversed(found)}
    smallest = {one.peer: one for one in sorted(found, key=lambda one: -one.documents)}
    heads = [head for head, _ in _COLUMNS]
    lines = [heads, *([show(one, first[one.documents], smallest[one.peer]) for _, show in _COLUMNS] for one in found)]
    widths = [max(map(len, column)) for column in zip(*lines, strict=True)]
    return ["  ".join(cell.rjust(width) for cell, width in zip(line, widths, strict=True)) for line in lines]


# Peer, figure, place in it (p50, p95), and how many times the peer's figure ours may be.
_AIMS = (
    ("tantivy", "hot_processor", 0, 1.5),
    ("tantivy", "hot_processor", 1, 1.5),
    ("whoosh", "hot_processor", 1, 1 / 50),
    ("fts5", "hot_processor", 1, 1 / 20),
    ("fts5", "cold_processor", 1, 1.0),
)


AIMED_AT = 100_000


def aims(found: Sequence[Figures]) -> list[str]:
    """What the search set out to reach with 100,000 documents, and what it has reached (processor time)."""
    by_name = {(one.documents, one.peer): one for one in found}
    lines = []
    for documents in dict.fromkeys(one.documents for one in found if one.documents >= AIMED_AT):
        for peer, name, place, most in _AIMS:
            ours, theirs = by_name.get((documents, "storyhub")), by_name.get((documents, peer))
            if ours and theirs:
                reached = getattr(ours, name)[place] / getattr(theirs, name)[place]
                what = f"{name.removesuffix('_processor')} p{(50, 95)[place]} of storyhub / {peer} at {documents}"
                lines.append(f"{what:<48} {reached:7.3f}   aim at most {most:.3f}   {'reached' if reached <= most else 'NOT reached'}")
    return lines


def as_json(found: Sequence[Figures]) -> list[dict[str, Any]]:
    return [asdict(one) for one in found]
