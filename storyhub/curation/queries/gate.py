"""What public codings show for proposals: the figures of the evidence gate, for many at once."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import distinct, func

from storyhub.coding.domain.words import Polarity
from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.curation.domain.gate import GateFigures
from storyhub.kit.actor import VISITOR
from storyhub.kit.db import db
from storyhub.stories.models import Organisation, Story
from storyhub.stories.queries.teller import TELLER, with_teller

# A passage that violates a claim is evidence about it, and shown, but it does not help it through the gate.
SPEAKS_FOR = (Polarity.upholds, Polarity.mixed)


def gate_figures(law_ids: Iterable[int]) -> dict[int, GateFigures]:
    """Figures of each of the proposals, noughts where there is nothing. One SQL query, none without proposals.

    Counts what every visitor can check: public stories, finished coders of complete rounds (so no blind coder learns anything from
    it), marked passages; codings of whole stories name no passage and do not count. A duplicate of a company is the one that is kept.
    """
    found = {law_id: GateFigures() for law_id in law_ids}
    if not found:
        return found
    statement = (
        with_teller(
            select_public(
                Coding.law_id,
                func.count(distinct(Coding.passage_id)),
                func.count(distinct(Coding.story_id)),
                func.count(distinct(TELLER)),
                func.count(distinct(func.coalesce(Organisation.merged_into_id, Organisation.id))),
            )
        )
        .outerjoin(Organisation, Organisation.id == Story.organisation_id)
        .where(Coding.law_id.in_(found), Coding.passage_id.is_not(None), Coding.polarity.in_(SPEAKS_FOR), readable_by(VISITOR))
        .group_by(Coding.law_id)
    )
    found.update({law_id: GateFigures(*counts) for law_id, *counts in db.session.execute(statement)})
    return found
