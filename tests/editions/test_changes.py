"""The changelog: what became of each law since the last edition."""

from __future__ import annotations

from dataclasses import replace

from storyhub.editions.domain.changes import changes_since
from storyhub.editions.domain.snapshot import Both, Change, Evidence, FrozenLaw, Step


def law(number: int, *, strength: float | None = None, **over: object) -> FrozenLaw:
    plain = FrozenLaw(number=number, slug="a", group="g", name=Both("а", "a"), statement=Both("б", "b"))
    return replace(plain, evidence=Evidence(strength=strength), **over)  # type: ignore[arg-type]


def compared(before: list[FrozenLaw], now: list[FrozenLaw], **over: object) -> tuple[Change, ...]:
    given: dict[str, object] = {"ever": [one.number for one in before], "lineage": (), "in_force": [one.number for one in now]}
    return changes_since(before, now, **{**given, "least_percent": 5, **over})  # type: ignore[arg-type]


def test_what_stayed_is_not_told():
    same = [law(1, strength=0.5)]

    assert compared(same, [replace(law(1, strength=0.52), aliases_en=("x",), stages=("feedback",), revision=2)]) == ()


def test_new_and_returned():
    assert compared([law(1)], [law(1), law(2), law(3)], ever=[1, 3]) == (Change("new", 2), Change("returned", 3))


def test_reworded_and_moved_are_told_one_after_the_other():
    now = law(1, strength=0.56, statement=Both("б", "other"))

    assert compared([law(1, strength=0.5)], [now]) == (Change("reworded", 1), Change("strength", 1, was=0.5, now=0.56))


def test_a_strength_that_came_or_went_has_moved():
    assert compared([law(1)], [law(1, strength=0.2)]) == (Change("strength", 1, was=None, now=0.2),)
    assert compared([law(1, strength=0.2)], [law(1)]) == (Change("strength", 1, was=0.2, now=None),)


def test_where_a_law_went_is_said():
    steps = (
        Step("merged_into", 1, 9, "2026-11-01"),
        Step("split_into", 2, 8, "2026-11-01"),
        Step("split_into", 2, 7, "2026-11-01"),
        Step("superseded_by", 3, 9, "2026-11-01"),
    )

    found = compared([law(1), law(2), law(3), law(4), law(5)], [], lineage=steps, in_force=[5])

    assert found == (
        Change("merged", 1, (9,)),
        Change("split", 2, (7, 8)),
        Change("superseded", 3, (9,)),
        Change("retired", 4),
        Change("retired", 5, left_out=True),
    )
