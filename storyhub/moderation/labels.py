"""What the desk says after a decision, and the names of its filters."""

from __future__ import annotations

from storyhub.kit.i18n import lazy_gettext
from storyhub.moderation.domain.actions import Done

DONE_TEXTS = {
    Done.published: lazy_gettext("Published. The teller sees it with the code."),
    Done.corrected: lazy_gettext("The corrected text is published."),
    Done.restored: lazy_gettext("The story is public again."),
    Done.asked: lazy_gettext("Asked. The teller sees your message with the code."),
    Done.declined: lazy_gettext("Declined. The teller sees the reason with the code."),
    Done.restricted: lazy_gettext("Restricted. Readers see a note instead of the story."),
    Done.removed: lazy_gettext("Removed for good. Readers see that a story was here."),
}
