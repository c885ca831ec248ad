"""Cards: words that fit whatever they are, in a picture that is one."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image

from storyhub.kit.drawing import HEIGHT, WIDTH, Card, draw, fingerprint
from storyhub.kit.drawing.card import FIELD, PAPER, ROOM
from storyhub.kit.drawing.lettering import FOLDER, fitted, font, has, known

SQUARE = (((0.0, 0.0), (1.0, 0.0), (1.0, 1.0), (0.0, 1.0)),)


def drawn(**over: object) -> Image.Image:
    card = Card(**{"label": "Law 12", "title": "Slack in the promise", "text": "", "foot": "StoryHub", **over})  # type: ignore[arg-type]
    return Image.open(BytesIO(draw(card))).convert("RGB")


def ink(picture: Image.Image, box: tuple[int, int, int, int]) -> int:
    """How many points in the box are dark: where words are."""
    return sum(picture.crop(box).convert("L").histogram()[:100])


@pytest.mark.parametrize(
    "title",
    [
        *("Ждали", "x" * 5_000, "слово " * 800, "👍🏽👩‍👩‍👧", "", " \n\t ", "\x00\ud800\u202e evil", "我们等了"),
        *("é" * 40, "a\u0301" * 500, "one\u00a0two\u00a0three"),
    ],
)
def test_any_title_gives_a_whole_card_that_keeps_its_margins(title: str):
    picture = drawn(title=title)

    assert picture.size == (WIDTH, HEIGHT)
    assert ink(picture, (64, 50, 64 + ROOM + 2, 610)) > 300, "there are words on it"
    for margin in ((0, 0, 60, HEIGHT), (64 + ROOM + 4, 0, WIDTH - FIELD, HEIGHT), (0, 0, 700, 40), (0, 606, 700, HEIGHT)):
        assert ink(picture, margin) == 0, title[:20]


def test_a_card_is_small_and_its_words_are_another_address():
    card = Card("Law 12", "Запас в обещании", "Кому назвали срок с запасом, тот возвращается охотнее. " * 3, "StoryHub", (SQUARE,))

    assert len(draw(card)) < 60_000
    others = (("a", "b", "", ""), ("ab", "", "", ""), ("a", "b", "c", ""), ("a", "b", "", "", (SQUARE,)))
    assert len({fingerprint(Card(*given)) for given in others}) == 4
    assert fingerprint(card) == fingerprint(card)


def test_up_to_sixteen_figures_stand_in_the_field():
    for number in (1, 2, 4, 5, 16, 40):
        field = drawn(figures=(SQUARE,) * number).crop((WIDTH - FIELD, 0, WIDTH, HEIGHT))
        pale = [(x, y) for x in range(0, FIELD, 6) for y in range(0, HEIGHT, 6) if field.getpixel((x, y))[0] > 150]
        assert pale, number
        assert min(x for x, _ in pale) > 20
        assert max(x for x, _ in pale) < FIELD - 20
        assert 40 < min(y for _, y in pale) <= max(y for _, y in pale) < HEIGHT - 40


@pytest.mark.parametrize(
    ("text", "said"),
    [("Кафе 👍 открылось", "Кафе открылось"), ("и\u0306", "й"), ("a\u00a0b\r\nc", "a\u00a0b c"), ("我", ""), ("«ё» – 5 €", "«ё» – 5 €")],
)
def test_what_the_font_cannot_draw_is_left_out(text: str, said: str):
    assert known(text) == said


def test_the_font_has_every_sign_of_both_languages():
    assert all(map(has, "абвгдеёжзийклмнопрстуфхцчшщъыьэюяАБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ«»„“”‘’—–…№0123456789%&éüß"))
    assert not any(map(has, "👍我\u200b\x00\ue000"))
    assert sum(path.stat().st_size for path in FOLDER.glob("*.ttf")) < 300_000
    assert "SIL OPEN FONT LICENSE" in (FOLDER / "OFL.txt").read_text(encoding="utf-8")


def test_lines_are_as_wide_as_their_box_and_the_last_says_that_more_was_there():
    found = fitted("one two three " * 200, width=300, height=200, sizes=(40, 30), bold=False)

    assert found.size == 30
    assert found.height <= 200
    assert found.lines[-1].endswith("…")
    assert all(font(30, bold=False).getlength(line) <= 300 for line in found.lines)
    assert fitted("one", width=300, height=200, sizes=(40, 30), bold=False).lines == ("one",)
    assert PAPER == "#fbf8f3"
