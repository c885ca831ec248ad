"""Words in a box: which signs the font has, where a line breaks, how large it may be. The font is Noto Serif (see OFL.txt)."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path

from PIL.ImageFont import FreeTypeFont, Layout, truetype

FOLDER = Path(__file__).parent
# A place that no font fills: what it draws is what it draws for every sign it does not know.
_NOWHERE = "\U0010fffd"
LEADING = 1.28


@dataclass(frozen=True, slots=True)
class Lines:
    """Text as it is set: lines of one size, each `step` below the one before."""

    lines: tuple[str, ...]
    size: int
    bold: bool

    @property
    def step(self) -> int:
        return round(self.size * LEADING)

    @property
    def height(self) -> int:
        return self.step * len(self.lines)


@cache
def font(size: int, *, bold: bool) -> FreeTypeFont:
    return truetype(FOLDER / f"NotoSerif-{'Bold' if bold else 'Regular'}.ttf", size, layout_engine=Layout.BASIC)


def known(text: str) -> str:
    """The text in one line, composed, without the signs that the font does not know (emoji, most of the world's scripts, controls).

    >>> known("Кафе 👍\\n открылось"), known("👍")
    ('Кафе открылось', '')
    """
    composed = unicodedata.normalize("NFC", text).translate({0x200D: None, 0xFE0F: None})
    signs = "".join(sign if has(sign) else " " if sign.isspace() else "" for sign in composed[:2_000])
    return " ".join(part for part in signs.split(" ") if part)


@lru_cache(maxsize=4_096)
def has(sign: str) -> bool:
    """Whether the font draws this sign. A no-break blank counts."""
    if sign in " \u00a0":
        return True
    if sign.isspace() or not sign.isprintable():
        return False
    plain = font(24, bold=True)
    nothing, drawn = plain.getmask(_NOWHERE), plain.getmask(sign)
    return (drawn.size, bytes(drawn)) != (nothing.size, bytes(nothing))


def fitted(text: str, *, width: int, height: int, sizes: Sequence[int], bold: bool) -> Lines:
    """The text in the first of the sizes in which it fits the box; in the last one cut, with an ellipsis, if it must be."""
    for size in sizes:
        lines = Lines(_broken(text, width, font(size, bold=bold)), size, bold)
        if lines.height <= height:
            return lines
    most = max(1, height // round(sizes[-1] * LEADING))
    return Lines(_cut(_broken(text, width, font(sizes[-1], bold=bold)), most, width, font(sizes[-1], bold=bold)), sizes[-1], bold)


def _broken(text: str, width: int, face: FreeTypeFont) -> tuple[str, ...]:
    lines: list[str] = []
    for word in text.split(" "):
        joined = f"{lines[-1]} {word}" if lines else word
        if lines and face.getlength(joined) <= width:
            lines[-1] = joined
        else:
            lines += _pieces(word, width, face)
    return tuple(line for line in lines if line)


def _pieces(word: str, width: int, face: FreeTypeFont) -> list[str]:
    """A word that is wider than the box, in pieces that are not."""
    pieces, piece = [], ""
    for sign in word:
        if piece and face.getlength(piece + sign) > width:
            pieces.append(piece)
            piece = ""
        piece += sign
    return [*pieces, piece]


def _cut(lines: tuple[str, ...], most: int, width: int, face: FreeTypeFont) -> tuple[str, ...]:
    if len(lines) <= most:
        return lines
    last = lines[most - 1]
    while last and face.getlength(last.rstrip(" ,;:–—-") + "…") > width:
        last = last[:-1]
    return (*lines[: most - 1], last.rstrip(" ,;:–—-") + "…")
