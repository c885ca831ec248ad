"""Answers: render a template, lead on after a POST, count pages."""

from __future__ import annotations

import math
from dataclasses import dataclass
from urllib.parse import urlencode

from flask import Response, make_response, redirect, render_template, request, url_for


def page(template: str, status: int = 200, /, **context: object) -> Response:
    """The rendered template as a response."""
    return make_response(render_template(template, **context), status)


def see_other(endpoint: str, /, **values: object) -> Response:
    """Leads on after a successful POST (303), so that reloading does not repeat it."""
    response = redirect(url_for(endpoint, **values), code=303)  # type: ignore[arg-type]  # url_for takes any value
    return make_response(response)


def download(text: str, name: str, media_type: str) -> Response:
    """A file to keep, which no search engine lists."""
    response = Response(text, content_type=f"{media_type}; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def page_number() -> int:
    """`?page=`: 1 for anything that is not a page number."""
    text = request.args.get("page", "1")
    return min(max(int(text), 1), 1_000_000) if text.isascii() and text.isdigit() and len(text) < 8 else 1


@dataclass(frozen=True, slots=True)
class Pagination:
    """Where the reader is in a long list."""

    number: int
    size: int
    total: int

    @property
    def pages(self) -> int:
        return max(1, math.ceil(self.total / self.size))

    @property
    def first(self) -> int:
        return (self.number - 1) * self.size + 1

    @property
    def last(self) -> int:
        return min(self.number * self.size, self.total)

    @property
    def previous(self) -> int | None:
        return self.number - 1 if self.number > 1 else None

    @property
    def next(self) -> int | None:
        return self.number + 1 if self.number < self.pages else None

    def address(self, number: int) -> str:
        """This page's address with another page number."""
        # Built by hand: `url_for` would take a `lang` of the query for the language of the page, and `_scheme` for an order.
        query = [(name, value) for name, value in request.args.items(multi=True) if name != "page"]
        if number > 1:
            query.append(("page", str(number)))
        path = url_for(request.endpoint or "reading.home", **(request.view_args or {}))
        return f"{path}?{urlencode(query, errors='replace')}" if query else path
