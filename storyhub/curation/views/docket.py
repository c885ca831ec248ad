"""The curators' list: which proposals can be, or must be, decided."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from storyhub.curation.queries import docket as open_cases
from storyhub.curation.views.blueprint import bp, thresholds
from storyhub.kit.actor import Role
from storyhub.kit.i18n import current_language
from storyhub.kit.web import current_actor, no_store, now, page, sign_in_required


@bp.get("/desk/proposals")
@sign_in_required(Role.curator)
def docket() -> ResponseReturnValue:
    no_store()
    numbers = thresholds()
    lines = open_cases(current_language(), curator_id=current_actor().person_id, now=now(), thresholds=numbers)
    return page("curation/docket.html", lines=lines, thresholds=numbers)
