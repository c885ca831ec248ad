"""Every page lives under `/ru/` or `/en/`; an address without a language leads to the reader's one."""

from __future__ import annotations

from typing import Any
from urllib.parse import quote

from flask import Flask, current_app, g, has_request_context, redirect, request
from flask.typing import ResponseReturnValue
from werkzeug.exceptions import HTTPException, NotFound
from werkzeug.routing import RequestRedirect

from storyhub.kit.i18n import LANGUAGES, babel

PREFIX = f"/<any({', '.join(LANGUAGES)}):lang>"


def init_languages(app: Flask) -> None:
    """Takes `lang` out of the address before the view sees it, and puts it back into every `url_for`."""
    babel.init_app(app, locale_selector=request_language, default_translation_directories=app.config["TRANSLATIONS"])

    @app.url_value_preprocessor
    def take(_endpoint: str | None, values: dict[str, Any] | None) -> None:
        if values and "lang" in values:
            g.lang = values.pop("lang")

    @app.url_defaults
    def put(endpoint: str, values: dict[str, Any]) -> None:
        if "lang" not in values and app.url_map.is_endpoint_expecting(endpoint, "lang"):
            values["lang"] = request_language()

    @app.before_request
    def lead_to_language() -> ResponseReturnValue | None:
        return _redirect_to_language() if isinstance(request.routing_exception, NotFound) else None

    app.add_template_global(other_languages)
    app.add_template_global(request_language, "current_language")


def request_language() -> str:
    """The language of this page: from its address, else what the browser asks for; English outside a request."""
    if not has_request_context():
        return "en"
    if "lang" not in g:
        first = request.path.split("/", 2)[1] if request.path.count("/") else ""
        g.lang = first if first in LANGUAGES else (request.accept_languages.best_match(LANGUAGES) or "en")
    lang: str = g.lang
    return lang


def other_languages() -> tuple[tuple[str, str], ...]:
    """(language, address of this very page in it) for every language, query kept; the home page where nothing answers a GET."""
    posts_only = request.url_rule is not None and "GET" not in (request.url_rule.methods or ())
    if posts_only or request.routing_exception is not None:
        return tuple((lang, f"/{lang}/") for lang in LANGUAGES)
    # A page at an address without a language is the same page below each, where there is one.
    has_language = request.path.startswith(tuple(f"/{lang}/" for lang in LANGUAGES))
    if not has_language and not _is_page(f"/{LANGUAGES[0]}{request.path}"):
        return tuple((lang, f"/{lang}/") for lang in LANGUAGES)
    rest = request.path.split("/", 2)[2] if has_language else request.path[1:]
    # The path was decoded: a control character in it would make the page invalid.
    rest = quote(rest)
    query = request.query_string.decode("ascii", "replace")
    return tuple((lang, f"/{lang}/{rest}" + (f"?{query}" if query else "")) for lang in LANGUAGES)


def _redirect_to_language() -> ResponseReturnValue | None:
    """A redirect when the same path below a language is a page; nothing (hence a 404) otherwise."""
    if request.method not in ("GET", "HEAD"):
        return None
    lang = request_language()
    target = f"/{lang}{request.path}"
    if request.path.startswith("//") or not _is_page(target):
        return None
    query = request.query_string.decode("ascii", "replace")
    response = redirect(target + (f"?{query}" if query else ""), code=302)
    response.vary.add("Accept-Language")
    return response


def _is_page(path: str) -> bool:
    """Whether some view answers a GET of this path."""
    adapter = current_app.create_url_adapter(request)
    if adapter is None:
        return False
    try:
        adapter.match(path, method="GET")
    except RequestRedirect:
        return True
    except HTTPException:
        return False
    return True
