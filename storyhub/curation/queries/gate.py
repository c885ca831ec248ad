"""What public codings show for proposals: the figures of the evidence gate, for many at once."""

from __future__ import annotations

from collections.abc import Iterable

from sqlalchemy import distinct, func, select

from storyhub.coding.domain.words import Polarity
from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.curation.domain.gate import GateFigures
from storyhub.kit.actor import VISITOR
from storyhub.kit.db import db
from storyhub.stories.models import Organisation, Story
from storyhub.stories.queries.episodes import episode_key
from storyhub.stories.queries.teller import TELLER, with_teller, with_voice

# A passage that violates a claim is evidence about it, and shown, but it does not help it through the gate.
SPEAKS_FOR = (Polarity.upholds, Polarity.mixed)


def gate_figures(law_ids: Iterable[int]) -> dict[int, GateFigures]:
    """Figures of each of the proposals, noughts where there is nothing. One SQL query, none without proposals.

    Counts what every visitor can check: public stories, finished coders of complete rounds (so no blind coder learns anything from
    it), marked passages; codings of whole stories name no passage and do not count. A duplicate of a company is the one that is kept.
    Stories of one episode are one story with one teller, whoever told it first, and one company; their passages
    are as many as are marked.
    """
    found = {law_id: GateFigures() for law_id in law_ids}
    if not found:
        return found
    marked = (
        with_teller(
            select_public(
                Coding.law_id,
                Coding.story_id,
                Coding.passage_id,
                episode_key().label("episode"),
                func.coalesce(Organisation.merged_into_id, Organisation.id).label("organisation"),
                TELLER.label("teller"),
            )
        )
        .outerjoin(Organisation, Organisation.id == Story.organisation_id)
        .where(Coding.law_id.in_(found), Coding.passage_id.is_not(None), Coding.polarity.in_(SPEAKS_FOR), readable_by(VISITOR))
    )
    told = with_voice(marked).c
    passages = func.count(distinct(told.passage_id)).label("passages")
    episodes = (
        select(told.law_id, told.voice, func.min(told.organisation).label("organisation"), passages)
        .group_by(told.law_id, told.episode, told.voice)
        .subquery()
        .c
    )
    statement = select(
        episodes.law_id,
        func.sum(episodes.passages),
        func.count(),
        func.count(distinct(episodes.voice)),
        func.count(distinct(episodes.organisation)),
    ).group_by(episodes.law_id)
    found.update({law_id: GateFigures(*counts) for law_id, *counts in db.session.execute(statement)})
    return found
