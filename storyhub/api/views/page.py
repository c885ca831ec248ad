"""The document of the API, and the page that says the same to people."""

from __future__ import annotations

from functools import lru_cache
from itertools import groupby

from flask import Response, url_for

from storyhub.api.domain.giving import to_json
from storyhub.api.domain.openapi import document
from storyhub.api.domain.problems import CODES, TITLES
from storyhub.api.views.blueprint import OPERATIONS, ROOT, bp, machines
from storyhub.api.views.edge import JSON
from storyhub.kit.i18n import force_locale, lazy_gettext
from storyhub.kit.web import page, settings

DESCRIPTION = (
    "Reading needs no key. Problems are RFC 9457. Lists go on at the address in `next`; cursors are opaque and belong to their list. "
    "Words of tellers who do not allow their reuse are null here, and read at the address that is given."
)
GROUPS = {
    "stories": lazy_gettext("Stories"),
    "laws": lazy_gettext("Laws"),
    "codings": lazy_gettext("Codings"),
    "calls": lazy_gettext("Calls for stories"),
    "search": lazy_gettext("Search"),
    "editions": lazy_gettext("Editions"),
    "desk": lazy_gettext("Coding with a token"),
}


@machines.get("/api/openapi.json")
def openapi() -> Response:
    """In English, whoever asks: it is read by programs."""
    return Response(_document(settings().base_url, settings().site_name), content_type=JSON)


@lru_cache(maxsize=8)
def _document(base_url: str, site_name: str) -> str:
    with force_locale("en"):
        found = document(OPERATIONS, title=f"{site_name} API", address=base_url + ROOT, licence="CC BY 4.0", description=DESCRIPTION)
        return to_json(found)


@bp.get("/api")
def about() -> Response:
    """What it is, by example; the table of operations comes from what the document is made of."""
    groups = groupby(sorted(OPERATIONS, key=lambda one: list(GROUPS).index(one.group)), key=lambda one: one.group)
    known = settings()
    return page(
        "api/about.html",
        groups=[(GROUPS[name], tuple(operations)) for name, operations in groups],
        root=known.base_url + ROOT,
        prefix=ROOT,
        document=url_for("api_v1.openapi"),
        problems=[(CODES[status], status, TITLES[status]) for status in CODES],
        limits=known.limit_api,
    )
