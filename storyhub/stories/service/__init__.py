"""Verbs of stories: telling, correcting, moderating, consenting, withdrawing, importing. They never commit."""

from storyhub.stories.domain.drafts import KEEP, ImportCounts, ImportedStory, StoryDetails, StoryDraft
from storyhub.stories.service.consents import granted_consents, set_consents
from storyhub.stories.service.edits import answer_edit, purge_redacted_texts, redact, suggest_edit
from storyhub.stories.service.importing import import_batch, import_story
from storyhub.stories.service.organisations import find_organisation
from storyhub.stories.service.passages import mark_turning_point, place_passage
from storyhub.stories.service.states import (
    begin_review,
    decline_story,
    expect_version,
    publish_story,
    request_changes,
    restrict_story,
)
from storyhub.stories.service.telling import correct_story, open_receipt, submit_story, update_details
from storyhub.stories.service.withdrawal import withdraw_story

__all__ = [
    "KEEP",
    "ImportCounts",
    "ImportedStory",
    "StoryDetails",
    "StoryDraft",
    "answer_edit",
    "begin_review",
    "correct_story",
    "decline_story",
    "expect_version",
    "find_organisation",
    "granted_consents",
    "import_batch",
    "import_story",
    "mark_turning_point",
    "open_receipt",
    "place_passage",
    "publish_story",
    "purge_redacted_texts",
    "redact",
    "request_changes",
    "restrict_story",
    "set_consents",
    "submit_story",
    "suggest_edit",
    "update_details",
    "withdraw_story",
]
