"""How often the promise "a person reads your story within N days" was kept, and how long tellers wait.

A story counts once its fate is known: when a person answered, or when the promised day is over without an answer, which is a promise
broken. One that its teller took back before that counts in neither way. Samples and imports had nobody waiting.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

from sqlalchemy import select

from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.stories.domain.words import WAITING
from storyhub.stories.models import Story

# Fewer stories say nothing about the next one.
ENOUGH = 5
RECENTLY = timedelta(days=90)


@dataclass(frozen=True, slots=True)
class PromiseKept:
    """Of `stories` the promise was kept for `kept`; `hours` is the median wait of the `answered` ones, None without any."""

    stories: int
    kept: int
    answered: int
    hours: float | None

    @property
    def is_enough(self) -> bool:
        return self.stories >= ENOUGH

    @property
    def percent(self) -> int:
        """Rounded down: 99.6 % of promises kept are not all of them."""
        return self.kept * 100 // self.stories if self.stories else 0


def promise_kept(*, promise_days: int, now: datetime, within: timedelta | None = None) -> PromiseKept:
    """Stories received `within` this time, or all. Days end at midnight of the site. One SQL query."""
    asked = select(Story.received_at, Story.answered_at, Story.state).where(Story.source == "site", Story.is_sample.is_(False))
    if within is not None:
        asked = asked.where(Story.received_at >= now - within)
    due = kept = 0
    waits: list[timedelta] = []
    for received, answered, state in db.session.execute(asked):
        promised = day_of(received) + timedelta(days=promise_days)
        if answered is not None:
            waits.append(answered - received)
            due += 1
            kept += day_of(answered) <= promised
        elif state in WAITING and day_of(now) > promised:
            due += 1
    hours = median(wait.total_seconds() for wait in waits) / 3600 if waits else None
    return PromiseKept(stories=due, kept=kept, answered=len(waits), hours=hours)
