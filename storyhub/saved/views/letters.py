"""The links of letters: the one that says yes, and the one that ends them. The link itself is the right to do so."""

from __future__ import annotations

from flask import Response, request

from storyhub.kit.db import transaction
from storyhub.kit.web import keeps_text, limiter, no_store, now, page
from storyhub.kit.web.headers import no_referrer
from storyhub.kit.web.limits import limit_of
from storyhub.saved.models import SavedSearch
from storyhub.saved.service import confirm_letters, search_of_token, stop_letters
from storyhub.saved.views.blueprint import bp, known, search_page

links_limited = limiter.shared_limit(limit_of("receipt"), scope="saved", deduct_when=lambda response: response.status_code == 404)


@bp.route("/search/letters/<token>", methods=["GET", "POST"])
@keeps_text
@links_limited
def stop(token: str) -> Response:
    """GET asks, POST stops: mail programs post it without a page, hence without a form's token."""
    _private()
    row = search_of_token(token)
    shown = _shown(row)
    if request.method == "POST":
        with transaction():
            stop_letters(token)
    return page("saved/stop.html", is_over=request.method == "POST", **shown)


@bp.route("/search/letters/<token>/confirm", methods=["GET", "POST"])
@keeps_text
@links_limited
def confirm(token: str) -> Response:
    """GET asks, POST says yes: what only looks at links in letters says nothing."""
    _private()
    row = search_of_token(token)
    if request.method == "POST":
        seen = known(row.query)
        with transaction():
            row = confirm_letters(token, seen=seen, now=now())
    return page("saved/confirm.html", is_on=row.confirmed_at is not None, every=row.every, stop_token=token, **_shown(row))


def _shown(row: SavedSearch) -> dict[str, object]:
    return {"name": row.name, "kept": row.person_id is not None, "again": search_page(row.query)}


def _private() -> None:
    no_store()
    no_referrer()
