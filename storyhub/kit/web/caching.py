"""Which answers may be kept where: public reading carries an ETag and sets no cookie; everything personal is never stored."""

from __future__ import annotations

from datetime import UTC, datetime

from flask import Flask, Response, g, request

from storyhub.kit.web.actor import current_actor


def no_store() -> None:
    """Marks the answer of this request as never to be kept (forms, receipts, staff pages)."""
    g.no_store = True


def say_changed(*moments: datetime) -> None:
    """When what this answer tells last changed: the newest of its parts. Only where every part has a date; else it says nothing.

    It is for people and crawlers to read. What a client holds already, the ETag alone decides: when something is taken away, the newest
    of what is left is old.
    """
    if moments:
        g.changed_at = max(moments)


def init_caching(app: Flask) -> None:
    app.after_request(_cache_headers)


def _cache_headers(response: Response) -> Response:
    if request.endpoint in ("static", "kit.stylesheet", "kit.mark", "kit.favicon", "kit.script") and response.status_code in (200, 304):
        # They say themselves for how long; a file that is sent as it lies on the disk has both marks already.
        if not response.direct_passthrough and response.status_code == 200:
            response.add_etag()
            response.make_conditional(request)
        return response
    personal = g.get("no_store") or request.method not in ("GET", "HEAD") or "Set-Cookie" in response.headers
    if personal or response.status_code != 200 or current_actor().is_signed_in:
        response.headers["Cache-Control"] = "no-store"
        return response
    response.headers["Cache-Control"] = "public, max-age=0, must-revalidate"
    response.vary.add("Cookie")
    if g.get("changed_at"):
        response.last_modified = min(g.changed_at, datetime.now(UTC))
    # See `say_changed`: a date alone never says "nothing new".
    request.environ.pop("HTTP_IF_MODIFIED_SINCE", None)
    if not response.direct_passthrough:
        response.add_etag()
        response.make_conditional(request)
    return response
