"""Suggestions while somebody types, as JSON for the combobox. Without scripts nobody asks for them."""

from __future__ import annotations

import json

from flask import Response, request, url_for

from storyhub.kit.errors import SearchUnavailable
from storyhub.kit.i18n import current_language, gettext, ngettext
from storyhub.kit.web import hub, limiter
from storyhub.kit.web.limits import limit_of
from storyhub.reading.domain.asked import Asked
from storyhub.reading.forms import read_asked
from storyhub.reading.queries.suggestions import LEAST, suggested_companies, suggested_laws, suggested_words
from storyhub.reading.views.addresses import search_address
from storyhub.reading.views.blueprint import bp

Group = dict[str, object]


@bp.get("/search/suggest")
@limiter.limit(limit_of("suggest"))
def suggest() -> Response:
    """At most eight options in groups, each with its words and the address it leads to."""
    typed = read_asked(request.args).text.lstrip()
    groups = _groups(typed) if len(typed) >= LEAST or typed.isdigit() else []
    count = sum(len(group["options"]) for group in groups)  # type: ignore[arg-type,misc]  # lists, as made below
    said = ngettext("%(number)s suggestion", "%(number)s suggestions", count, number=count) if count else gettext("no suggestions")
    response = Response(json.dumps({"said": said, "groups": groups}, ensure_ascii=False), mimetype="application/json")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _groups(typed: str) -> list[Group]:
    named = suggested_laws(typed, lang=current_language())
    laws = [(f"{law.number}. {law.name}", url_for("reading.law", number=law.number)) for law in named]
    words = [(text, search_address(Asked(text=text))) for text in _completed(typed)]
    companies = [(company.name, url_for("reading.organisation", slug=company.slug)) for company in suggested_companies(typed)]
    offered = ((gettext("Laws"), laws), (gettext("Search for"), words), (gettext("Companies"), companies))
    return [_group(label, options) for label, options in offered if options]


def _group(label: str, options: list[tuple[str, str]]) -> Group:
    return {"label": label, "options": [{"text": text, "address": address} for text, address in options]}


def _completed(typed: str) -> tuple[str, ...]:
    try:
        return suggested_words(typed, engine=hub().engine)
    except SearchUnavailable:
        return ()
