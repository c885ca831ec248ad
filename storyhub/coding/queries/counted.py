"""Which passes and codings count in figures of agreement, and those as rows; `columns` has them as arrays.

Counted is a finished, blind pass of a complete round over a published story that everybody may read and whose teller agreed to research:
nothing a figure says can tell of a round that is still under way. A pass drops out as a whole while one of its marks waits for its place
in a changed text, and for good when its coder took the marks away afterwards: she would seem to have marked nothing.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, and_, func, or_, select

from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.coding.queries.visible import IS_PUBLISHED, with_text
from storyhub.kit.db import db
from storyhub.stories.domain.words import Audience
from storyhub.stories.models import Revision, Story


def select_counted(*columns: Any) -> Select[Any]:
    """`columns` of the passes that count. Joined: CodingPass, CodingRound, Story."""
    return (
        select(*columns)
        .select_from(CodingPass)
        .join(CodingRound, CodingRound.id == CodingPass.round_id)
        .join(Story, Story.id == CodingRound.story_id)
        .where(
            CodingRound.complete_at.is_not(None),
            CodingPass.finished_at.is_not(None),
            CodingPass.is_blind.is_(True),
            IS_PUBLISHED,
            Story.published_revision_id.is_not(None),
            Story.may_research.is_(True),
            Story.audience == Audience.public,
        )
    )


def counted_passes(*, law_id: int | None = None, story_id: int | None = None) -> list[tuple[int, int, int]]:
    """(story id, coder id, length of the text), in a fixed order: of all stories, of one, or of those where somebody named a law.

    Two SQL queries.
    """
    rows = with_text(select_counted(CodingRound.story_id, CodingPass.coder_id, func.length(Revision.plain)))
    if law_id is not None:
        rows = rows.where(Story.id.in_(select(Coding.story_id).where(Coding.law_id == law_id)))
    if story_id is not None:
        rows = rows.where(Story.id == story_id)
    found = db.session.execute(rows.order_by(CodingRound.story_id, CodingPass.coder_id)).all()
    spoilt = spoilt_passes()
    return [(story, coder, length) for story, coder, length in found if (story, coder) not in spoilt]


def marks_of(law_id: int | None = None, *, story_id: int | None = None) -> list[Any]:
    """Rows (story, coder, law, strength, polarity) of live codings in complete rounds; of one law, of one story, or of all.

    Unfinished passes and whatever else does not count is for the caller to leave out, by `counted_passes`.
    """
    chosen = select_live(Coding.story_id, Coding.coder_id, Coding.law_id, Coding.strength, Coding.polarity)
    if law_id is not None:
        chosen = chosen.where(Coding.law_id == law_id)
    return list(db.session.execute(chosen if story_id is None else chosen.where(Coding.story_id == story_id)).all())


def select_live(*columns: Any) -> Select[Any]:
    """`columns` of the live codings in complete rounds."""
    return (
        select(*columns)
        .join(CodingRound, CodingRound.story_id == Coding.story_id)
        .where(CodingRound.complete_at.is_not(None), Coding.removed_at.is_(None), Coding.orphaned_at.is_(None))
    )


def spoilt_passes() -> set[tuple[int, int]]:
    """(story id, coder id) of passes whose marks are not what their coder finished with."""
    own_pass = and_(CodingPass.round_id == CodingRound.id, CodingPass.coder_id == Coding.coder_id)
    waiting = and_(Coding.orphaned_at.is_not(None), Coding.removed_at.is_(None))
    taken = and_(Coding.orphaned_at.is_(None), Coding.removed_at > CodingPass.finished_at)
    asked = (
        select(Coding.story_id, Coding.coder_id)
        .join(CodingRound, CodingRound.story_id == Coding.story_id)
        .join(CodingPass, own_pass)
        # The first says nothing new, but lets almost all codings be passed over before anything is joined to them.
        .where(or_(Coding.orphaned_at.is_not(None), Coding.removed_at.is_not(None)), or_(waiting, taken))
        .distinct()
    )
    return {(story, coder) for story, coder in db.session.execute(asked).all()}
