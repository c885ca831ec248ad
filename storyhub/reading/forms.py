"""The query of an address → what is asked for. Whatever cannot be meant is left out; nothing here ever fails."""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from types import MappingProxyType
from typing import Protocol

from storyhub.reading.domain.asked import FACETS, SORTS, Asked

MAX_TEXT = 256
# What is beyond is not even counted: a megabyte would cost a tenth of a second to look at.
MAX_TYPED = 2_000
MAX_VALUE = 120
MAX_VALUES = 20
# Controls, lone surrogates and non-characters can be neither shown in a page nor meant by a reader.
_UNREADABLE = ("Cc", "Cs", "Cn")


class Args(Protocol):
    """The part of a multi-dictionary that is used."""

    def getlist(self, key: str, /) -> list[str]: ...


def readable(text: str) -> str:
    """The text with every unreadable character replaced by one blank, so that places in it stay the same."""
    return "".join(" " if unicodedata.category(char) in _UNREADABLE else char for char in text)


def read_asked(args: Args) -> Asked:
    """`?q=…&sector=…&sector=…&sort=newest` as a question."""
    typed = readable(_first(args, "q")[:MAX_TYPED])
    chosen = {name: values for name in FACETS if (values := _values(args, name))}
    sort = _first(args, "sort")
    return Asked(
        text=typed[:MAX_TEXT],
        typed=typed,
        chosen=MappingProxyType(chosen),
        sort=sort if sort in SORTS else SORTS[0],
    )


def read_words(args: Args, allowed: Mapping[str, frozenset[str]]) -> dict[str, str]:
    """The filters of a list: each name's value where it is one of the allowed words."""
    return {name: value for name, words in allowed.items() if (value := _first(args, name)) in words}


def _first(args: Args, name: str) -> str:
    values = args.getlist(name)
    return values[0] if values else ""


def _values(args: Args, name: str) -> tuple[str, ...]:
    found = (readable(value).strip()[:MAX_VALUE] for value in args.getlist(name)[: MAX_VALUES * 2])
    return tuple(dict.fromkeys(value for value in found if value))[:MAX_VALUES]
