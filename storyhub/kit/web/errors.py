"""One handler turns every error into a designed page in the person's language, with an id to quote. No trace ever leaves the house."""

from __future__ import annotations

import secrets

import structlog
from flask import Flask, Response, g, request
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from storyhub.kit import errors
from storyhub.kit.web.caching import no_store
from storyhub.kit.web.pages import page

log = structlog.get_logger(__name__)
DESIGNED = (400, 403, 404, 405, 409, 410, 413, 422, 429, 500, 503)


def init_errors(app: Flask) -> None:
    app.register_error_handler(errors.Problem, show_problem)
    app.register_error_handler(HTTPException, show_http)
    app.register_error_handler(OperationalError, show_database)
    app.register_error_handler(StaleDataError, lambda _error: show_problem(errors.Conflict(log="stale row")))
    app.register_error_handler(Exception, show_unexpected)


def show_problem(problem: errors.Problem) -> Response:
    log.info("problem", status=problem.status, code=problem.code, why=problem.log, endpoint=request.endpoint)
    return _answer(problem.status, problem.code, message=problem.message)


def show_http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:  # A redirect raised by the router is an answer, not an error.
        return Response(status=status, headers=error.get_headers())
    response = _answer(status, error.name.lower().replace(" ", "-"))
    for name in ("Allow", "Retry-After"):
        value = dict(error.get_headers()).get(name)
        if value:
            response.headers[name] = value
    if status == 429 and "Retry-After" not in response.headers:
        response.headers["Retry-After"] = "60"
    return response


def show_database(error: OperationalError) -> Response:
    """A database that is busy or out of room is said so, and asks to come back; anything else is unexpected."""
    text = str(error.orig).lower()
    if "locked" in text or "busy" in text or "full" in text or "readonly" in text:
        log.warning("database_unavailable", why=text[:120], endpoint=request.endpoint)
        response = _answer(503, "unavailable")
        response.headers["Retry-After"] = "5"
        return response
    return show_unexpected(error)


def show_unexpected(error: Exception) -> Response:
    log.error("unexpected", exc_info=error, endpoint=request.endpoint)
    return _answer(500, "unexpected")


def _answer(status: int, code: str, *, message: object = None) -> Response:
    no_store()
    reference = g.get("request_id") or secrets.token_hex(4)
    shown = status if status in DESIGNED else (500 if status >= 500 else 400)
    try:
        return page("errors/problem.html", status, status=shown, code=code, message=message, reference=reference, typed=_typed(status))
    except Exception:  # Even a broken layout must not turn into a bare trace.
        log.exception("error_page_failed")
        return Response(f"StoryHub: {status} ({reference})", status=status, mimetype="text/plain")


def _typed(status: int) -> tuple[tuple[str, str], ...]:
    """Long texts of a failed POST, given back on the error page so that nobody's words are lost (never secrets)."""
    if request.method != "POST" or status == 413:
        return ()
    secret = {"csrf_token", "password", "code", "nonce", "receipt"}
    return tuple((name, text[:20_000]) for name, text in request.form.items() if name not in secret and len(text) >= 30)
