"""Where one character that a person sees ends and the next begins. Pure.

A person's character may be several code points: a letter with its accent, an emoji joined from others, a flag. The rules are those of
Unicode's extended grapheme clusters (UAX #29) as far as `unicodedata` tells; where it does not, two code points are held together.
"""

from __future__ import annotations

import unicodedata

_JOINER = 0x200D
_EXTENDING = ("Mn", "Me", "Mc")
_CONTROL = ("Cc", "Zl", "Zp")


def splits_character(text: str, place: int) -> bool:
    """Whether a cut before the code point at `place` goes through a character.

    >>> splits_character("e\\u0301a", 1), splits_character("e\\u0301a", 2)
    (True, False)
    """
    if not 0 < place < len(text):
        return False
    before, after = text[place - 1], text[place]
    if before == "\r" and after == "\n":
        return True
    if unicodedata.category(before) in _CONTROL or unicodedata.category(after) in _CONTROL:
        return False
    return _extends(after) or ord(before) == _JOINER or _is_flag_half(text, place) or _is_one_syllable(before, after) or _links(text, place)


def _extends(char: str) -> bool:
    """Marks, joiners, variation selectors, skin tones, tags: what belongs to the code point before it."""
    point = ord(char)
    return (
        unicodedata.category(char) in _EXTENDING
        or point in (0x200C, _JOINER, 0x0E33, 0x0EB3, 0xFF9E, 0xFF9F)
        or 0x1F3FB <= point <= 0x1F3FF
        or 0xE0020 <= point <= 0xE007F
    )


def _is_flag_half(text: str, place: int) -> bool:
    """Flags are pairs of regional letters, counted from the first of the row."""
    if not _is_regional(text[place]):
        return False
    row = 0
    while row < place and _is_regional(text[place - 1 - row]):
        row += 1
    return row % 2 == 1


def _is_regional(char: str) -> bool:
    return 0x1F1E6 <= ord(char) <= 0x1F1FF


def _is_one_syllable(before: str, after: str) -> bool:
    """Korean syllables written as their letters: leading, vowel, trailing."""
    first, second = _hangul(before), _hangul(after)
    return f"{first}{second}" in ("LL", "LV", "LA", "LB", "VV", "VT", "AV", "AT", "BT", "TT")


def _hangul(char: str) -> str:
    """L, V, T: letters; A: a syllable without a trailing letter; B: one with it."""
    point = ord(char)
    if 0x1100 <= point <= 0x115F or 0xA960 <= point <= 0xA97C:
        return "L"
    if 0x1160 <= point <= 0x11A7 or 0xD7B0 <= point <= 0xD7C6:
        return "V"
    if 0x11A8 <= point <= 0x11FF or 0xD7CB <= point <= 0xD7FB:
        return "T"
    if 0xAC00 <= point <= 0xD7A3:
        return "B" if (point - 0xAC00) % 28 else "A"
    return "-"


def _links(text: str, place: int) -> bool:
    """Two Indic consonants with a virama between them are one."""
    at = place - 1
    while at > 0 and ord(text[at]) == _JOINER:
        at -= 1
    return unicodedata.combining(text[at]) == 9 and unicodedata.category(text[place]) == "Lo"
