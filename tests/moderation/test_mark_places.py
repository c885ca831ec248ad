"""Where a finding stands in the source, and the source with placeholders: pure."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from storyhub.kit.text import render
from storyhub.moderation.domain.marks import Cut, marks_of, places_of, with_cuts


@dataclass(frozen=True)
class Found:
    kind: str
    start: int
    end: int
    certain: bool = True


def finder(*words: str):
    """Finds these words, wherever they stand."""

    def find(text: str) -> list[Found]:
        found = []
        for word in words:
            at = text.find(word)
            while at >= 0:
                found.append(Found("phone", at, at + len(word)))
                at = text.find(word, at + 1)
        return sorted(found, key=lambda one: one.start)

    return find


PHONE = "+7 921 555-01-43"
SOURCES = [
    f"Call {PHONE} now, please, I said.",
    f"# Heading\n\n* one\n* Call **{PHONE}** now",
    "Call +7 **921** 555-01-43 now, twice: `+7 921 555-01-43`.",
    f"[write](tel:1) or `{PHONE}` or > {PHONE}",
]


@pytest.mark.parametrize("source", SOURCES)
def test_every_mark_readers_see_is_found_in_the_source_and_replaced(source: str):
    plain = render(source).plain
    marks = marks_of(source, plain, finder(PHONE))
    assert marks, plain
    assert all(mark.is_replaceable for mark in marks)
    replaced = with_cuts(source, [Cut(mark.start or 0, mark.end or 0, "[phone]") for mark in marks])
    shown = render(replaced).plain
    assert "555" not in shown
    assert shown.count("[phone]") == len(marks)


def test_the_second_of_two_equal_places_is_the_second_in_the_source():
    source = f"**{PHONE}** and {PHONE}"
    first, second = marks_of(source, render(source).plain, finder(PHONE))
    assert source[second.start : second.end] == PHONE
    assert second.start > first.end
    assert render(with_cuts(source, [Cut(second.start, second.end, "[phone]")])).plain == f"{PHONE} and [phone]"


def test_what_only_a_link_hides_is_a_mark_that_readers_do_not_see():
    source = "Please [write to me](mailto:ann@example.org) about it, thank you."
    (mark,) = marks_of(source, render(source).plain, finder("ann@example.org"))
    assert mark.shown_from is None
    assert "example" not in str(render(with_cuts(source, [Cut(mark.start, mark.end, "[e-mail]")])).html)


def test_a_link_that_shows_its_own_address_is_replaced_where_it_is_seen_and_where_it_hides():
    source = "Look at [https://vk.com/ann](https://vk.com/ann) there."
    marks = marks_of(source, render(source).plain, finder("https://vk.com/ann"))
    assert [mark.shown_from is None for mark in marks] == [False, True]
    replaced = with_cuts(source, [Cut(mark.start or 0, mark.end or 0, "[link]") for mark in marks])
    assert "ann" not in str(render(replaced).html)


@pytest.mark.parametrize("after", ["(Ann)", ": Ann", "[Ann](https://example.org)"])
def test_no_placeholder_becomes_a_link_that_swallows_what_follows(after: str):
    source = f"{PHONE}{after} said so, and more."
    replaced = with_cuts(source, [Cut(0, len(PHONE), "[phone]")])
    assert render(replaced).plain == render(f"X{after} said so, and more.").plain.replace("X", "[phone]", 1)


def test_overlapping_cuts_count_once():
    assert with_cuts("abcdef", [Cut(1, 4, "[x]"), Cut(2, 5, "[y]")]) == "a[x]ef"


def test_words_that_are_not_there_have_no_place():
    assert places_of("Nothing here.", "Ann") == []
    assert places_of("Nothing here.", "   ") == []
