"""Emblems: told apart at 24 pixels, measured on a grid of pixels without a browser."""

from __future__ import annotations

import math
from functools import cache
from itertools import combinations

import numpy as np
import pytest
from numpy.typing import NDArray

from storyhub.laws.domain.emblem import HALVES, NOT_YET, SIZE, Emblem, Outline, Step, emblem

# Sample points a pixel, each way.
FINE = 3
PLACES = (np.arange(SIZE * FINE) + 0.5) / FINE
NUMBERS = range(1, 201)


def test_emblems_follow_from_the_number_and_no_two_are_the_same():
    assert emblem(12) == emblem(12)
    assert len({emblem(number).outlines for number in range(1, 1001)}) == 1000


def test_any_two_of_the_first_two_hundred_differ_in_a_twelfth_of_their_pixels():
    worst = min(combinations(NUMBERS, 2), key=lambda pair: difference(*pair))

    assert difference(*worst) > 1 / 12, f"{worst} are too much alike"


def test_neighbours_differ_in_a_fifth_of_their_pixels():
    alike = min(NUMBERS, key=lambda number: difference(number, number + 1))

    assert difference(alike, alike + 1) > 1 / 5, f"{alike} and the next are too much alike"


def test_neighbours_share_neither_half():
    for number in NUMBERS:
        one, following = pixels(number), pixels(number + 1)
        for half in (slice(0, SIZE // 2), slice(SIZE // 2, SIZE)):
            assert np.abs(one[half] - following[half]).mean() > 0.15, number


def test_every_emblem_is_bold_and_leaves_air():
    assert all(0.17 < pixels(number).mean() < 0.75 for number in NUMBERS)


@pytest.mark.parametrize("number", [1, 7, 120, 241, 1000])
def test_emblems_are_their_own_mirror_image(number: int):
    assert np.allclose(pixels(number), pixels(number)[:, ::-1])


def test_emblems_stay_within_their_square():
    for number in range(1, 1300):
        for step in (step for outline in emblem(number).outlines for step in outline):
            assert 0.5 <= step.x <= SIZE - 0.5, number
            assert 0.5 <= step.y <= SIZE - 0.5, number


def test_when_all_figures_are_used_they_return_with_dots():
    figures = len(HALVES) * (len(HALVES) - 1)
    first, second, third = (emblem(5 + figures * turn) for turn in range(3))

    assert len(second.outlines) == len(first.outlines) + 1
    assert len(third.outlines) == len(first.outlines) + 2
    assert ink(second).mean() < ink(first).mean()


def test_a_proposal_has_a_ring_and_no_figure():
    assert emblem(None) == NOT_YET
    assert (NOT_YET.outlines, NOT_YET.path) == ((), "")
    assert NOT_YET.ring is not None
    dashes = 2 * math.pi * NOT_YET.ring.radius / (NOT_YET.ring.dash + NOT_YET.ring.gap)
    assert dashes == pytest.approx(round(dashes), abs=0.01)


def difference(one: int, other: int) -> float:
    """The share of the square that is inked in one and not in the other."""
    return float(np.abs(pixels(one) - pixels(other)).mean())


@cache
def pixels(number: int) -> NDArray[np.float64]:
    return ink(emblem(number))


def ink(drawing: Emblem) -> NDArray[np.float64]:
    """How much of each pixel is inked, at 24 by 24."""
    inked = np.zeros((SIZE * FINE, SIZE * FINE), dtype=bool)
    for outline in drawing.outlines:
        inked |= inside(flattened(outline))
    return inked.reshape(SIZE, FINE, SIZE, FINE).mean(axis=(1, 3))


def inside(corners: list[tuple[float, float]]) -> NDArray[np.bool_]:
    """Which sample points lie in the polygon, by the even-odd rule."""
    x, y = PLACES[None, :], PLACES[:, None]
    found = np.zeros((len(PLACES), len(PLACES)), dtype=bool)
    for (x1, y1), (x2, y2) in zip(corners, corners[1:] + corners[:1], strict=True):
        if y1 != y2:
            found ^= ((y1 > y) != (y2 > y)) & (x < (x2 - x1) * (y - y1) / (y2 - y1) + x1)
    return found


def flattened(outline: Outline, pieces: int = 12) -> list[tuple[float, float]]:
    """The outline with its arcs cut into straight pieces."""
    corners = [(outline[0].x, outline[0].y)]
    for step in outline[1:]:
        corners += arc(corners[-1], step, pieces) if step.radius else [(step.x, step.y)]
    return corners


def arc(start: tuple[float, float], step: Step, pieces: int) -> list[tuple[float, float]]:
    (x, y), radius = start, step.radius
    across, down = step.x - x, step.y - y
    length = math.hypot(across, down)
    away = math.sqrt(max(0, radius**2 - length**2 / 4)) * (1 if step.clockwise else -1)
    centre_x, centre_y = (x + step.x) / 2 - down / length * away, (y + step.y) / 2 + across / length * away
    begin = math.atan2(y - centre_y, x - centre_x)
    turn = 2 * math.asin(min(1, length / (2 * radius))) * (1 if step.clockwise else -1)
    angles = [begin + turn * piece / pieces for piece in range(1, pieces + 1)]
    return [(centre_x + radius * math.cos(angle), centre_y + radius * math.sin(angle)) for angle in angles]
