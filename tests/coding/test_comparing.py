"""What several coders marked, set side by side."""

from __future__ import annotations

from dataclasses import dataclass

from storyhub.coding.domain.comparing import compared


@dataclass(frozen=True)
class Mark:
    coder_id: int
    sentence_number: int | None
    law_id: int
    polarity: str = "upholds"


def test_places_come_in_the_order_of_the_text_the_whole_story_first() -> None:
    places = compared([Mark(1, 7, 5), Mark(2, None, 5), Mark(3, 2, 5), Mark(4, 7, 5)])
    assert [place.sentence_number for place in places] == [None, 2, 7]
    assert [mark.coder_id for mark in places[2].laws[0].codings] == [1, 4]


def test_the_law_that_most_coders_named_comes_first_and_one_coder_counts_once() -> None:
    (place,) = compared([Mark(1, 1, 5), Mark(1, 1, 5), Mark(1, 1, 6), Mark(2, 1, 6)])
    assert [(law.codings[0].law_id, law.coders) for law in place.laws] == [(6, 2), (5, 1)]


def test_different_polarities_are_a_dispute() -> None:
    (place,) = compared([Mark(1, 1, 5), Mark(2, 1, 5, "violates"), Mark(1, 1, 6), Mark(2, 1, 6)])
    assert [law.is_disputed for law in place.laws] == [True, False]


def test_nothing_marked_is_no_place() -> None:
    assert compared([]) == ()
