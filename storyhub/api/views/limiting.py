"""How much may be asked: one counter for all of the API, dearer ones beside it, and headers that say how much is left.

Counted by address, not by token: tokens can be made up.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from flask import Flask, Response, request

from storyhub.api.domain.operations import Operation
from storyhub.kit.web import limiter
from storyhub.kit.web.limits import limit_of

View = Callable[..., Any]
# What costs more than reading rows.
DEARER = {"search": "search", "take_in": "api_intake"}


def limited(operation: Operation) -> Callable[[View], View]:
    """Counts every use of an operation."""

    def decorate(view: View) -> View:
        found: View = limiter.shared_limit(limit_of("api"), scope="api")(view)
        dearer = DEARER.get(operation.ident)
        return limiter.limit(limit_of(dearer))(found) if dearer else found

    return decorate


def init_limits(app: Flask) -> None:
    app.after_request(_say_limits)


def _say_limits(response: Response) -> Response:
    """`RateLimit` and `RateLimit-Policy` of the limit that is nearest, and when to come back."""
    if not request.path.startswith("/api/v1/"):
        return response
    limit = limiter.current_limit
    if limit is None:
        return response
    left, seconds = max(0, limit.remaining), max(1, int(limit.reset_at - time.time()) + 1)
    response.headers["RateLimit-Policy"] = f'"api";q={limit.limit.amount};w={limit.limit.get_expiry()}'
    response.headers["RateLimit"] = f'"api";r={left};t={seconds}'
    if response.status_code == 429:
        response.headers["Retry-After"] = str(seconds)
    return response
