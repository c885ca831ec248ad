"""What guessers try first: the list of passwords most often seen in leaks, and what people make of them to look clever.

The list is that of zxcvbn (Dropbox, MIT licence; the words of five letters and more), kept beside this module, so that nothing is asked
of anybody outside. Regenerate with `frequency_lists.py` of the package `zxcvbn`: case-folded, sorted, one a line.
"""

from __future__ import annotations

import gzip
from functools import cache
from importlib.resources import files

# What fingers find without thinking, each also backwards.
ROWS = (
    "abcdefghijklmnopqrstuvwxyz",
    "1234567890",
    "qwertyuiopasdfghjklzxcvbnm",
    "йцукенгшщзхъфывапролджэячсмитьбю",
    "1qaz2wsx3edc4rfv5tgb6yhn",
)
MOST_ADDED = 6
SHORT_UNIT = 6


def is_common(password: str) -> bool:
    """True for a listed password, two of them in a row, one with some digits, a short thing repeated, a run of keys.

    >>> [is_common(word) for word in ("Sunshine-2024!", "passwordpassword1", "qwertyuiopasdfgh", "iloveyou football", "abcabcabcabcabcabc")]
    [True, True, True, True, True]
    >>> is_common("a horse reads the paper")
    False
    """
    folded = "".join(filter(str.isalnum, password.casefold()))
    bare = folded.strip("0123456789")
    if len(folded) - len(bare) <= MOST_ADDED and _is_made_of_listed(bare):
        return True
    return _is_made_of_listed(folded) or _is_run(folded)


def _is_made_of_listed(word: str) -> bool:
    listed = _listed()
    unit = _unit(word)
    if word in listed or (unit != word and (len(unit) <= SHORT_UNIT or unit in listed)):
        return True
    return any(word[:cut] in listed and word[cut:] in listed for cut in range(5, len(word) - 4))


def _unit(word: str) -> str:
    """The shortest piece that repeated makes the word.

    >>> _unit("abcabc"), _unit("abcd")
    ('abc', 'abcd')
    """
    at = (word + word).find(word, 1) if word else 0
    return word[:at] if 0 < at < len(word) else word


def _is_run(word: str) -> bool:
    return len(word) > 0 and any(word in row * 3 or word in row[::-1] * 3 for row in ROWS)


@cache
def _listed() -> frozenset[str]:
    packed = files(__package__).joinpath("common_passwords.txt.gz").read_bytes()
    return frozenset(gzip.decompress(packed).decode().split("\n"))
