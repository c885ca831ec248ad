"""The public codings of one law as rows of a file."""

from __future__ import annotations

from collections.abc import Iterator

from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.kit.actor import VISITOR
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Organisation, Passage, Story
from storyhub.stories.queries import STORY_SECTOR

COLUMNS = (
    "story", "published_on", "lang", "sector", "organisation", "coder", "coded_on", "polarity", "strength", "start", "end", "exact",
)  # fmt: skip


def law_codings(law_id: int) -> Iterator[tuple[object, ...]]:
    """What every visitor may read, by story and place. One SQL query.

    `coder` is a number that holds within this file only: a file outlives the erasure of an account. `exact` is empty where the teller
    does not allow open data: the words are read on the story's page, as long as it is there.
    """
    statement = (
        select_public(
            Coding.story_id, Coding.coder_id, Coding.created_at, Coding.polarity, Coding.strength, Story.published_on, Story.lang,
            Story.may_open_data, STORY_SECTOR.label("sector"), Organisation.name, Passage.start, Passage.end, Passage.exact,
        )
        .outerjoin(Organisation, Organisation.id == Story.organisation_id)
        .where(Coding.law_id == law_id, readable_by(VISITOR))
        .order_by(Coding.story_id, Passage.start, Passage.end, Coding.id)
    )
    coders: dict[int, int] = {}
    for row in db.session.execute(statement):
        yield (
            public_id(row.story_id),
            row.published_on or "",
            row.lang,
            row.sector or "",
            row.name or "",
            coders.setdefault(row.coder_id, len(coders) + 1),
            day_of(row.created_at),
            row.polarity,
            row.strength,
            "" if row.start is None else row.start,
            "" if row.end is None else row.end,
            (row.exact or "") if row.may_open_data else "",
        )
