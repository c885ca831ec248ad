"""Calculations: word by word differences, slugs."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from storyhub.laws.domain.slug import MAX, slug_of
from storyhub.laws.domain.word_diff import MAX_WORDS, word_diff

TEXTS = st.lists(st.sampled_from(["promise", "kept", "slack", "\n", "day", "  ", "срок"]), max_size=25).map(" ".join)


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
