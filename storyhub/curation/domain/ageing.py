"""How a proposal ages. Nothing happens by itself: the state is read from the clock, and leads people to do something."""

from __future__ import annotations

from datetime import datetime, timedelta

from storyhub.curation.domain.thresholds import Thresholds
from storyhub.curation.domain.words import Age


def age_of(*, opened_at: datetime, active_at: datetime, now: datetime, thresholds: Thresholds) -> Age:
    """`overdue` from `decide_days` after it was proposed, whatever was said meanwhile: nobody waits for ever. Else `quiet` after
    `quiet_days` without activity: somebody else may take it up. To the second: at exactly that many days the new state begins.
    """
    if now - opened_at >= timedelta(days=thresholds.decide_days):
        return Age.overdue
    if now - active_at >= timedelta(days=thresholds.quiet_days):
        return Age.quiet
    return Age.active


def quiet_from(active_at: datetime, thresholds: Thresholds) -> datetime:
    """From when on it is up for grabs, if nothing more is said."""
    return active_at + timedelta(days=thresholds.quiet_days)


def decided_by(opened_at: datetime, thresholds: Thresholds) -> datetime:
    """When a curator has to decide at the latest."""
    return opened_at + timedelta(days=thresholds.decide_days)


def open_long_enough(opened_at: datetime, *, now: datetime, thresholds: Thresholds) -> bool:
    return now - opened_at >= timedelta(days=thresholds.open_days)
