"""The touchpoints of a story: all of them at once, in the teller's order."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy.orm.attributes import flag_modified

from storyhub.kit.db import db
from storyhub.kit.errors import Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.stories.domain.drafts import MAX_TOUCHPOINT, MAX_TOUCHPOINTS, Place
from storyhub.stories.models import Story, Touchpoint


def replace_touchpoints(story: Story, places: Sequence[Place]) -> None:
    """The same places change nothing. Raises: Invalid for too many, an empty or endless name, or a figure that is not 1–5."""
    if [Place(one.name, one.expected, one.received) for one in story.touchpoints] == list(places):
        return
    if len(places) > MAX_TOUCHPOINTS or not all(map(_is_usable, places)):
        raise Invalid(
            lazy_gettext("At most five places, each with a name of 1 to 120 characters and two figures from 1 to 5."),
            log="touchpoints",
        )
    # The old rows go first: a position may be held once only.
    story.touchpoints = []
    db.session.flush()
    story.touchpoints = [
        Touchpoint(position=position, name=place.name, expected=place.expected, received=place.received)
        for position, place in enumerate(places)
    ]
    # Rows of another table do not raise the story's version, and a moderator who read other words must be told.
    flag_modified(story, "state")


def _is_usable(place: Place) -> bool:
    return 0 < len(place.name) <= MAX_TOUCHPOINT and place.expected in range(1, 6) and place.received in range(1, 6)
