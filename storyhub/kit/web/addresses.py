"""How long an address may be. A query is decoded many times on the way to a page, so what is too long is refused before the first time."""

from __future__ import annotations

from flask import Flask, request

from storyhub.kit import errors

# The search box holds 256 characters, twelve bytes each at most; filters come on top. The server in front allows a little more.
LONGEST_QUERY = 6_000
LONGEST_LINE = 8_190


def init_addresses(app: Flask) -> None:
    """Asks before everything else that reads the query."""
    app.before_request(_refuse_long)


def _refuse_long() -> None:
    if len(request.query_string) > LONGEST_QUERY:
        # The error page must not read it either.
        request.query_string = b""
        request.environ["QUERY_STRING"] = ""
        raise errors.AddressTooLong(log="query string")
