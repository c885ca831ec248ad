"""The grade of one story with the names its page needs."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from storyhub.coding.labels import ANSWER_LABELS
from storyhub.coding.queries.grades import StoryGrade, story_grades
from storyhub.kit.db import db
from storyhub.laws.models import LawGroup
from storyhub.laws.queries import LawCard, law_cards


@dataclass(frozen=True, slots=True)
class ShownGrade:
    """`answers`: (question, yes, of how many)."""

    found: StoryGrade
    law: LawCard | None
    group_name: str
    answers: tuple[tuple[str, int, int], ...]


def shown_grade(story_id: int, *, lang: str) -> ShownGrade | None:
    """None while the coding of the story is not complete. The caller has checked the story."""
    found = story_grades([story_id]).get(story_id)
    if found is None:
        return None
    law = law_cards([found.law_id], lang=lang).get(found.law_id) if found.law_id else None
    name = LawGroup.name_ru if lang == "ru" else LawGroup.name_en
    group = db.session.execute(select(name).where(LawGroup.id == found.group_id)).scalar() if found.group_id else None
    answers = tuple((str(ANSWER_LABELS[question]), *counts) for question, counts in found.answers.items())
    return ShownGrade(found, law, group or "", answers)
