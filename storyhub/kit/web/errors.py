"""One handler turns every error into a designed page in the person's language, with an id to quote. No trace ever leaves the house."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from urllib.parse import quote

import structlog
from flask import Flask, Response, current_app, g, request
from sqlalchemy import exc
from sqlalchemy.orm.exc import StaleDataError
from werkzeug.exceptions import HTTPException

from storyhub.kit import errors
from storyhub.kit.actor import VISITOR
from storyhub.kit.web.caching import no_store
from storyhub.kit.web.pages import page

log = structlog.get_logger(__name__)
DESIGNED = (400, 403, 404, 405, 409, 410, 413, 414, 422, 429, 500, 503)
# Where the same request may well succeed a little later.
PASSING = (429, 500, 503)
# What a database says that is busy for a moment, and what one says that is not there or cannot be read.
BUSY = ("locked", "busy", "full", "readonly")
AWAY = ("unable to open", "disk i/o", "not a database", "malformed", "no such table", "closed", "connection")


# (status, code, message, reference) → the answer, for addresses that are no pages.
Answerer = Callable[[int, str, object, str], Response]
ANSWERERS = "storyhub.problem_answers"


def answer_problems_with(app: Flask, prefix: str, answer: Answerer) -> None:
    """Below this address problems are told to programs, not to people."""
    app.extensions.setdefault(ANSWERERS, {})[prefix] = answer


def init_errors(app: Flask) -> None:
    app.register_error_handler(errors.Problem, show_problem)
    app.register_error_handler(HTTPException, show_http)
    for failure in (exc.DatabaseError, exc.InterfaceError, exc.TimeoutError):
        app.register_error_handler(failure, show_database)
    app.register_error_handler(StaleDataError, lambda _error: show_problem(errors.Conflict(log="stale row")))
    app.register_error_handler(Exception, show_unexpected)


def show_problem(problem: errors.Problem) -> Response:
    log.info("problem", status=problem.status, code=problem.code, why=problem.log, endpoint=request.endpoint)
    return _answer(problem.status, problem.code, message=problem.message)


def show_http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:  # A redirect raised by the router is an answer, not an error.
        return Response(status=status, headers=error.get_headers())
    if isinstance(error.response, Response):  # A limit that brings a page of its own.
        return error.response
    response = _answer(status, error.name.lower().replace(" ", "-"))
    for name in ("Allow", "Retry-After"):
        value = dict(error.get_headers()).get(name)
        if value:
            response.headers[name] = value
    if status == 429 and "Retry-After" not in response.headers:
        response.headers["Retry-After"] = "60"
    return response


def show_database(error: exc.SQLAlchemyError) -> Response:
    """A database that is busy, out of room or away is said so, and asks to come back; anything else is unexpected."""
    text = str(getattr(error, "orig", None) or error).lower()
    is_busy = isinstance(error, exc.TimeoutError) or any(word in text for word in BUSY)
    is_away = any(word in text for word in AWAY)
    # A constraint that fails is a subclass, and a mistake of ours.
    if type(error) not in (exc.DatabaseError, exc.InterfaceError, exc.OperationalError, exc.TimeoutError) or not (is_busy or is_away):
        return show_unexpected(error)
    (log.warning if is_busy else log.error)("database_unavailable", why=text[:120], endpoint=request.endpoint)
    # The page must not ask the database who reads it.
    g.actor = VISITOR
    response = _answer(503, "unavailable")
    response.headers["Retry-After"] = "5"
    return response


def show_unexpected(error: Exception) -> Response:
    log.error("unexpected", exc_info=error, endpoint=request.endpoint)
    return _answer(500, "unexpected")


def _answer(status: int, code: str, *, message: object = None) -> Response:
    no_store()
    reference = g.get("request_id") or secrets.token_hex(4)
    for prefix, answer in current_app.extensions.get(ANSWERERS, {}).items():
        if request.path.startswith(prefix):
            found: Response = answer(status, code, message, reference)
            return found
    shown = status if status in DESIGNED else (500 if status >= 500 else 400)
    try:
        return page(
            "errors/problem.html",
            status,
            status=shown,
            code=code,
            message=message,
            reference=reference,
            again=_again(shown),
            typed=_typed(status),
        )
    except Exception:  # Even a broken layout must not turn into a bare trace.
        log.exception("error_page_failed")
        return Response(f"StoryHub: {status} ({reference})", status=status, mimetype="text/plain")


def _again(status: int) -> str:
    """This very address where asking again may help; nothing after a POST, which only its form may repeat."""
    if status not in PASSING or request.method not in ("GET", "HEAD") or request.url_rule is None:
        return ""
    query = request.query_string.decode("ascii", "replace")
    return quote(request.path) + (f"?{query}" if query else "")


def _typed(status: int) -> tuple[tuple[str, str], ...]:
    """Long texts of a failed POST, given back on the error page so that nobody's words are lost (never secrets)."""
    if request.method != "POST" or status == 413:
        return ()
    secret = {"csrf_token", "password", "new_password", "credential", "sealed", "token", "code", "nonce", "receipt", "draft", "puzzle"}
    return tuple((name, text[:20_000]) for name, text in request.form.items() if name not in secret and len(text) >= 30)
