"""Resumption tokens: where a list goes on, signed, so that nobody can make one up. Nothing is kept between two pages.

A token holds the arguments of the list, its places (see `kit.ledger`), how far it is, the first record of the next page, and when it
ends to be of use. It is good for this instance only: the key is made of its secret.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import hmac
import json
from dataclasses import astuple, dataclass
from datetime import UTC, datetime

MAC_BYTES = 16
# Longer than any of ours.
MAX_LENGTH = 2_000


@dataclass(frozen=True, slots=True)
class Rest:
    """The rest of a list. `anchor` and `anchor_at` are the first record of the next page and its datestamp, in seconds since 1970."""

    verb: str
    prefix: str
    since: str
    until: str
    set: str
    after: int
    last: int
    total: int
    cursor: int
    anchor: int
    anchor_at: int
    expires_at: int

    @property
    def expires(self) -> datetime:
        return datetime.fromtimestamp(self.expires_at, UTC)


class BadToken(ValueError):
    """Not one of ours, altered, or too old."""


def token_key(secret: str) -> bytes:
    """The key of this instance's tokens."""
    return hashlib.blake2b(b"storyhub/harvest/1", digest_size=32, key=hashlib.blake2b(secret.encode(), digest_size=32).digest()).digest()


def sealed(rest: Rest, *, key: bytes) -> str:
    """The token of a rest."""
    body = json.dumps(astuple(rest), separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_mac(body, key) + body).decode().rstrip("=")


def opened(token: str, *, key: bytes, now: datetime) -> Rest:
    """The rest that a token stands for. Raises: BadToken."""
    if not token.isascii() or len(token) > MAX_LENGTH:
        raise BadToken("form")
    try:
        raw = base64.b64decode(token + "=" * (-len(token) % 4), altchars=b"-_", validate=True)
    except (binascii.Error, ValueError):
        raise BadToken("form") from None
    mac, body = raw[:MAC_BYTES], raw[MAC_BYTES:]
    if not hmac.compare_digest(mac, _mac(body, key)):
        raise BadToken("signature")
    rest = Rest(*json.loads(body))
    if sealed(rest, key=key) != token:
        raise BadToken("spelling")
    if rest.expires <= now:
        raise BadToken("expired")
    return rest


def _mac(body: bytes, key: bytes) -> bytes:
    return hmac.new(key, body, hashlib.sha256).digest()[:MAC_BYTES]
