"""What a person is told about laws they coded, proposed, voted on or spoke about."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from storyhub.curation.queries.succession import news_of, unread_news
from storyhub.curation.service import read_news
from storyhub.curation.views.blueprint import bp, thresholds
from storyhub.kit.db import transaction
from storyhub.kit.i18n import current_language
from storyhub.kit.web import current_actor, no_store, now, page, see_other, sign_in_required


@bp.get("/me/laws")
@sign_in_required()
def news() -> ResponseReturnValue:
    no_store()
    return page("curation/news.html", news=news_of(current_actor().person_id or 0, current_language(), thresholds=thresholds()))


@bp.post("/me/laws")
@sign_in_required()
def news_read() -> ResponseReturnValue:
    with transaction():
        read_news(current_actor(), now=now())
    return see_other("curation.news")


@bp.app_template_global("unread_law_news")
def unread_law_news() -> int:
    """How many, for the person's own page, which knows no laws."""
    return unread_news(current_actor().person_id)
