"""Verbs of the desk: deciding, replacing what points at a person, claiming, answering reports, confirming removals. They never commit."""

from storyhub.moderation.service.claims import claim_task, release_task, touch_claim
from storyhub.moderation.service.decisions import PURGE, decide_story, undo_decision
from storyhub.moderation.service.purging import needles, note_purge, purge_texts
from storyhub.moderation.service.redactions import Redacted, pending_of, redacted_source, replace_places, undo_redaction

__all__ = [
    "PURGE",
    "Redacted",
    "claim_task",
    "decide_story",
    "needles",
    "note_purge",
    "pending_of",
    "purge_texts",
    "redacted_source",
    "release_task",
    "replace_places",
    "touch_claim",
    "undo_decision",
    "undo_redaction",
]
