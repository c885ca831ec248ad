"""A card of 1200 by 630: words on paper, and figures on a field of the accent. The colours are the day's ones of tokens.css."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from io import BytesIO

from PIL import Image, ImageDraw

from storyhub.kit.drawing.lettering import Lines, fitted, font, known

WIDTH, HEIGHT = 1200, 630
PAPER, INK, MUTED, ACCENT, PALE = "#fbf8f3", "#1d2529", "#525c64", "#0b6157", "#cfe6df"
# Raised when a card looks different: its address changes with it.
DESIGN = 1
FIELD, GAP = 390, 20
LEFT, TOP, FOOT = 64, 60, 544
ROOM = WIDTH - FIELD - LEFT - 44
TITLE_SIZES, TEXT_SIZES = (66, 60, 54, 48, 43, 38, 34, 31), (29, 27, 25)
# Figures are drawn four times as large and made smaller: smooth edges.
FINE = 4

# Closed lines in a unit square, filled.
Figure = tuple[tuple[tuple[float, float], ...], ...]


@dataclass(frozen=True, slots=True)
class Card:
    """`label` says what it is (“Law 12”), `foot` whose it is. `figures`: one, or up to sixteen; without any, a sign of speech."""

    label: str
    title: str
    text: str
    foot: str
    figures: tuple[Figure, ...] = ()


def fingerprint(card: Card) -> str:
    """What the picture's address ends with: other words, another address."""
    parts = (str(DESIGN), card.label, card.title, card.text, card.foot, repr(card.figures))
    return hashlib.sha256("\0".join(parts).encode("utf-8", "replace")).hexdigest()[:16]


def draw(card: Card) -> bytes:
    """The card as a PNG file."""
    sheet = Image.new("RGB", (WIDTH, HEIGHT), PAPER)
    pen = ImageDraw.Draw(sheet)
    _words(pen, card)
    pen.rectangle((WIDTH - FIELD, 0, WIDTH, HEIGHT), fill=ACCENT)
    if card.figures:
        _figures(sheet, card.figures)
    else:
        _speech(pen)
    file = BytesIO()
    sheet.quantize(64, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(file, "PNG")
    return file.getvalue()


def _words(pen: ImageDraw.ImageDraw, card: Card) -> None:
    name, words = known(card.title), known(card.text)
    # A title of signs that nobody can draw: what it is stands in its place.
    heading, label = (name, known(card.label)) if name else (known(card.label), "")
    space = FOOT - TOP - 84
    title = fitted(heading, width=ROOM, height=space * 3 // 5 if words else space, sizes=TITLE_SIZES, bold=True)
    text = fitted(words, width=ROOM, height=space - title.height - GAP, sizes=TEXT_SIZES, bold=False)
    _lines(pen, fitted(label, width=ROOM, height=40, sizes=(28, 24), bold=True), TOP, ACCENT)
    # The words stand in the middle of what is free, a little above it, as on a page.
    height = title.height + (GAP + text.height if text.lines else 0)
    top = TOP + 58 + max(0, (space - height) * 2 // 5)
    _lines(pen, title, top, INK)
    _lines(pen, text, top + title.height + GAP, MUTED)
    foot = fitted(known(card.foot), width=ROOM, height=40, sizes=(26, 22), bold=False)
    pen.rectangle((LEFT, FOOT - 6, LEFT + 54, FOOT - 3), fill=ACCENT)
    _lines(pen, foot, FOOT + 10, MUTED)


def _lines(pen: ImageDraw.ImageDraw, text: Lines, top: int, colour: str) -> None:
    face = font(text.size, bold=text.bold)
    for index, line in enumerate(text.lines):
        pen.text((LEFT, top + index * text.step), line, font=face, fill=colour)


def _figures(sheet: Image.Image, figures: tuple[Figure, ...]) -> None:
    """One large figure, or up to sixteen in rows."""
    shown = figures[:16]
    across = next(number for number in (1, 2, 3, 4) if number**2 >= len(shown))
    size, gap = {1: (250, 0), 2: (124, 36), 3: (84, 28), 4: (62, 22)}[across]
    rows = -(-len(shown) // across)
    left = WIDTH - FIELD + (FIELD - across * size - (across - 1) * gap) // 2
    top = (HEIGHT - rows * size - (rows - 1) * gap) // 2
    for index, figure in enumerate(shown):
        row, column = divmod(index, across)
        _figure(sheet, figure, (left + column * (size + gap), top + row * (size + gap)), size)


def _figure(sheet: Image.Image, figure: Figure, place: tuple[int, int], size: int) -> None:
    fine = size * FINE
    mask = Image.new("L", (fine, fine), 0)
    pen = ImageDraw.Draw(mask)
    for outline in figure:
        pen.polygon([(x * fine, y * fine) for x, y in outline], fill=255)
    mask = mask.resize((size, size), Image.Resampling.LANCZOS)
    sheet.paste(PALE, (*place, place[0] + size, place[1] + size), mask)


def _speech(pen: ImageDraw.ImageDraw) -> None:
    """Quotation marks: somebody speaks."""
    face = font(460, bold=True)
    left, top, right, bottom = face.getbbox("“")
    place = (WIDTH - FIELD / 2 - (left + right) / 2, HEIGHT / 2 - (top + bottom) / 2)
    pen.text(place, "“", font=face, fill=PALE)
