"""An emblem as polygons in a unit square, for what cannot draw arcs."""

from __future__ import annotations

import math
from itertools import pairwise

from storyhub.laws.domain.emblem import Emblem, Outline, Step

Polygon = tuple[tuple[float, float], ...]
# Pieces of a half turn: finer than a pixel on a card.
PIECES = 48


def polygons(emblem: Emblem) -> tuple[Polygon, ...]:
    """The filled outlines; nothing of the ring of what has no number."""
    return tuple(_polygon(outline, emblem.size) for outline in emblem.outlines)


def _polygon(outline: Outline, size: int) -> Polygon:
    points = [(outline[0].x, outline[0].y)]
    for before, step in pairwise(outline):
        points += _arc(before, step) if step.radius else [(step.x, step.y)]
    return tuple((round(x / size, 5), round(y / size, 5)) for x, y in points)


def _arc(before: Step, step: Step) -> list[tuple[float, float]]:
    """Points after the first one. In a picture, where y grows downwards, clockwise is towards larger angles."""
    across, down = step.x - before.x, step.y - before.y
    distance = math.hypot(across, down)
    rise = math.sqrt(max(0.0, step.radius**2 - (distance / 2) ** 2)) / distance
    side = 1 if step.clockwise else -1
    centre = ((before.x + step.x) / 2 - side * down * rise, (before.y + step.y) / 2 + side * across * rise)
    first = math.atan2(before.y - centre[1], before.x - centre[0])
    turn = side * (side * (math.atan2(step.y - centre[1], step.x - centre[0]) - first) % math.tau)
    angles = (first + turn * piece / PIECES for piece in range(1, PIECES + 1))
    return [(centre[0] + step.radius * math.cos(angle), centre[1] + step.radius * math.sin(angle)) for angle in angles]
