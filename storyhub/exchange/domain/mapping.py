"""How StoryHub's own notions are told in REFI-QDA, which knows neither polarity nor strength.

Polarity is a code of its own below the law's: other programs count it without being told. Strength is one of three notes that a coding
points at, the coder's own note another: they do not multiply the codes, and a program that drops notes drops nothing else.
"""

from __future__ import annotations

import re

from storyhub.exchange.domain.guids import guid_of

STRENGTHS = (1, 2, 3)
NUMBERED = re.compile(r"(?:law |закон )?(P-[1-9]\d{0,8}|[1-9]\d{0,8})(?:[.:)] *(.*))?", re.IGNORECASE | re.DOTALL)
STORY = re.compile(r"(S-\d{6,9})\b")


def code_name(key: str, name: str) -> str:
    """
    >>> code_name("12", "A promise with slack"), code_name("P-7", "")
    ('12. A promise with slack', 'P-7. ')
    """
    return f"{key}. {name}"


def key_and_name(code: str) -> tuple[str | None, str]:
    """What a code's name says: the law's key, if it has one, and the rest.

    >>> key_and_name("12. A promise"), key_and_name("Law 12"), key_and_name("A promise")
    (('12', 'A promise'), ('12', ''), (None, 'A promise'))
    """
    match = NUMBERED.fullmatch(code.strip())
    return (match[1].upper(), match[2] or "") if match else (None, code.strip())


def story_of(source: str) -> str | None:
    """
    >>> story_of("S-000123. The courier came early"), story_of("Interview 3")
    ('S-000123', None)
    """
    match = STORY.match(source.strip())
    return match[1] if match else None


def user_guid(site: str, handle: str) -> str:
    return guid_of(f"{site}/people/{handle}")


def strength_guid(site: str, strength: int) -> str:
    """Of the note that says how strong a coding is."""
    return guid_of(f"{site}/codings#strength-{strength}")


def place_address(story: str, start: int | None, end: int | None) -> str:
    """Of a passage (RFC 5147 counts characters likewise, from 0), or of the whole story. `story` is the story's permanent address.

    >>> place_address("https://example.org/stories/S-000001", 22, 36)
    'https://example.org/stories/S-000001#char=22,36'
    """
    return story if start is None else f"{story}#char={start},{end}"


def coding_guid(place: str, *, law: str, polarity: str, handle: str) -> str:
    """One coder marks one place with one law once: hence the same GUID on every site that has the story."""
    return guid_of(f"{place}&law={law}&polarity={polarity}&coder={handle}")
