"""No passage cuts what a person sees as one character."""

from __future__ import annotations

import random

import pytest

from storyhub.coding.domain.characters import splits_character
from storyhub.coding.models import Coding, CodingRound
from storyhub.kit.db import db
from storyhub.kit.errors import Invalid
from tests.coding.coding_factories import make_coder, make_coding, make_law, make_story, plain_of

# Single characters, each of one or several code points: what stands between two of them is a border, what is within one is not.
CHARACTERS = (
    "a", "ё", "е\u0308", "и\u0306", "q\u0307\u0323", " ", "\n", "\r\n", ".", "👍", "👍🏽", "❤️", "👨‍👩‍👧‍👦", "🏳️‍🌈", "👩🏽‍🚀", "🇷🇺", "🇬🇧",
    "1️⃣", "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f", "각", "\u1100\u1161\u11a8", "क्षि", "நி", "กำ", "漢", "ﾊﾞ"[:2],
)  # fmt: skip


def test_borders_are_exactly_between_characters_in_any_order() -> None:
    chance = random.Random(5)
    for _round in range(400):
        row = [chance.choice(CHARACTERS) for _ in range(chance.randint(1, 8))]
        text, borders = "", {0}
        for character in row:
            text += character
            borders.add(len(text))
        assert [place for place in range(len(text) + 1) if not splits_character(text, place)] == sorted(borders), ascii(text)


@pytest.mark.parametrize(("whole", "part"), [("👩🏽‍🚀", "👩🏽"), ("🇷🇺", "🇷"), ("q\u0307", "q"), ("👍🏽", "🏽")])
def test_a_passage_that_splits_a_character_is_refused_and_the_whole_one_taken(context: None, whole: str, part: str) -> None:
    story, law, coder = make_story(f"It was a day with {whole} in it, and that was that."), make_law(), make_coder()
    with pytest.raises(Invalid, match="splits a character"):
        make_coding(story, law, coder, part)
    assert db.session.query(Coding).count() == db.session.query(CodingRound).count() == 0
    coding = db.session.get_one(Coding, make_coding(story, law, coder, whole))
    assert coding.passage is not None
    assert coding.passage.exact == whole


def test_trimmed_blanks_may_not_cut_either(context: None) -> None:
    story, law, coder = make_story("A blank with an accent: x \u0301y and some more words."), make_law(), make_coder()
    at = plain_of(story).find(" \u0301")
    assert at > 0, "it is there"
    with pytest.raises(Invalid, match="splits a character"):
        make_coding(story, law, coder, start=at, end=at + 3)
