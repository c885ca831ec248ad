"""One button a vote. Voting again changes it, and what was said before is kept."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from storyhub.curation.domain.words import Vote
from storyhub.curation.service import cast_vote
from storyhub.curation.views.blueprint import bp, loaded
from storyhub.kit.db import transaction
from storyhub.kit.web import current_actor, now, see_other, sign_in_required

WORDS = {"support": Vote.support, "against": Vote.against, "take_back": Vote.withdrawn}


@bp.post("/proposals/P-<int:number>/vote")
@sign_in_required()
def vote(number: int) -> ResponseReturnValue:
    # Anything that is no vote is refused by the verb.
    value = WORDS.get(request.form.get("vote", ""), 99)
    with transaction():
        cast_vote(loaded(number), value, actor=current_actor(), now=now())
    return see_other("curation.proposal", number=number, _anchor="votes")
