"""Why this result: a page of its own, whose middle is also shown under the result it explains."""

from __future__ import annotations

from flask import Response, request

from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import current_actor, hub, limiter, page
from storyhub.kit.web.limits import limit_of
from storyhub.reading.forms import read_asked
from storyhub.reading.queries.why import why_found
from storyhub.reading.views.addresses import law_address, search_address
from storyhub.reading.views.blueprint import bp
from storyhub.search.query import parse

# What a field of the index is called in a sentence, after "3 times".
FIELDS = {
    "text": lazy_gettext("in the text"),
    "title": lazy_gettext("in the title or name"),
    "exact": lazy_gettext("in just this form"),
    "bigram": lazy_gettext("beside its neighbour in your query"),
}


@bp.app_template_filter("field_label")
def field_label(field: str) -> str:
    return str(FIELDS.get(field, FIELDS["text"]))


@bp.get("/search/why")
@limiter.limit(limit_of("suggest"))
def why() -> Response:
    asked = read_asked(request.args)
    parsed = parse(asked.typed)
    ident = request.args.get("hit", "")
    found = why_found(ident, asked, parsed, engine=hub().engine, actor=current_actor(), lang=current_language())
    if found is None:
        raise NotFound(log="no such result")
    return page("reading/why.html", why=found, asked=asked, again=search_address(asked), law_address=law_address)
