"""When a form was opened, signed, so that only ours counts; and a puzzle that costs a computer a second, bound to the form."""

from __future__ import annotations

import hashlib
import hmac
from datetime import datetime

# On average 65,000 tries: a second or a few on a phone.
PUZZLE_BITS = 16
WAIT_S = 60
LASTS_S = 3_600


def stamp(key: bytes, purpose: str, now: datetime) -> str:
    """`<seconds>.<signature>`; `purpose` binds it to one use and one form."""
    seconds = str(int(now.timestamp()))
    return f"{seconds}.{_mac(key, purpose, seconds)}"


def age_of(key: bytes, purpose: str, text: str | None, now: datetime) -> float | None:
    """How many seconds ago a stamp was made; None for one that is not ours."""
    seconds, _dot, mac = (text or "").partition(".")
    if len(seconds) > 12 or not (seconds.isascii() and seconds.isdigit()) or not mac.isascii():
        return None
    return now.timestamp() - int(seconds) if hmac.compare_digest(mac, _mac(key, purpose, seconds)) else None


def is_solved(puzzle: str, solution: str) -> bool:
    """True if SHA-256 of `<puzzle>:<solution>` begins with enough zero bits."""
    if not solution.isascii() or not 0 < len(solution) <= 20:
        return False
    digest = hashlib.sha256(f"{puzzle}:{solution}".encode()).digest()
    return int.from_bytes(digest[:4], "big") >> (32 - PUZZLE_BITS) == 0


def _mac(key: bytes, purpose: str, seconds: str) -> str:
    return hmac.new(key, f"stamp|{purpose}|{seconds}".encode(), hashlib.sha256).hexdigest()[:32]
