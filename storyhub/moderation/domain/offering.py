"""Which stories are offered for thanks on a day: three, the same for everybody, and nobody's luck decides."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

OFFERED = 3


@dataclass(frozen=True, slots=True)
class Thankable:
    """A story that takes thanks; `thanked_on` is the day of its first note."""

    story_id: int
    published_on: date | None
    is_sample: bool
    thanked_on: date | None


def offered_on(day: date, stories: Iterable[Thankable]) -> tuple[int, ...]:
    """People's stories before samples, those nobody has thanked for first, then in an order that only the day decides.

    Notes of the day itself do not count and stories of the day come last, so that the three stay the same from morning to night.
    """
    return tuple(story.story_id for story in sorted(stories, key=lambda story: _place(story, day))[:OFFERED])


def _place(story: Thankable, day: date) -> tuple[bool, bool, bool, bytes]:
    thanked = story.thanked_on is not None and story.thanked_on < day
    is_new = story.published_on is None or story.published_on >= day
    return story.is_sample, thanked, is_new, hashlib.sha256(f"{day.isoformat()}|{story.story_id}".encode()).digest()
