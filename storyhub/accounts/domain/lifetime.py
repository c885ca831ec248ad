"""How long a signed-in browser stays so. Knows no clock: times are handed in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

# Last-seen is written at most this often, so that reading pages does not turn into writing.
SEEN_EVERY = timedelta(minutes=1)
# Between the password and the second step.
SECOND_STEP_WITHIN = timedelta(minutes=10)
# What can lock somebody out of their account wants a proof not older than this.
FRESH_FOR = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Lifetime:
    """`idle` counts from the last request, `absolute` from signing in; whichever comes first ends the session."""

    idle: timedelta
    absolute: timedelta

    def idle_since(self, now: datetime) -> datetime:
        """A session last seen at or before this moment is over."""
        return now - self.idle

    def begun_since(self, now: datetime) -> datetime:
        """A session begun at or before this moment is over."""
        return now - self.absolute

    def holds(self, *, created_at: datetime, last_seen_at: datetime, now: datetime) -> bool:
        return created_at > self.begun_since(now) and last_seen_at > self.idle_since(now)
