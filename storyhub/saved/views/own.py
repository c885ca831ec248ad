"""One's own saved searches: run, followed by letters or not, deleted."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from storyhub.kit.db import transaction
from storyhub.kit.errors import NotFound
from storyhub.kit.web import current_actor, no_store, now, page, see_other, settings, sign_in_required
from storyhub.kit.web.headers import no_referrer
from storyhub.saved.domain.words import Every
from storyhub.saved.queries import own_searches
from storyhub.saved.service import change_search, delete_search
from storyhub.saved.views.blueprint import bp, known, search_page


@bp.get("/me/searches")
@sign_in_required()
def searches() -> ResponseReturnValue:
    no_store()
    no_referrer()
    found = own_searches(current_actor().person_id or 0)
    return page(
        "saved/own.html",
        searches=[(card, search_page(card.query), search_page(card.query, "reading.search_feed")) for card in found],
        rhythms=tuple(Every),
        letters=settings().sends_mail,
    )


@bp.post("/me/searches/<int:number>")
@sign_in_required()
def change(number: int) -> ResponseReturnValue:
    """Another rhythm of letters."""
    typed = request.form.get("every", "")
    if typed not in tuple(Every):
        raise NotFound(log="no such rhythm")
    mine = {card.id: card.query for card in own_searches(current_actor().person_id or 0)}
    seen = known(mine[number]) if number in mine else ""
    with transaction():
        change_search(number, Every(typed), seen=seen, actor=current_actor(), now=now())
    return see_other("saved.searches")


@bp.post("/me/searches/<int:number>/delete")
@sign_in_required()
def delete(number: int) -> ResponseReturnValue:
    with transaction():
        delete_search(number, actor=current_actor())
    return see_other("saved.searches")
