"""When the training is to be repeated. Pure."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum


class Due(StrEnum):
    """`due`: asked to repeat it; `late`: begins no new story until then."""

    no = "no"
    due = "due"
    late = "late"


@dataclass(frozen=True, slots=True)
class Terms:
    """What the settings ask for. Nought days: never again."""

    required: bool
    days: int
    grace_days: int


def due(since: datetime | None, terms: Terms, *, now: datetime) -> Due:
    """`since`: when she finished it last, or else from when on it could be asked of her; None: nothing is asked.

    >>> from datetime import UTC
    >>> begun, terms = datetime(2026, 1, 1, tzinfo=UTC), Terms(True, 365, 30)
    >>> [str(due(begun, terms, now=begun + timedelta(days=days))) for days in (365, 366, 395, 396)]
    ['no', 'due', 'due', 'late']
    """
    if since is None or not terms.required or terms.days < 1:
        return Due.no
    over = now - since - timedelta(days=terms.days)
    if over <= timedelta(0):
        return Due.no
    return Due.late if over > timedelta(days=terms.grace_days) else Due.due
