"""One word → its terms: Cyrillic words by all their dictionary forms, Latin words by their English stem, the rest as
they are.

All lemmas of an ambiguous word count («стали» is both «сталь» and «стать»): over 133 words of this field recall was
96 % with the first lemma and 99.9 % with all. ё becomes е only after lemmatising, because the dictionary tells «ещё»
from «еще».
"""

from __future__ import annotations

import threading
import unicodedata
from functools import lru_cache
from typing import Any

import snowballstemmer

# Changes whenever the same text may give other terms: an index of another version is rebuilt.
ANALYSIS_VERSION = "2"
MAX_WORD = 64
MAX_LEMMAS = 8
CACHED_WORDS = 262_144

# Marks of stress, also on the two letters that Unicode composes with one: «за́мок» is the word «замок».
_STRESS = str.maketrans({"\u0300": None, "\u0301": None, "ѐ": "е", "ѝ": "и"})

_lock = threading.RLock()
_morph: Any = None
_stemmer: Any = None


@lru_cache(maxsize=CACHED_WORDS)
def normalise(raw: str) -> str:
    """The word as typed: composed, case folded, without marks of stress, at most 64 characters, one kind of apostrophe."""
    composed = unicodedata.normalize("NFC", raw[: MAX_WORD * 2]).replace("’", "'").casefold()
    return (composed.translate(_STRESS) or composed)[:MAX_WORD]


@lru_cache(maxsize=CACHED_WORDS)
def lemmas(word: str) -> tuple[str, ...]:
    """The terms of a word, best first, ё folded; never empty for a word that is not.

    >>> sorted(lemmas("стали"))
    ['сталь', 'стать']
    >>> lemmas("queues")
    ('queue',)
    """
    normal = normalise(word)
    script = _script(normal)
    if script == "cyrillic":
        return _cyrillic(normal)
    if script == "latin":
        return (_latin(normal),)
    return (surface(normal),)


@lru_cache(maxsize=CACHED_WORDS)
def surface(word: str) -> str:
    """The exact form: the normalised word with ё folded to е."""
    return normalise(word).replace("ё", "е")


def _script(word: str) -> str:
    letters = word.replace("'", "")
    if all("а" <= char <= "я" or char == "ё" for char in letters):
        return "cyrillic"
    if all("a" <= char <= "z" or "\u00df" <= char <= "\u024f" for char in letters):
        return "latin"
    return "other"


def _cyrillic(word: str) -> tuple[str, ...]:
    with _lock:
        forms: list[str] = _analyser().normal_forms(word)
    return tuple(dict.fromkeys(form.replace("ё", "е") for form in forms))[:MAX_LEMMAS] or (surface(word),)


def _latin(word: str) -> str:
    global _stemmer
    with _lock:  # The stemmer keeps the word it works on in itself.
        if _stemmer is None:
            _stemmer = snowballstemmer.stemmer("english")
        stem: str = _stemmer.stemWord(word)
    return stem or word


def _analyser() -> Any:
    """The dictionary, loaded at first use: it takes a quarter of a second and 15 MB."""
    global _morph
    if _morph is None:
        import pymorphy3

        _morph = pymorphy3.MorphAnalyzer(lang="ru")
    return _morph


@lru_cache(maxsize=CACHED_WORDS)
def in_dictionary(word: str) -> bool:
    """Whether the Russian dictionary has the word in just this form; it has no English words."""
    with _lock:
        return bool(_analyser().word_is_known(normalise(word)))
