"""Tables of stories."""

from storyhub.stories.models.readers import DaySalt, MeToo, SeenToday
from storyhub.stories.models.story import (
    Consent,
    Contact,
    Draft,
    Notice,
    Organisation,
    OwnStory,
    Passage,
    Revision,
    Story,
    Touchpoint,
    Withdrawal,
    one_of,
)

__all__ = [
    "Consent",
    "Contact",
    "DaySalt",
    "Draft",
    "MeToo",
    "Notice",
    "Organisation",
    "OwnStory",
    "Passage",
    "Revision",
    "SeenToday",
    "Story",
    "Touchpoint",
    "Withdrawal",
    "one_of",
]
