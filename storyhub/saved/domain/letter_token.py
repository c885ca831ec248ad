"""The secret in the links of letters about a search. It grows from the key, so that the database keeps only a hash."""

from __future__ import annotations

import base64
import hashlib
import hmac
from datetime import datetime


def letter_token(key: bytes, search_id: int, created_at: datetime) -> str:
    mac = hmac.new(key, f"saved search|{search_id}|{created_at.isoformat()}".encode(), hashlib.sha256).digest()
    return base64.urlsafe_b64encode(mac[:24]).decode("ascii")
