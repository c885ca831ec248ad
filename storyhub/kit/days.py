"""Which day it is. A day begins for everybody at midnight in the time zone of the site, wherever its readers are."""

from __future__ import annotations

from datetime import date, datetime

from flask_babel import to_user_timezone


def day_of(moment: datetime) -> date:
    """The day of an aware moment in the time zone of the site. Needs an app context."""
    local: datetime = to_user_timezone(moment)
    return local.date()
