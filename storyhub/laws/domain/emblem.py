"""A law's emblem: a small drawing that follows from its number alone. Geometry only; how it is drawn, the template knows.

Eight places on a ring are the eight binary digits of the number (mixed, so that neighbours differ in several places); the number of
spokes and the heart tell larger numbers apart and give each law a shape to remember.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

SIZE = 24
CENTRE = SIZE / 2
PLACES = 8
RING = 9.6
DOT, FAINT = 1.7, 0.6
INNER, OUTER = 2.6, 6.2
# Odd, hence a bijection of 0…255.
MIX = 151


@dataclass(frozen=True, slots=True)
class Dot:
    """A filled circle."""

    x: float
    y: float
    r: float


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line."""

    x1: float
    y1: float
    x2: float
    y2: float


@dataclass(frozen=True, slots=True)
class Emblem:
    """Circles and lines in a square of `size` units. `heart` is 0 (open), else the radius of the filled circle in the middle."""

    size: int
    dots: tuple[Dot, ...]
    strokes: tuple[Stroke, ...]
    heart: float


def emblem(number: int | None) -> Emblem:
    """The emblem of a law; for a proposal, which has no number yet, eight faint dots."""
    digits = 0 if number is None else number * MIX % 256
    dots = tuple(
        Dot(*_at(index / PLACES, RING), DOT if digits >> index & 1 else FAINT) for index in range(PLACES)
    )  # fmt: skip
    if number is None:
        return Emblem(size=SIZE, dots=dots, strokes=(), heart=0)
    return Emblem(size=SIZE, dots=dots, strokes=_spokes(3 + (number + number // 256) % 5), heart=(0.0, 1.4, 2.2)[number % 3])


def _spokes(count: int) -> tuple[Stroke, ...]:
    return tuple(Stroke(*_at(index / count, INNER), *_at(index / count, OUTER)) for index in range(count))


def _at(turn: float, radius: float) -> tuple[float, float]:
    """A place on a circle; `turn` 0 is the top, 0.25 the right."""
    angle = 2 * math.pi * turn
    return round(CENTRE + radius * math.sin(angle), 2), round(CENTRE - radius * math.cos(angle), 2)
