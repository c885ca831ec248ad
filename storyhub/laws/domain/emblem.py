"""A law's emblem: a small bold figure that follows from its number alone. Geometry only; how it is drawn, the template knows.

A figure has a top and a bottom half, and both are their own mirror image, like a leaf or a seal. Sixteen halves are known; the top is
chosen from all of them, the bottom from the first fifteen. So numbers that follow each other differ in both halves, numbers that share
a half are at least fifteen apart, and 240 figures come before one returns, smaller and with a dot under it.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

SIZE = 24
MARGIN, CELL = 1, 11
# A figure with dots under it.
SMALLER = 0.75
MAX_DOTS = 5
DOT_RADIUS, DOT_GAP, DOT_LINE = 1.6, 4.4, 21.2


@dataclass(frozen=True, slots=True)
class Step:
    """On to (x, y): straight where `radius` is 0, else along a circle, `clockwise` as one sees it. Never more than half a turn."""

    x: float
    y: float
    radius: float = 0
    clockwise: bool = True


# A closed line around something filled; its first step says where it begins.
Outline = tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Ring:
    """A broken circle and a seed in its middle: no number yet."""

    radius: float
    width: float
    dash: float
    gap: float
    seed: float


@dataclass(frozen=True, slots=True)
class Emblem:
    """Filled outlines in a square of `size` units, or a ring for what has no number yet."""

    size: int
    outlines: tuple[Outline, ...] = ()
    ring: Ring | None = None

    @property
    def path(self) -> str:
        """The outlines in the notation of an SVG path."""
        return "".join(_path(outline) for outline in self.outlines)


# Ten dashes: 10 * (3.6 + 2.37) is the length of the ring.
NOT_YET = Emblem(size=SIZE, ring=Ring(radius=9.5, width=1.8, dash=3.6, gap=2.37, seed=2.6))


@cache
def emblem(number: int | None) -> Emblem:
    """The emblem of a law; for a proposal, which has no number yet, the same sign each time."""
    if number is None:
        return NOT_YET
    turn, place = divmod(number - 1, len(HALVES) * (len(HALVES) - 1))
    top, bottom = HALVES[place % len(HALVES)], HALVES[place % (len(HALVES) - 1)]
    figure = (*_mirrored(top, upper=True), *_mirrored(bottom, upper=False))
    if turn == 0:
        return Emblem(size=SIZE, outlines=figure)
    return Emblem(size=SIZE, outlines=(*map(_smaller, figure), *_dots((turn - 1) % MAX_DOTS + 1)))


def _mirrored(half: tuple[Outline, ...], *, upper: bool) -> tuple[Outline, ...]:
    return tuple(_placed(outline, left=left, upper=upper) for outline in half for left in (True, False))


def _placed(outline: Outline, *, left: bool, upper: bool) -> Outline:
    """A cell's outline in one quarter of the square; the three other quarters are mirror images of the upper left one."""
    return tuple(
        Step(
            MARGIN + step.x if left else SIZE - MARGIN - step.x,
            MARGIN + step.y if upper else SIZE - MARGIN - step.y,
            step.radius,
            step.clockwise == (left == upper),
        )
        for step in outline
    )


def _smaller(outline: Outline) -> Outline:
    """Towards the middle of the upper edge, which leaves room for dots."""
    return tuple(
        Step(
            round(SIZE / 2 + (step.x - SIZE / 2) * SMALLER, 2),
            round(MARGIN + (step.y - MARGIN) * SMALLER, 2),
            round(step.radius * SMALLER, 2),
            step.clockwise,
        )
        for step in outline
    )


def _dots(count: int) -> tuple[Outline, ...]:
    first = SIZE / 2 - DOT_GAP * (count - 1) / 2
    return tuple(_disc(round(first + DOT_GAP * index, 2), DOT_LINE, DOT_RADIUS) for index in range(count))


def _path(outline: Outline) -> str:
    start, *rest = outline
    steps = (
        f"A{step.radius:g} {step.radius:g} 0 0 {step.clockwise:d} {step.x:g} {step.y:g}" if step.radius else f"L{step.x:g} {step.y:g}"
        for step in rest
    )
    return f"M{start.x:g} {start.y:g}{''.join(steps)}Z"


def _polygon(*corners: tuple[float, float]) -> Outline:
    return tuple(Step(x, y) for x, y in corners)


def _bar(left: float, top: float, right: float, bottom: float) -> Outline:
    return _polygon((left, top), (right, top), (right, bottom), (left, bottom))


def _disc(x: float, y: float, radius: float) -> Outline:
    return Step(x - radius, y), Step(x + radius, y, radius), Step(x - radius, y, radius)


def _fan(x: float, y: float, radius: float = CELL) -> Outline:
    """A quarter of a disc around a corner of the cell."""
    across, down = (-1 if x else 1), (-1 if y else 1)
    return Step(x, y), Step(x + across * radius, y), Step(x, y + down * radius, radius, clockwise=across == down)


def _leaf(x: float, to_x: float) -> Outline:
    """From the upper corner at `x` to the lower one at `to_x`."""
    return Step(x, 0), Step(to_x, CELL, CELL), Step(x, 0, CELL)


# The upper left quarter of each half, in a cell from (0, 0) outside to (11, 11), the middle of the square.
# The order keeps neighbours unlike each other: round beside pointed, solid beside divided.
HALVES: tuple[tuple[Outline, ...], ...] = (
    (_fan(11, 11),),  # dome
    (_polygon((0, 0), (11, 11), (0, 11)),),  # crown
    (_leaf(0, 11),),  # leaves
    (_polygon((5.5, 0), (11, 11), (0, 11)),),  # peaks
    (_disc(5.5, 5.5, 5),),  # discs
    (_polygon((11, 0), (11, 11), (0, 11)),),  # roof
    (_fan(0, 11),),  # tulip
    (_bar(0, 0, 11, 4), _bar(0, 8, 11, 11)),  # rows
    ((Step(0, 11), Step(11, 0, 11), Step(11, 3), Step(3, 11, 8, clockwise=False)), _fan(11, 11, 5)),  # sun
    (_polygon((0, 0), (11, 0), (11, 11)),),  # funnel
    ((Step(11, 0), Step(0, 11, 11), Step(11, 11)),),  # spire
    (_bar(0, 0, 4, 11), _bar(8, 0, 11, 11)),  # pillars
    (_fan(11, 0),),  # bowl
    ((Step(0, 0), Step(11, 0), Step(11, 5), Step(5, 11, 6, clockwise=False), Step(0, 11)),),  # gate
    (_leaf(11, 0),),  # petals
    (_polygon((0, 0), (11, 0), (0, 11)),),  # fold
)
