"""A researcher who is late with repeating the training finishes what she has begun, and begins nothing new."""

from __future__ import annotations

from datetime import datetime

from storyhub.coding.domain.training_due import Due, Terms
from storyhub.coding.queries.desk import round_and_pass
from storyhub.coding.queries.training_due import training_due
from storyhub.kit.actor import Actor
from storyhub.kit.errors import Conflict
from storyhub.kit.i18n import lazy_gettext
from storyhub.stories.models import Story


def check_may_begin(story: Story | None, terms: Terms, *, coder: Actor, now: datetime) -> None:
    """Asked before a verb that may begin a pass over `story`, or (None) over whichever comes next. Raises: Conflict when she is late."""
    if story is not None and round_and_pass(story, coder)[1] is not None:
        return
    if training_due(coder, terms, now=now) is Due.late:
        raise Conflict(
            lazy_gettext("Please repeat the training before you begin another story; what you have begun you can finish."),
            log="training overdue",
        )
