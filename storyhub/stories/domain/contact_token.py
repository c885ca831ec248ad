"""The secret in the link that ends letters. It grows from the key, so that every letter can hold it and the database keeps only a hash."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime

MOST = 64


def contact_token(key: bytes, story_id: int, created_at: datetime) -> str:
    """The token of one consent to letters; a new consent has a new one."""
    mac = hmac.new(key, f"contact|{story_id}|{created_at.isoformat()}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:24]).decode("ascii")


def contact_token_hash(token: str) -> str:
    """What the database keeps of a token, as it came in."""
    return hashlib.sha256(token[:MOST].encode("utf-8", "replace")).hexdigest()


def masked(address: str) -> str:
    """Enough to be known by its owner, too little for anybody who looks over the shoulder.

    >>> masked("anna@example.com")
    'a…@example.com'
    """
    local, _at, domain = address.partition("@")
    return f"{local[:1]}…@{domain}"
