"""How coders differ: units, kinds, and that the order of codings says nothing."""

from __future__ import annotations

import random
from dataclasses import dataclass

from storyhub.coding.domain.differences import Kind, units


@dataclass(frozen=True)
class Mark:
    id: int
    coder_id: int
    law_id: int
    start: int | None
    end: int | None
    polarity: str = "upholds"


def kinds(*marks: Mark, coders: int = 2) -> list[set[str]]:
    return [set(unit.kinds) for unit in units(marks, coders=coders)]


def test_each_kind_of_difference_is_told() -> None:
    one = Mark(1, 1, 7, 10, 20)
    assert kinds(one, Mark(2, 2, 7, 10, 20)) == [set()]
    assert kinds(one) == [{Kind.only}]
    assert kinds(one, Mark(2, 2, 7, 12, 30)) == [{Kind.bounds}]
    assert kinds(one, Mark(2, 2, 7, 10, 20, "violates")) == [{Kind.polarity}]
    assert kinds(one, Mark(2, 2, 8, 10, 20)) == [{Kind.law}]
    assert kinds(one, Mark(2, 2, 8, 12, 30, "mixed")) == [{Kind.law, Kind.bounds, Kind.polarity}]
    assert kinds(one, Mark(2, 2, 7, 20, 30)) == [{Kind.only}, {Kind.only}], "side by side is not the same place"
    assert kinds(one, Mark(2, 2, 7, 10, 20), coders=3) == [{Kind.only}]


def test_a_law_both_used_is_not_mistaken_for_another_law() -> None:
    marks = (Mark(1, 1, 7, 0, 9), Mark(2, 2, 7, 0, 9), Mark(3, 2, 8, 0, 9))
    assert kinds(*marks) == [set(), {Kind.only}]


def test_the_whole_story_is_a_place_of_its_own() -> None:
    whole, words = Mark(1, 1, 7, None, None), Mark(2, 2, 7, 0, 9)
    assert [unit.span for unit in units([words, whole], coders=2)] == [None, (0, 9)]
    assert kinds(whole, Mark(3, 2, 7, None, None)) == [set()]


def test_span_and_shared_words() -> None:
    (unit,) = units([Mark(1, 1, 7, 0, 9), Mark(2, 2, 7, 5, 12)], coders=2)
    assert (unit.span, unit.shared, unit.key) == ((0, 12), (5, 9), 1)


def test_every_coding_is_in_one_unit_whatever_the_order() -> None:
    chance = random.Random(3)
    for _round in range(200):
        marks = []
        for number in range(chance.randint(1, 9)):
            start = chance.randrange(30)
            words = (None, None) if chance.random() < 0.2 else (start, start + chance.randint(1, 12))
            marks.append(Mark(number, chance.randint(1, 3), chance.randint(1, 3), *words, chance.choice(["upholds", "violates"])))
        found = units(marks, coders=3)
        assert sorted(mark.id for unit in found for mark in unit.codings) == [mark.id for mark in marks]
        chance.shuffle(marks)
        assert units(marks, coders=3) == found
