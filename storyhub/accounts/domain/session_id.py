"""The secret that a signed-in browser carries, and the hash of it that the database keeps."""

from __future__ import annotations

import hashlib
import secrets

BYTES = 32


def new_session_id() -> str:
    """256 random bits; what the cookie holds."""
    return secrets.token_urlsafe(BYTES)


def hash_of(session_id: str) -> str:
    """What the table holds: plain SHA-256 is enough for a secret of 256 bits.

    >>> len(hash_of("x"))
    64
    """
    return hashlib.sha256(session_id.encode()).hexdigest()
