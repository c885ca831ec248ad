"""Places as a browser sees them, and as the text has them."""

from __future__ import annotations

import pytest

from storyhub.coding.domain.places import Choice, NoSuchPlace, place_of, sentence_at, solid

PLAIN = "A b🎁c. Next one.\n\nCell\tother end."
SENTENCES = ((0, 6), (7, 16), (18, 33))


def at(*values: int | None) -> str:
    place = place_of(PLAIN, SENTENCES, Choice(*values))
    assert place is not None
    return PLAIN[slice(*place)]


def test_without_a_sentence_the_whole_story_is_meant() -> None:
    assert place_of(PLAIN, SENTENCES, Choice()) is None


def test_sentences_without_offsets_are_taken_whole() -> None:
    assert at(1) == "A b🎁c."
    assert at(1, 2) == "A b🎁c. Next one."
    assert at(2, 3) == PLAIN[7:]


def test_offsets_count_code_points_that_are_not_blank() -> None:
    assert at(1, 1, 1, 3) == "b🎁"
    assert at(1, 2, 3, 4) == "c. Next"


def test_a_tab_between_two_cells_counts_for_nothing() -> None:
    assert at(3, 3, 4, 9) == "other"


@pytest.mark.parametrize(
    "choice",
    [(0,), (4,), (2, 1), (1, 1, 3, 3), (1, 1, 3, 2), (1, 1, 99), (1, 1, 0, 99), (1, 1, 0, 0), (1, 9)],
)
def test_what_is_outside_or_turned_round_is_refused(choice: tuple[int, ...]) -> None:
    with pytest.raises(NoSuchPlace):
        place_of(PLAIN, SENTENCES, Choice(*choice))


def test_the_sentence_of_a_place_is_the_one_that_holds_it() -> None:
    assert [sentence_at(SENTENCES, offset) for offset in (0, 5, 6, 7, 17, 18, 32)] == [1, 1, 1, 2, 2, 3, 3]
    assert sentence_at((), 5) == 1


def test_solid_text_has_no_blanks() -> None:
    assert solid(" a\tb\r\n c ") == "abc"
