"""The same keys in the other keyboard layout: `ghbdtn` → «привет», «руддщ» → `hello`. Both as on a PC."""

from __future__ import annotations

from typing import Final

_ENGLISH: Final = "`qwertyuiop[]asdfghjkl;'zxcvbnm,."
_RUSSIAN: Final = "ёйцукенгшщзхъфывапролджэячсмитьбю"
_TO_RUSSIAN: Final = str.maketrans(_ENGLISH + "~{}:\"<>", _RUSSIAN + "ёхъжэбю")
_TO_ENGLISH: Final = str.maketrans(_RUSSIAN, _ENGLISH)


def other_layout(typed: str) -> str:
    """What the keys would have given in the other layout, in small letters.

    >>> other_layout("Ghbdtn"), other_layout("[jkjlbkmybr"), other_layout("Руддщ")
    ('привет', 'холодильник', 'hello')
    """
    small = typed.lower()
    russian = any("а" <= char <= "я" or char == "ё" for char in small)
    return small.translate(_TO_ENGLISH if russian else _TO_RUSSIAN)
