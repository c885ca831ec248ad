"""What waits to be coded, with its filters in the address."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Response, request, url_for

from storyhub.coding.queries import QueueFilters, desk_queue, my_orphans, queue_progress
from storyhub.coding.views.blueprint import bp
from storyhub.kit.actor import Role
from storyhub.kit.i18n import LANGUAGES, current_language
from storyhub.kit.web import Pagination, current_actor, no_store, page, page_number, sign_in_required
from storyhub.stories.domain.words import Sector

PAGE_SIZE = 20


def filters_in_address() -> QueueFilters:
    """The filters of this address; whatever is no language or sector counts as none."""
    lang, sector = request.args.get("lang", ""), request.args.get("sector", "")
    return QueueFilters(lang=lang if lang in LANGUAGES else "", sector=sector if sector in set(Sector) else "")


def with_filters(endpoint: str, filters: QueueFilters, **values: object) -> str:
    """An address of the desk that keeps the filters. Built by hand: `url_for` takes `lang` for the language of the page."""
    query = urlencode({name: value for name, value in (("lang", filters.lang), ("sector", filters.sector)) if value})
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
        progress=queue_progress(filters, actor=actor),
        sectors=tuple(str(sector) for sector in Sector),
        orphans=my_orphans(actor, lang=current_language()),
        pagination=Pagination(number=number, size=PAGE_SIZE, total=found.total),
        address=lambda public_id: with_filters("coding.story", filters, public_id=public_id),
    )
