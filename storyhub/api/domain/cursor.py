"""Where a reader of a long list goes on: after which row of which list. Signed, so that none but ours is taken, and bound to its list.

A cursor names the last row by what the list is ordered by, never by a count: stories published or withdrawn meanwhile move nothing.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import json

MAC_BYTES = 16
LONGEST = 400
Place = tuple[int | float | str, ...]


def cursor_key(secret: str) -> bytes:
    """The key of this instance's cursors, kept apart from every other use of its secret."""
    return hmac.new(secret.encode(), b"storyhub/api-cursor/1", hashlib.sha256).digest()


def make_cursor(key: bytes, of: str, place: Place) -> str:
    """`of` names the list with its filters; the cursor is good for that one alone."""
    body = json.dumps(place, ensure_ascii=False, separators=(",", ":")).encode()
    return base64.urlsafe_b64encode(_mac(key, of, body) + body).decode("ascii").rstrip("=")


def read_cursor(key: bytes, of: str, text: str) -> Place | None:
    """None for what is not a cursor of this list, whoever made it.

    >>> read_cursor(b"k", "stories", make_cursor(b"k", "stories", ("2026-11-22", 7)))
    ('2026-11-22', 7)
    >>> read_cursor(b"k", "laws", make_cursor(b"k", "stories", ("2026-11-22", 7)))
    """
    if len(text) > LONGEST or not text.isascii():
        return None
    try:
        raw = base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
    except ValueError:
        return None
    mac, body = raw[:MAC_BYTES], raw[MAC_BYTES:]
    # Base64 has spare bits: of several spellings only the one that was handed out is taken.
    if not hmac.compare_digest(mac, _mac(key, of, body)) or base64.urlsafe_b64encode(raw).decode().rstrip("=") != text:
        return None
    return tuple(json.loads(body))


def _mac(key: bytes, of: str, body: bytes) -> bytes:
    named = hashlib.sha256(of.encode("utf-8", "replace")).digest()
    return hmac.new(key, named + body, hashlib.sha256).digest()[:MAC_BYTES]
