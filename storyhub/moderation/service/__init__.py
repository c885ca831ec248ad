"""Verbs of the desk: deciding, replacing what points at a person, claiming, answering reports, confirming removals. They never commit."""

from storyhub.moderation.service.claims import claim_task, release_task, touch_claim
from storyhub.moderation.service.decisions import PURGE, decide_story, undo_decision
from storyhub.moderation.service.episodes import merge_stories, one_event, reopen_pair, tell_apart
from storyhub.moderation.service.flags import answer_flags, report_story
from storyhub.moderation.service.looking import first_look
from storyhub.moderation.service.prints import ALL, NEAR, forget_print, keep_missing_prints, keep_print
from storyhub.moderation.service.purging import needles, note_purge, purge_texts
from storyhub.moderation.service.redactions import Redacted, pending_of, redacted_source, replace_places, undo_redaction
from storyhub.moderation.service.removals import answer_removal, ask_removal, open_request
from storyhub.moderation.service.thanks import THANKS, mail_thanks, thank_teller

__all__ = [
    "ALL",
    "NEAR",
    "PURGE",
    "THANKS",
    "Redacted",
    "answer_flags",
    "answer_removal",
    "ask_removal",
    "claim_task",
    "decide_story",
    "first_look",
    "forget_print",
    "keep_missing_prints",
    "keep_print",
    "mail_thanks",
    "merge_stories",
    "needles",
    "note_purge",
    "one_event",
    "open_request",
    "pending_of",
    "purge_texts",
    "redacted_source",
    "release_task",
    "reopen_pair",
    "replace_places",
    "report_story",
    "tell_apart",
    "thank_teller",
    "touch_claim",
    "undo_decision",
    "undo_redaction",
]
