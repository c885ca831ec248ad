"""Codes for the day when app and passkey are lost. Pure: makes and reads them, stores nothing."""

from __future__ import annotations

import secrets

# No O beside 0, no I or L beside 1: a code is copied by hand, perhaps years later.
ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
LENGTH = 16
GROUP = 4
HOW_MANY = 10
_LOOK_ALIKES = str.maketrans("OILU" + "АВЕКМНОРСТУХ", "011V" + "ABEKMH0PCTYX")


def new_codes() -> tuple[str, ...]:
    """Ten codes of 80 random bits, in groups."""
    return tuple(grouped("".join(secrets.choice(ALPHABET) for _ in range(LENGTH))) for _ in range(HOW_MANY))


def grouped(code: str) -> str:
    """
    >>> grouped("ABCDEFGH")
    'ABCD-EFGH'
    """
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(typed: str) -> str | None:
    """What a person typed, as a code without separators; None where it cannot be one.

    >>> read_code(" abcd-efgh jkmn-pqro"), read_code("123456")
    ('ABCDEFGHJKMNPQR0', None)
    """
    code = "".join(symbol for symbol in typed[:100].upper() if symbol.isalnum()).translate(_LOOK_ALIKES)
    return code if len(code) == LENGTH and all(symbol in ALPHABET for symbol in code) else None
