"""Reading forms safely: CSRF and undecodable bytes are found before the view runs, and the view shows the typed text again.

Fail closed: a POST to a view that is not marked `@keeps_text` is refused outright; a marked one promises to look at
`request_problems()` first.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import unquote_to_bytes

from flask import Flask, current_app, g, request
from flask_wtf.csrf import CSRFProtect, generate_csrf, validate_csrf
from werkzeug.datastructures import MultiDict
from wtforms import ValidationError

from storyhub.kit.errors import BadRequest, Expired
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web.actor import current_actor
from storyhub.kit.web.instance import settings

View = TypeVar("View", bound=Callable[..., Any])
UNSAFE = frozenset({"POST", "PUT", "PATCH", "DELETE"})
csrf = CSRFProtect()


def init_forms(app: Flask) -> None:
    """Installs the check before every unsafe request and `csrf_token()` for templates."""
    app.config["WTF_CSRF_CHECK_DEFAULT"] = False
    app.config.setdefault("WTF_CSRF_TIME_LIMIT", None)
    csrf.init_app(app)
    app.before_request(_check_unsafe)


def keeps_text(view: View) -> View:
    """Marks a view that re-renders its form, with what was typed, when `request_problems()` is not empty."""
    view.keeps_text = True  # type: ignore[attr-defined]
    return view


def takes_file(setting: str) -> Callable[[View], View]:
    """Marks a view to which signed-in people send files: the setting says how many bytes, instead of those of every other form."""

    def mark(view: View) -> View:
        view.takes_file = setting  # type: ignore[attr-defined]
        return view

    return mark


def changes_nothing(view: View) -> View:
    """Marks a view whose POST is another way to ask: it reads and never writes, so nobody can be made to do anything by it."""
    view.changes_nothing = True  # type: ignore[attr-defined]
    return view


def for_programs(view: View) -> View:
    """Marks a view that looks at no cookie, so that no other site can have a browser use it: it needs no token of a form."""
    view.for_programs = True  # type: ignore[attr-defined]
    return view


def request_problems() -> tuple[object, ...]:
    """What is wrong with the request as a whole, as texts for the error summary; empty when it can be trusted."""
    problems: list[object] = []
    if g.get("csrf_failed"):
        problems.append(lazy_gettext("This page was open too long, or your browser blocks cookies. Nothing is lost: please send it again."))
    if g.get("undecodable"):
        problems.append(lazy_gettext("Some characters could not be read. They are shown as � below; please check and send again."))
    return tuple(problems)


def read_form() -> MultiDict[str, str]:
    """The posted fields; one name posted twice keeps its first value."""
    return request.form


def csrf_token() -> str:
    """A token for a form on this page. Sets the cookie, so only pages with a form may call it."""
    token: str = generate_csrf()
    return token


def _check_unsafe() -> None:
    if request.method not in UNSAFE or request.endpoint is None:
        return
    view = current_app.view_functions[request.endpoint]
    if getattr(view, "changes_nothing", False) or getattr(view, "for_programs", False):
        return
    setting = getattr(view, "takes_file", None)
    if setting and current_actor().is_signed_in:
        request.max_content_length = getattr(settings(), setting)
    g.undecodable = not (_has_decodable_fields() if setting else _is_decodable())
    g.csrf_failed = not _csrf_holds()
    if not (g.undecodable or g.csrf_failed):
        return
    if not getattr(view, "keeps_text", False):
        if g.csrf_failed:
            raise Expired(log="csrf")
        raise BadRequest(log="undecodable body")


def _csrf_holds() -> bool:
    if not current_app.config.get("WTF_CSRF_ENABLED", True):
        return True
    try:
        validate_csrf(request.form.get("csrf_token"))
    except ValidationError:
        return False
    return True


def _has_decodable_fields() -> bool:
    """Of a form with a file, which may hold any bytes."""
    return not any("\ufffd" in value for value in request.form.values())


def _is_decodable() -> bool:
    """Werkzeug hides invalid UTF-8 (as U+FFFD, or as literal %ED%A0…), hence a look at the raw bytes."""
    raw = request.get_data(cache=True, parse_form_data=False)
    try:
        raw.decode("utf-8")
        if request.mimetype == "application/x-www-form-urlencoded":
            unquote_to_bytes(raw.replace(b"+", b" ")).decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
