"""What changed between two texts."""

from __future__ import annotations

import pytest

from storyhub.kit.text.word_diff import Change, word_diff


def test_the_diff_tells_words_apart_and_loses_nothing() -> None:
    before = "One two three.\n\nFour  five six."
    after = "One 2 three.\n\nFour  five seven six!"
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.added) == before
    assert "".join(piece.text for piece in pieces if piece.change is not Change.removed) == after
    assert [piece.text.strip() for piece in pieces if piece.change is Change.added] == ["2", "seven six!"]
    assert word_diff("same", "same")[0].change is Change.same
    assert word_diff("", "new")[0].change is Change.added


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (" ".join(f"x{i} u{i}" for i in range(1600)), " ".join(f"x{i} v{i}" for i in range(1600))),
        (" ".join(f"a{i}" for i in range(3500)), " ".join(f"a{i}" for i in reversed(range(3500)))),
        ("a. " * 6000, "b. a. " * 3300),
        ("a" * 20000, "b" * 20000),
    ],
)
def test_a_pair_made_to_be_slow_is_compared_more_coarsely_and_loses_nothing(before: str, after: str) -> None:
    pieces = word_diff(before, after)
    assert "".join(piece.text for piece in pieces if piece.change is not Change.added) == before
    assert "".join(piece.text for piece in pieces if piece.change is not Change.removed) == after
