"""Pages of plain text: what the site is, what it keeps, how to search."""

from __future__ import annotations

from flask import Response

from storyhub.kit.web import page
from storyhub.reading.views.blueprint import bp


@bp.get("/about")
def about() -> Response:
    return page("reading/about.html")


@bp.get("/privacy")
def privacy() -> Response:
    return page("reading/privacy.html")
