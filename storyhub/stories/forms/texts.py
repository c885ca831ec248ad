"""Texts people typed: cleaned, or refused with a sentence that says what to do."""

from __future__ import annotations

import re
from typing import Any

from storyhub.kit.i18n import lazy_gettext, lazy_ngettext
from storyhub.kit.text import MAX_CHARS, MIN_CHARS, TextProblem, TextProblemCode, check_limits, clean_source
from storyhub.stories.domain.names import squeezed

# Characters that no page may hold; they are shown as what they are: unreadable.
_UNSHOWABLE = re.compile(
    "[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufdd0-\ufdef"
    + "".join(chr(plane * 0x10000 + low) for plane in range(17) for low in (0xFFFE, 0xFFFF))
    + "]"
)


def showable(text: str) -> str:
    """The text as a page can give it back to its writer."""
    return _UNSHOWABLE.sub("\ufffd", text)


def read_story(raw: str) -> str:
    """A story's text, cleaned. Raises: TextProblem"""
    source = clean_source(raw, min_chars=MIN_CHARS, max_chars=MAX_CHARS)
    check_limits(source)
    return source


def read_line(raw: str, *, most: int) -> str:
    """One line of up to `most` characters. Raises: TextProblem"""
    return squeezed(clean_source(raw, max_chars=most))


def reason(problem: TextProblem) -> Any:
    """Why a text cannot be taken, for its writer (lazy: in the language of the page it is shown on)."""
    numbers = {name: value for name, value in problem.params.items() if isinstance(value, int)}
    match problem.code:
        case TextProblemCode.EMPTY:
            return lazy_gettext("Please write your story: two or three sentences are enough.")
        case TextProblemCode.TOO_SHORT:
            least = numbers["min"]
            return lazy_ngettext(
                "This is very short. Please write at least %(num)s character.",
                "This is very short. Please write at least %(num)s characters.",
                least,
            )
        case TextProblemCode.TOO_LONG:
            return lazy_gettext(
                "This is too long: %(length)s characters, %(most)s are possible. Please shorten it; nothing is lost.",
                length=numbers["length"],
                most=numbers["max"],
            )
        case TextProblemCode.CONTROL_CHARACTERS:
            return lazy_gettext("The text holds characters that cannot be shown (� below). Please remove them.")
        case TextProblemCode.LONE_SURROGATE | TextProblemCode.UNDECODABLE:
            return lazy_gettext("Some characters could not be read (� below). Please type them again.")
        case _:
            return _too_complex(problem)


def _too_complex(problem: TextProblem) -> Any:
    match problem.params.get("limit"):
        case "lines":
            return lazy_gettext("The text has too many lines (at most %(most)s). Please join some of them.", most=problem.params["max"])
        case "table_rows" | "table_columns":
            return lazy_gettext("A table in the text is too large. Please make it smaller, or tell it in words.")
        case _:
            return lazy_gettext("The text holds too many formatting signs (such as [ * > or _) to be shown. Please use fewer of them.")
