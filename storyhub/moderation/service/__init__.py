"""Verbs of the desk: deciding, replacing what points at a person, claiming, answering reports, confirming removals. They never commit."""

from storyhub.moderation.service.claims import claim_task, release_task, touch_claim
from storyhub.moderation.service.decisions import PURGE, decide_story, undo_decision
from storyhub.moderation.service.flags import answer_flags, report_story
from storyhub.moderation.service.looking import first_look
from storyhub.moderation.service.purging import needles, note_purge, purge_texts
from storyhub.moderation.service.redactions import Redacted, pending_of, redacted_source, replace_places, undo_redaction
from storyhub.moderation.service.removals import answer_removal, ask_removal, open_request
from storyhub.moderation.service.thanks import THANKS, mail_thanks, thank_teller

__all__ = [
    "PURGE",
    "THANKS",
    "Redacted",
    "answer_flags",
    "answer_removal",
    "ask_removal",
    "claim_task",
    "decide_story",
    "first_look",
    "mail_thanks",
    "needles",
    "note_purge",
    "open_request",
    "pending_of",
    "purge_texts",
    "redacted_source",
    "release_task",
    "replace_places",
    "report_story",
    "thank_teller",
    "touch_claim",
    "undo_decision",
    "undo_redaction",
]
