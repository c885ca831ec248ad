"""The ledger of withdrawals as it stands in the database."""

from __future__ import annotations

from sqlalchemy import func, select

from storyhub.backup.domain.ledger import Entry, Ledger
from storyhub.kit.db import db
from storyhub.stories.models import Story, Withdrawal


def own_ledger() -> Ledger:
    """Every withdrawal, oldest first, and the highest number of a story. Two SQL queries."""
    asked = (
        select(Withdrawal.story_id, Withdrawal.public_id, Withdrawal.reason, Withdrawal.at, Story.lang, Story.published_on)
        .join(Story, Story.id == Withdrawal.story_id)
        .order_by(Withdrawal.id)
    )
    highest = db.session.execute(select(func.max(Story.id))).scalar()
    return Ledger(highest or 0, tuple(Entry(*row) for row in db.session.execute(asked)))
