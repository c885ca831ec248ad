"""Verbs of stories: telling, correcting, moderating, consenting, withdrawing, importing. They never commit."""

from storyhub.stories.domain.drafts import KEEP, ImportCounts, ImportedStory, StoryDetails, StoryDraft
from storyhub.stories.service.consents import granted_consents, set_consents
from storyhub.stories.service.contacts import (
    contact_of,
    has_contact,
    keep_contact,
    set_contact,
    stop_by_token,
    stop_contact,
    story_of_token,
)
from storyhub.stories.service.dangers import DANGERS, ask_for_dangers, look_for_dangers
from storyhub.stories.service.drafts import delete_draft, delete_expired_drafts, save_draft, start_draft
from storyhub.stories.service.edits import answer_edit, purge_redacted_texts, redact, suggest_edit
from storyhub.stories.service.episodes import join_episode, leave_episode, restore_episode
from storyhub.stories.service.followers import Follower, followers
from storyhub.stories.service.importing import import_batch, import_story
from storyhub.stories.service.letters import LetterHead, mail_code, write_own_words
from storyhub.stories.service.me_too import forget_seen, say_me_too, say_me_too_unknown
from storyhub.stories.service.notices import NOTICE, give_notice, mail_notice, tell_coded
from storyhub.stories.service.organisations import find_organisation
from storyhub.stories.service.own import keep_own_story, let_own_story_go
from storyhub.stories.service.passages import mark_turning_point, place_passage
from storyhub.stories.service.replies import reply
from storyhub.stories.service.retention import Forgotten, forget_what_is_due
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
    "DANGERS",
    "KEEP",
    "NOTICE",
    "Follower",
    "Forgotten",
    "ImportCounts",
    "ImportedStory",
    "LetterHead",
    "StoryDetails",
    "StoryDraft",
    "answer_edit",
    "ask_for_dangers",
    "begin_review",
    "contact_of",
    "correct_story",
    "decline_story",
    "delete_draft",
    "delete_expired_drafts",
    "expect_version",
    "find_organisation",
    "followers",
    "forget_seen",
    "forget_what_is_due",
    "give_notice",
    "granted_consents",
    "has_contact",
    "import_batch",
    "import_story",
    "join_episode",
    "keep_contact",
    "keep_own_story",
    "leave_episode",
    "let_own_story_go",
    "look_for_dangers",
    "mail_code",
    "mail_notice",
    "mark_turning_point",
    "open_receipt",
    "place_passage",
    "publish_story",
    "purge_redacted_texts",
    "redact",
    "reply",
    "request_changes",
    "restore_episode",
    "restrict_story",
    "save_draft",
    "say_me_too",
    "say_me_too_unknown",
    "set_consents",
    "set_contact",
    "start_draft",
    "stop_by_token",
    "stop_contact",
    "story_of_token",
    "submit_story",
    "suggest_edit",
    "tell_coded",
    "update_details",
    "withdraw_story",
    "write_own_words",
]
