"""Taking up a proposal that went quiet."""

from __future__ import annotations

from flask.typing import ResponseReturnValue

from storyhub.curation.service import adopt
from storyhub.curation.views.blueprint import bp, loaded, thresholds
from storyhub.kit.db import transaction
from storyhub.kit.web import current_actor, now, see_other, sign_in_required


@bp.post("/proposals/P-<int:number>/adopt")
@sign_in_required()
def take_up(number: int) -> ResponseReturnValue:
    with transaction():
        adopt(loaded(number), actor=current_actor(), now=now(), thresholds=thresholds())
    return see_other("curation.proposal", number=number)
