"""Which day it is. A day begins for everybody at midnight in the time zone of the site, wherever its readers are."""

from __future__ import annotations

from datetime import UTC, date, datetime, time

from flask_babel import to_user_timezone, to_utc


def day_of(moment: datetime) -> date:
    """The day of an aware moment in the time zone of the site. Needs an app context."""
    local: datetime = to_user_timezone(moment)
    return local.date()


def start_of(day: date) -> datetime:
    """The moment at which a day begins for everybody. Needs an app context."""
    midnight: datetime = to_utc(datetime.combine(day, time()))
    return midnight.replace(tzinfo=UTC)
