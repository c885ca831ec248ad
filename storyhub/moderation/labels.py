"""What the desk says after a decision, and the names of its filters."""

from __future__ import annotations

from storyhub.kit.i18n import lazy_gettext
from storyhub.moderation.domain.actions import Done
from storyhub.moderation.domain.flagging import FlagReason, Outcome

FLAG_REASON_LABELS = {
    FlagReason.threat: lazy_gettext("It threatens somebody"),
    FlagReason.personal_data: lazy_gettext("It shows personal data of a private person"),
    FlagReason.hate: lazy_gettext("It insults people for what they are"),
    FlagReason.advertising: lazy_gettext("It is advertising"),
    FlagReason.invented: lazy_gettext("It did not happen"),
    FlagReason.duplicate: lazy_gettext("It is here already"),
    FlagReason.other: lazy_gettext("Another reason"),
}
OUTCOME_LABELS = {
    Outcome.kept: lazy_gettext("the story stayed as it was"),
    Outcome.edited: lazy_gettext("the text was changed"),
    Outcome.taken_off: lazy_gettext("the story was taken off the page"),
}
# What an answer other than a decision did, as the address of the queue says it.
ANSWERED_TEXTS = {
    "answered": lazy_gettext("The reports are answered."),
    "removal_confirmed": lazy_gettext("Confirmed. The story is off the page."),
    "removal_refused": lazy_gettext("The story stays. The person who asked sees it on the story’s page."),
    "removal_taken_back": lazy_gettext("The request is taken back."),
    "undone": lazy_gettext("Taken back. The story is as it was before."),
}
DONE_TEXTS = {
    Done.published: lazy_gettext("Published. The teller sees it with the code."),
    Done.corrected: lazy_gettext("The corrected text is published."),
    Done.restored: lazy_gettext("The story is public again."),
    Done.asked: lazy_gettext("Asked. The teller sees your message with the code."),
    Done.declined: lazy_gettext("Declined. The teller sees the reason with the code."),
    Done.restricted: lazy_gettext("Restricted. Readers see a note instead of the story."),
    Done.removed: lazy_gettext("Removed for good. Readers see that a story was here."),
}
