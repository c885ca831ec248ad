"""What waits to be coded, with its filters in the address; taking the next story."""

from __future__ import annotations

from datetime import timedelta
from urllib.parse import urlencode

from flask import Response, make_response, redirect, request, url_for

from storyhub.calls.queries import open_calls
from storyhub.coding.queries import QueueFilters, desk_queue, my_orphans, queue_progress
from storyhub.coding.queries.waiting import SHOWS
from storyhub.coding.service import take_next
from storyhub.coding.service.training_due import check_may_begin
from storyhub.coding.views.blueprint import bp
from storyhub.coding.views.training_due import training_terms
from storyhub.kit.actor import Role
from storyhub.kit.days import day_of
from storyhub.kit.db import transaction
from storyhub.kit.i18n import LANGUAGES, current_language
from storyhub.kit.web import Pagination, current_actor, no_store, now, page, page_number, settings, sign_in_required
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Sector

PAGE_SIZE = 20


def filters_in_address() -> QueueFilters:
    """The filters of this address (whatever is none counts as none), with what the settings and the open calls say."""
    lang, sector, show = (request.args.get(name, "") for name in ("lang", "sector", "show"))
    known, moment = settings(), now()
    return QueueFilters(
        lang=lang if lang in LANGUAGES else "",
        sector=sector if sector in set(Sector) else "",
        show=show if show in SHOWS else "",
        coders_needed=known.coders_per_story,
        taken_since=moment - timedelta(days=known.coding_claim_days),
        given_since=moment - timedelta(days=known.coding_given_days),
        called=open_calls(day_of(moment)),
    )


def with_filters(endpoint: str, filters: QueueFilters, **values: object) -> str:
    """An address of the desk that keeps the filters. Built by hand: `url_for` takes `lang` for the language of the page."""
    named = (("lang", filters.lang), ("sector", filters.sector), ("show", filters.show))
    query = urlencode({name: value for name, value in named if value})
    path = url_for(endpoint, **values)  # type: ignore[arg-type]  # url_for takes any value
    return f"{path}?{query}" if query else path


@bp.get("/desk/coding")
@sign_in_required(Role.researcher)
def queue() -> Response:
    """The stories this researcher can code, her begun ones first."""
    no_store()
    actor, filters, number = current_actor(), filters_in_address(), page_number()
    found = desk_queue(filters, actor=actor, page=number, size=PAGE_SIZE)
    return page(
        "coding/queue.html",
        cards=found.cards,
        filters=filters,
        progress=queue_progress(filters, actor=actor, left=found.total),
        sectors=tuple(str(sector) for sector in Sector),
        orphans=my_orphans(actor, lang=current_language()),
        pagination=Pagination(number=number, size=PAGE_SIZE, total=found.total),
        address=lambda public_id: with_filters("coding.story", filters, public_id=public_id),
        take_address=with_filters("coding.take", filters),
    )


@bp.post("/desk/coding/next")
@sign_in_required(Role.researcher)
def take() -> Response:
    """The next story of this queue becomes the researcher's own for a while."""
    filters = filters_in_address()
    with transaction():
        check_may_begin(None, training_terms(), coder=current_actor(), now=now())
        story = take_next(filters, coder=current_actor(), now=now())
    if story is None:
        return make_response(redirect(with_filters("coding.queue", filters), code=303))
    return make_response(redirect(with_filters("coding.story", filters, public_id=public_id(story.id)), code=303))
