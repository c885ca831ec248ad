"""A member's own stories and proposals, side by side."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from storyhub.kit.i18n import current_language
from storyhub.kit.web import current_actor, page, sign_in_required
from storyhub.kit.web.headers import no_referrer
from storyhub.reading.queries.own_proposals import own_proposals
from storyhub.reading.views.blueprint import bp
from storyhub.stories.queries.own import own_stories


@bp.get("/me/stories", endpoint="own_stories")
@sign_in_required()
def own_stories_page() -> ResponseReturnValue:
    no_referrer()
    person_id = current_actor().person_id or 0
    return page("reading/own.html", stories=own_stories(person_id), proposals=own_proposals(person_id, lang=current_language()))
