"""The wordings of a law and what became of it, for everyone."""

from __future__ import annotations

from flask import Response

from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import current_language
from storyhub.kit.web import Pagination, page, page_number
from storyhub.laws.queries import law_history
from storyhub.laws.views.blueprint import NUMBER_MAX, bp

PAGE_SIZE = 20


@bp.get("/laws/<int:number>/history")
def history(number: int) -> Response:
    asked = page_number()
    found = law_history(number, current_language(), page=asked, size=PAGE_SIZE) if 0 < number <= NUMBER_MAX else None
    if found is None or (asked > 1 and not found.versions):
        raise NotFound(log="no such law or page")
    return page(
        "laws/history.html",
        card=found.card,
        versions=found.versions,
        milestones=found.milestones,
        pages=Pagination(number=asked, size=PAGE_SIZE, total=found.total),
    )
