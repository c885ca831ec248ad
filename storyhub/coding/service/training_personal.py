"""What the training holds of a person: her runs and marks. The set itself says who keeps it by handle only."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import delete, select

from storyhub.coding.models import TrainingCoding, TrainingItem, TrainingRun
from storyhub.kit.db import db
from storyhub.laws.models import Law
from storyhub.stories.domain.public_id import public_id


def export_training(person_id: int) -> list[dict[str, Any]]:
    """Each run with what she marked in it. Two SQL queries."""
    marked = (
        select(TrainingCoding, TrainingItem.story_id, Law.number, Law.proposal_number)
        .join(TrainingRun, TrainingRun.id == TrainingCoding.run_id)
        .join(TrainingItem, TrainingItem.id == TrainingCoding.item_id)
        .join(Law, Law.id == TrainingCoding.law_id)
        .where(TrainingRun.person_id == person_id)
        .order_by(TrainingCoding.id)
    )
    by_run: dict[int, list[dict[str, Any]]] = {}
    for coding, story, number, proposal in db.session.execute(marked):
        said = {"story": public_id(story), "law": number, "proposal": proposal, "polarity": coding.polarity}
        said["marked_at"] = coding.at.isoformat()
        by_run.setdefault(coding.run_id, []).append(said)
    runs = select(TrainingRun).where(TrainingRun.person_id == person_id).order_by(TrainingRun.id)
    return [
        {
            "started_at": run.started_at.isoformat(),
            "finished_at": run.finished_at.isoformat() if run.finished_at else None,
            "marks": by_run.get(run.id, []),
        }
        for run in db.session.execute(runs).scalars()
    ]


def erase_training(person_id: int, _handle: str, _keep: bool, _now: datetime) -> None:
    """Practice is nobody else's business: it goes in any case."""
    db.session.execute(delete(TrainingRun).where(TrainingRun.person_id == person_id))
