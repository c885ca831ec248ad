"""Emblems as polygons: the same figures as their paths."""

from __future__ import annotations

from storyhub.laws.domain.emblem import SIZE, Step, emblem
from storyhub.laws.domain.emblem_outline import Polygon, _arc, polygons


def area(polygon: Polygon) -> float:
    return abs(sum(x * v - u * y for (x, y), (u, v) in zip(polygon, (*polygon[1:], polygon[0]), strict=True))) / 2


def test_arcs_turn_the_way_they_are_told():
    upper = _arc(Step(0, 0), Step(10, 0, 5, clockwise=True))
    lower = _arc(Step(0, 0), Step(10, 0, 5, clockwise=False))

    assert min(y for _, y in upper) < -4.9, "clockwise from left to right goes over the top"
    assert max(y for _, y in lower) > 4.9
    assert upper[-1] == (10.0, 0.0) or abs(upper[-1][0] - 10) < 1e-9


def test_every_figure_stays_in_its_square_and_is_its_own_mirror_image():
    for number in range(1, 260):
        figure = polygons(emblem(number))
        points = [point for polygon in figure for point in polygon]
        assert all(-0.001 <= x <= 1.001 and -0.001 <= y <= 1.001 for x, y in points), number
        # The left half weighs what the right half does.
        assert abs(sum(x - 0.5 for x, _ in points)) < 0.01 * len(points), number
        assert 0.1 < sum(map(area, figure)) <= 1, number


def test_a_disc_is_round():
    # Four discs of radius 5 in a square of 24 make up the figure whose halves are both “discs”, or the upper half of this one.
    discs = [polygon for polygon in polygons(emblem(5)) if len(polygon) > 90]
    assert discs
    assert all(abs(area(disc) - 3.14159 * (5 / SIZE) ** 2) < 0.0005 for disc in discs)
