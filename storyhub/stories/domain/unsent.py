"""A story that is not sent yet: what is kept of it, and the token of its return link. Only the token's hash is stored."""

from __future__ import annotations

import hashlib
import hmac
import secrets
from dataclasses import dataclass
from typing import Any

# Room for a text that is too long to be sent, so that shortening it can wait until tomorrow.
MAX_DRAFT = 40_000
TICKS = ("publish", "research", "quote", "open_data")


@dataclass(frozen=True, slots=True)
class Unsent:
    """The text as typed, the boxes that were ticked, and the address of the call that it answers."""

    text: str
    ticked: tuple[str, ...] = ()
    call: str = ""

    def payload(self) -> dict[str, Any]:
        """What the row holds."""
        kept: dict[str, Any] = {"text": self.text, "ticked": list(self.ticked)}
        return {**kept, "call": self.call} if self.call else kept


def unsent_of(payload: dict[str, Any]) -> Unsent:
    """What a row holds."""
    ticked = tuple(tick for tick in TICKS if tick in payload.get("ticked", ()))
    return Unsent(text=str(payload.get("text", "")), ticked=ticked, call=str(payload.get("call", "")))


def new_token() -> str:
    """A fresh token: 192 random bits in 32 letters, digits, - and _."""
    return secrets.token_urlsafe(24)


def token_hash(key: bytes, token: str) -> str:
    """What the database keeps of a token."""
    return hmac.new(key, b"draft|" + token.encode("utf-8", "replace"), hashlib.sha256).hexdigest()
