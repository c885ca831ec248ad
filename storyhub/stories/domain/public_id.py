"""Public ids of stories: `S-000123`, permanent, never reused."""

from __future__ import annotations

import re

PATTERN = re.compile(r"S-(\d{6,12})", re.ASCII)
_MEANT = re.compile(r"[sS]-?0{0,12}([1-9]\d{0,11})", re.ASCII)


def public_id(story_id: int) -> str:
    """The id a reader sees.

    >>> public_id(123)
    'S-000123'
    """
    return f"S-{story_id:06d}"


def story_id(public: str) -> int | None:
    """The inverse of `public_id`; None for anything else, also for other spellings of the same number.

    >>> story_id("S-000123"), story_id("S-0000123"), story_id("X")
    (123, None, None)
    """
    match = PATTERN.fullmatch(public)
    if match is None:
        return None
    number = int(match[1])
    return number if number and public_id(number) == public else None


def meant_id(typed: str) -> str | None:
    """The id somebody meant who typed it from paper: small letters, zeros or the dash left out. None where nothing is meant.

    >>> meant_id("s-123"), meant_id("S000123"), meant_id("S-000000"), meant_id("123")
    ('S-000123', 'S-000123', None, None)
    """
    match = _MEANT.fullmatch(typed)
    return public_id(int(match[1])) if match else None
