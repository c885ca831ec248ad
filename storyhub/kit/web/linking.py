"""`url_for` with a memory: a page has eighty addresses, and most of them stand on every page."""

from __future__ import annotations

from collections.abc import Hashable
from functools import lru_cache

import flask
from flask import has_request_context, request

from storyhub.kit.web.languages import request_language


def url_for(endpoint: str, /, **values: Hashable) -> str:
    """Flask's own, for addresses that depend on nothing but the language of the page and the values."""
    if not has_request_context() or endpoint.startswith(".") or any(name.startswith("_") for name in values):
        return flask.url_for(endpoint, **values)  # type: ignore[arg-type]  # url_for takes any value
    return _path(request.script_root, request_language(), endpoint, tuple(values.items()))


@lru_cache(maxsize=4_096)
def _path(_root: str, _lang: str, endpoint: str, values: tuple[tuple[str, Hashable], ...]) -> str:
    return flask.url_for(endpoint, **dict(values))  # type: ignore[arg-type]
