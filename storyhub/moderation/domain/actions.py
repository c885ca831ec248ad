"""What a moderator can do with a task, and what is typed along."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from storyhub.stories.domain.words import DeclineReason


class Action(StrEnum):
    publish = "publish"
    ask = "ask"
    decline = "decline"


class Done(StrEnum):
    """What happened. Taking a story off the page takes two people, see `domain/removing`."""

    published = "published"
    corrected = "corrected"
    restored = "restored"
    asked = "asked"
    declined = "declined"
    one_event = "one_event"
    restricted = "restricted"
    removed = "removed"


@dataclass(frozen=True, slots=True)
class DecisionDraft:
    """A decision as posted. `version` is the version of the story the moderator had before their eyes."""

    action: Action
    version: int
    message: str = ""
    reason: DeclineReason | None = None
