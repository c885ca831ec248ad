"""Rate limits without remembering anybody: the key is an HMAC of the address under a salt that lives in memory for a day."""

from __future__ import annotations

import hashlib
import hmac
import ipaddress
import secrets
import threading
from collections.abc import Callable
from datetime import UTC, date, datetime

from flask import Flask, request
from flask_limiter import Limiter

from storyhub.kit.web.instance import EXTENSION, settings

_salt: tuple[date, bytes] = (date.min, b"")
_lock = threading.Lock()


def address_key() -> str:
    """A pseudonym of the caller's address that nobody can undo tomorrow."""
    return _pseudonym(request.remote_addr or "")


def network_key() -> str:
    """The same for the caller's network: 256 neighbours of an IPv4 address, the /48 of an IPv6 one."""
    try:
        address = ipaddress.ip_address(request.remote_addr or "")
    except ValueError:
        return address_key()
    return _pseudonym(str(ipaddress.ip_network((address, 24 if address.version == 4 else 48), strict=False)))


def _pseudonym(address: str) -> str:
    global _salt
    today = datetime.now(UTC).date()
    with _lock:
        if _salt[0] != today:
            _salt = (today, secrets.token_bytes(32))
        salt = _salt[1]
    return hmac.new(salt, address.encode(), hashlib.sha256).hexdigest()[:32]


limiter = Limiter(key_func=address_key, storage_uri="memory://", headers_enabled=False, swallow_errors=True)


def init_limits(app: Flask) -> None:
    app.config["RATELIMIT_ENABLED"] = app.extensions[EXTENSION].settings.limits
    limiter.init_app(app)


def limit_of(name: str) -> Callable[[], str]:
    """`limiter.limit(limit_of("submit"))`: reads the limit from the settings when the request comes."""

    def read() -> str:
        value: str = getattr(settings(), f"limit_{name}")
        return value

    return read
