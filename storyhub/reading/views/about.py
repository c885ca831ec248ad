"""Pages of plain text: what the site is, how it works, what it keeps, what it changes, how to take part."""

from __future__ import annotations

from flask import Response

from storyhub.kit.web import now, page, settings
from storyhub.reading.queries.edits import edit_counts
from storyhub.reading.views.blueprint import bp
from storyhub.stories.labels import CONSENT_LABELS, DECLINE_REASON_LABELS
from storyhub.stories.queries.promise import RECENTLY, promise_kept


@bp.get("/about")
def about() -> Response:
    return page("reading/about.html")


@bp.get("/how-it-works")
def how_it_works() -> Response:
    return page("reading/how_it_works.html")


@bp.get("/join")
def join() -> Response:
    return page("reading/join.html")


@bp.get("/edits")
def edits() -> Response:
    return page("reading/edits.html", counts=edit_counts(), reasons=DECLINE_REASON_LABELS)


@bp.get("/promise")
def promise() -> Response:
    days, moment = settings().promise_days, now()
    recent = promise_kept(promise_days=days, now=moment, within=RECENTLY)
    return page("reading/promise.html", days=days, recent=recent, ever=promise_kept(promise_days=days, now=moment))


@bp.get("/privacy")
def privacy() -> Response:
    return page("reading/privacy.html")


@bp.get("/terms")
def terms() -> Response:
    return page("reading/terms.html", consents=CONSENT_LABELS)


@bp.get("/contact")
def contact() -> Response:
    return page("reading/contact.html")
