"""Signs that a text may be advertising or sent by a machine. They raise its place in the moderators' queue and refuse nothing."""

from __future__ import annotations

import re
from collections import Counter
from enum import StrEnum


class SpamSign(StrEnum):
    """`trap`: a field no person sees was filled in; `hurry`: sent sooner than anybody can read the page."""

    trap = "trap"
    hurry = "hurry"
    links = "links"
    repeats = "repeats"


# What a machine does and a person does not.
MACHINE = frozenset({SpamSign.trap, SpamSign.hurry})
HURRY_S = 4
_LINK = re.compile(r"https?://|www\.", re.IGNORECASE)
_WORD = re.compile(r"\w{4,}")


def spam_signs(text: str, *, trap: str, seconds: float | None) -> tuple[SpamSign, ...]:
    """`seconds` since the form was opened; None where nobody knows, which is no sign."""
    signs = {
        SpamSign.trap: bool(trap.strip()),
        SpamSign.hurry: seconds is not None and seconds < HURRY_S,
        SpamSign.links: _has_many_links(text),
        SpamSign.repeats: _repeats_itself(text),
    }
    return tuple(sign for sign, holds in signs.items() if holds)


def _has_many_links(text: str) -> bool:
    """Three, or more than one in forty words."""
    links = len(_LINK.findall(text))
    return links >= 3 or (links > 0 and links * 40 > len(text.split()))


def _repeats_itself(text: str) -> bool:
    """A line that stands there three times, or one longer word that makes up a quarter of twenty or more."""
    lines = Counter(line.strip().casefold() for line in text.splitlines() if len(line.strip()) >= 20)
    words = [word.casefold() for word in _WORD.findall(text)]
    most = Counter(words).most_common(1)
    return max(lines.values(), default=0) >= 3 or (len(words) >= 20 and most[0][1] * 4 >= len(words))
