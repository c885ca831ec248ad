"""Permanent addresses, which have no language: `/laws/12`, `/stories/S-000123`. They lead to the page in the reader's language.

A number merged or split away leads to its page all the same, which tells where it lives on. A withdrawn story says so here already. Every
other address without a language, an edition's among them, is led on by the kit.
"""

from __future__ import annotations

from flask import Blueprint, Response, make_response, redirect, request

from storyhub.kit.errors import NotFound
from storyhub.kit.web import current_actor, see_other
from storyhub.laws.queries import law_is_known
from storyhub.reading.queries.story_page import find_story
from storyhub.reading.views.addresses import with_query
from storyhub.reading.views.law_addressed import MAX_NUMBER
from storyhub.reading.views.story_ends import end_of
from storyhub.stories.domain.public_id import meant_id
from storyhub.stories.domain.words import State
from storyhub.stories.rules import may_read

bp = Blueprint("permanent", __name__)


@bp.get("/laws/<int:number>")
def law(number: int) -> Response:
    if not 0 < number <= MAX_NUMBER or not law_is_known(number):
        raise NotFound(log="no such law")
    return _led("reading.law", number=number)


@bp.get("/stories/<public_id>")
def story(public_id: str) -> Response:
    """Small letters and missing zeros are understood: these addresses are typed from paper."""
    named, actor = meant_id(public_id), current_actor()
    found = find_story(named) if named else None
    if found is None or named is None:
        raise NotFound(log="no such story")
    if not may_read(actor, found) and found.state != State.restricted:
        response = end_of(found, actor)
        if named != public_id:
            return see_other("permanent.story", public_id=named)
        response.vary.add("Accept-Language")
        return response
    return _led("reading.story", public_id=named)


def _led(endpoint: str, **values: str | int) -> Response:
    """To the page in the language the browser asks for; what follows `#` goes along by itself."""
    pairs = list(request.args.items(multi=True))
    response = make_response(redirect(with_query(endpoint, pairs, **values), code=302))
    response.vary.add("Accept-Language")
    return response
