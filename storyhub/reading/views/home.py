"""The first page: a call, a box, a law, the newest stories, and numbers that hide nothing."""

from __future__ import annotations

from datetime import date

from flask import Response

from storyhub.calls.queries import soonest_call
from storyhub.editions.queries.listed import newest_card
from storyhub.kit.days import day_of
from storyhub.kit.i18n import current_language
from storyhub.kit.web import current_actor, now, page, settings
from storyhub.laws.queries import law_of_day
from storyhub.reading.queries.counted_calls import CountedCall, counted
from storyhub.reading.queries.honest_numbers import honest_numbers
from storyhub.reading.views.blueprint import bp
from storyhub.stories.queries import newest_cards

NEWEST = 6


def _call(today: date) -> CountedCall | None:
    """The open call that closes first, with its counter. Two SQL queries."""
    found = soonest_call(today, lang=current_language())
    return counted([found])[0] if found else None


@bp.get("/")
def home() -> Response:
    promise_days, moment = settings().promise_days, now()
    today = day_of(moment)
    return page(
        "reading/home.html",
        law=law_of_day(today, current_language()),
        day=today,
        call=_call(today),
        newest=newest_cards(current_actor(), NEWEST),
        numbers=honest_numbers(promise_days=promise_days, now=moment),
        promise_days=promise_days,
        edition=newest_card(),
        lang=current_language(),
    )
