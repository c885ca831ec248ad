"""Where a call stands on a day, and what it is to a story that is about to answer it. Days are days of the site."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum


class Phase(StrEnum):
    """For readers."""

    open = "open"
    coming = "coming"
    past = "past"
    withdrawn = "withdrawn"


class Standing(StrEnum):
    """For a teller: `late` is closed, but so lately that whoever was writing is still heard."""

    open = "open"
    late = "late"
    over = "over"
    coming = "coming"
    gone = "gone"


@dataclass(frozen=True, slots=True)
class Days:
    """When a call takes stories. `closed_on` is set if it was closed before its time."""

    opens_on: date
    closes_on: date
    closed_on: date | None = None
    is_withdrawn: bool = False

    @property
    def last_on(self) -> date:
        """The last day on which it was open."""
        return min(self.closes_on, self.closed_on) if self.closed_on else self.closes_on

    def phase(self, today: date) -> Phase:
        """
        >>> Days(date(2026, 5, 1), date(2026, 5, 31)).phase(date(2026, 5, 31)).value
        'open'
        """
        if self.is_withdrawn:
            return Phase.withdrawn
        if self.closed_on or today > self.closes_on:
            return Phase.past
        return Phase.coming if today < self.opens_on else Phase.open

    def standing(self, today: date, *, grace: int) -> Standing:
        """`grace`: so many days after the last one a story is still taken."""
        match self.phase(today):
            case Phase.open:
                return Standing.open
            case Phase.coming:
                return Standing.coming
            case Phase.past:
                return Standing.late if today <= self.last_on + timedelta(days=grace) else Standing.over
            case Phase.withdrawn:
                return Standing.gone

    def left(self, today: date) -> int:
        """Days after this one on which it is open; 0 on the last day."""
        return max((self.closes_on - today).days, 0)
