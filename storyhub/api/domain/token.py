"""The secret that a program carries in place of a person, and the hash of it that the database keeps."""

from __future__ import annotations

import hashlib
import re
import secrets
from enum import StrEnum

# Says whose it is, so that a token that was published by mistake is recognised.
MARK = "shub_"
BYTES = 32
_TOKEN = re.compile(rf"{MARK}[A-Za-z0-9_-]{{43}}", re.ASCII)


class Scope(StrEnum):
    """What a token may do. Reading needs none."""

    intake = "intake"
    coding = "coding"


def new_token() -> str:
    """256 random bits, to be shown once."""
    return MARK + secrets.token_urlsafe(BYTES)


def read_token(header: str) -> str | None:
    """The token of an `Authorization` header; None where it holds nothing of ours.

    >>> read_token("Bearer nothing")
    """
    scheme, _, value = header.partition(" ")
    return value.strip() if scheme.lower() == "bearer" and _TOKEN.fullmatch(value.strip()) else None


def token_hash(token: str) -> str:
    """What the table holds: plain SHA-256 is enough for a secret of 256 bits."""
    return hashlib.sha256(token.encode()).hexdigest()
