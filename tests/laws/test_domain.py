"""Calculations: the law of the day, emblems, word by word differences, slugs."""

from __future__ import annotations

from datetime import date, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from storyhub.laws.domain.emblem import SIZE, emblem
from storyhub.laws.domain.law_of_the_day import Reading, law_of_the_day
from storyhub.laws.domain.slug import MAX, slug_of
from storyhub.laws.domain.word_diff import MAX_WORDS, word_diff

START = date(2026, 1, 1)
NUMBERS = st.sets(st.integers(1, 500), min_size=1, max_size=40)
TEXTS = st.lists(st.sampled_from(["promise", "kept", "slack", "\n", "day", "  ", "срок"]), max_size=25).map(" ".join)


@given(numbers=NUMBERS, cycle=st.integers(0, 30))
@settings(max_examples=100, deadline=None)
def test_no_law_is_read_twice_until_all_were_read(numbers: set[int], cycle: int):
    readings = [Reading(number, START) for number in numbers]
    first = START + timedelta(days=cycle * len(numbers))

    read = [law_of_the_day(readings, first + timedelta(days=offset)) for offset in range(len(numbers))]

    assert set(read) == numbers


@given(numbers=NUMBERS, day=st.dates(date(2025, 1, 1), date(2029, 1, 1)))
@settings(max_examples=100, deadline=None)
def test_two_days_in_a_row_never_have_the_same_law(numbers: set[int], day: date):
    readings = [Reading(number, START) for number in numbers]
    today, tomorrow = (law_of_the_day(readings, day + timedelta(days=offset)) for offset in range(2))

    assert today in numbers
    if len(numbers) > 1 and day >= START:
        assert today != tomorrow


@given(numbers=NUMBERS, late=st.integers(501, 600), joins=st.integers(1, 100))
@settings(max_examples=100, deadline=None)
def test_a_law_accepted_meanwhile_leaves_the_running_cycle_alone(numbers: set[int], late: int, joins: int):
    before = [Reading(number, START) for number in numbers]
    after = [*before, Reading(late, START + timedelta(days=joins))]
    done = (joins + len(numbers) - 1) // len(numbers) * len(numbers)
    days = [START + timedelta(days=offset) for offset in range(done)]

    assert [law_of_the_day(before, day) for day in days] == [law_of_the_day(after, day) for day in days]
    following = [law_of_the_day(after, START + timedelta(days=done + offset)) for offset in range(len(numbers) + 1)]
    assert set(following) == numbers | {late}


def test_the_order_does_not_depend_on_how_the_laws_come():
    readings = [Reading(number, START) for number in range(1, 13)]
    day = date(2026, 11, 22)

    assert law_of_the_day(readings, day) == law_of_the_day(reversed(readings), day)
    assert law_of_the_day([], day) is None


def test_emblems_of_the_first_two_hundred_laws_are_all_different():
    drawings = {emblem(number) for number in range(1, 201)}

    assert len(drawings) == 200
    assert len({emblem(number) for number in range(1, 1001)}) == 1000
    assert emblem(12) == emblem(12)


def test_emblems_of_neighbours_differ_in_shape_not_in_one_dot():
    for number in range(1, 200):
        one, next_one = emblem(number), emblem(number + 1)
        dots = sum(a != b for a, b in zip(one.dots, next_one.dots, strict=True))
        assert len(one.strokes) != len(next_one.strokes)
        assert dots + (one.heart != next_one.heart) >= 2


def test_emblems_stay_within_their_square():
    for number in (None, *range(1, 201)):
        for dot in emblem(number).dots:
            assert dot.r <= dot.x <= SIZE - dot.r
            assert dot.r <= dot.y <= SIZE - dot.r


@given(old=TEXTS, new=TEXTS)
def test_the_pieces_hold_the_words_of_both_texts_in_order(old: str, new: str):
    pieces = word_diff(old, new)

    assert "".join(p.text for p in pieces if p.op != "ins").split() == old.split()
    assert "".join(p.text for p in pieces if p.op != "del").split() == new.split()


def test_equal_texts_have_no_difference():
    assert {piece.op for piece in word_diff("a promise kept", "a promise kept")} == {"same"}
    assert word_diff("", "") == ()


def test_very_long_texts_are_compared_line_by_line():
    lines = [f"line {number} " * 5 for number in range(MAX_WORDS // 10 + 10)]
    pieces = word_diff("\n".join(lines), "\n".join([*lines[:5], "new", *lines[5:]]))

    assert [piece.text for piece in pieces if piece.op == "ins"] == ["new\n"]


def test_a_slug_is_always_something_an_address_can_hold():
    assert slug_of("Слово «спасибо» — от руки!") == "slovo-spasibo-ot-ruki"
    assert slug_of("!!!") == "law"
    assert len(slug_of("щ" * 300)) <= MAX
