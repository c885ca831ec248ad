"""Verbs of the desk: deciding about a story, thanking its teller. They never commit."""

from storyhub.moderation.service.decisions import decide_story
from storyhub.moderation.service.thanks import THANKS, mail_thanks, thank_teller

__all__ = ["THANKS", "decide_story", "mail_thanks", "thank_teller"]
