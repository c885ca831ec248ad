"""Datestamps of OAI-PMH: UTC, to the second; a whole day may be asked for."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

DAY = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
SECOND = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}Z", re.ASCII)


def written(moment: datetime) -> str:
    """As it stands in an answer.

    >>> written(datetime(2026, 11, 22, 9, 5, 7, tzinfo=UTC))
    '2026-11-22T09:05:07Z'
    """
    # Not strftime: it writes the year 987 with three digits.
    return moment.astimezone(UTC).replace(microsecond=0, tzinfo=None).isoformat() + "Z"


def read(text: str, *, is_end: bool = False) -> datetime:
    """The second that was asked for; of a day its first one, or its last one at the end of a range.

    Raises: ValueError if it is no date in one of the two forms.

    >>> read("2026-11-22", is_end=True).isoformat()
    '2026-11-22T23:59:59+00:00'
    """
    if SECOND.fullmatch(text):
        return datetime.fromisoformat(text)
    if not DAY.fullmatch(text):
        raise ValueError(text)
    start = datetime.fromisoformat(text).replace(tzinfo=UTC)
    return start + timedelta(hours=23, minutes=59, seconds=59) if is_end else start


def is_day(text: str) -> bool:
    return DAY.fullmatch(text) is not None
