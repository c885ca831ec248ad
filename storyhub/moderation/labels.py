"""What the desk says after a decision, and the names of its filters."""

from __future__ import annotations

from storyhub.kit.i18n import gettext, lazy_gettext, ngettext
from storyhub.kit.personal import Kind
from storyhub.kit.personal.labels import KIND_LABELS
from storyhub.moderation.domain.actions import Done
from storyhub.moderation.domain.complaining import Remedy, Topic
from storyhub.moderation.domain.flagging import FlagReason, Outcome
from storyhub.moderation.domain.removing import Removal
from storyhub.stories.domain.intake import Channel

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
CHANNEL_LABELS = {
    Channel.letter: lazy_gettext("in a letter or an e-mail"),
    Channel.network: lazy_gettext("on a social network or a review site"),
    Channel.conversation: lazy_gettext("in a conversation, written down"),
    Channel.other: lazy_gettext("elsewhere"),
}
TOPIC_LABELS = {
    Topic.broken: lazy_gettext("Something does not work"),
    Topic.hard_to_use: lazy_gettext("Something is hard to use, read or hear"),
    Topic.treated_badly: lazy_gettext("I was treated unfairly here"),
    Topic.my_data: lazy_gettext("My data"),
    Topic.wrong: lazy_gettext("Something said here is wrong"),
    Topic.other: lazy_gettext("Something else"),
}
REMEDY_LABELS = {
    Remedy.mended: lazy_gettext("mended"),
    Remedy.explained: lazy_gettext("explained"),
    Remedy.refused: lazy_gettext("left as it is, with the reason"),
}
REMOVAL_LABELS = {
    Removal.restrict: lazy_gettext("restrict it"),
    Removal.remove: lazy_gettext("remove it for good"),
}
# What an answer other than a decision did, as the address of the queue says it.
ANSWERED_TEXTS = {
    "answered": lazy_gettext("The reports are answered."),
    "removal_confirmed": lazy_gettext("Confirmed. The story is off the page."),
    "removal_refused": lazy_gettext("The story stays. The person who asked sees it on the story’s page."),
    "removal_taken_back": lazy_gettext("The request is taken back."),
    "merged": lazy_gettext("Declined as told already. The teller’s code leads to the other story once it is public."),
    "seen": lazy_gettext("Thank you. The curators go on with it."),
}
UNDONE_LABELS = {
    Done.published: lazy_gettext("the publication"),
    Done.corrected: lazy_gettext("the publication of the new text"),
    Done.restored: lazy_gettext("that it is public again"),
    Done.asked: lazy_gettext("the question to the teller"),
    Done.declined: lazy_gettext("the refusal"),
    Done.one_event: lazy_gettext("that two stories tell one event"),
}
DONE_TEXTS = {
    Done.published: lazy_gettext("Published. The teller sees it with the code."),
    Done.corrected: lazy_gettext("The corrected text is published."),
    Done.restored: lazy_gettext("The story is public again."),
    Done.asked: lazy_gettext("Asked. The teller sees your message with the code."),
    Done.declined: lazy_gettext("Declined. The teller sees the reason with the code."),
    Done.one_event: lazy_gettext("Noted. The two stories count as one wherever evidence is counted."),
    Done.restricted: lazy_gettext("Restricted. Readers see a note instead of the story."),
    Done.removed: lazy_gettext("Removed for good. Readers see that a story was here."),
}


def event_why(why: str, action: str) -> str:
    """The words for what the log keeps as a code (kinds, reasons, numbers); the reason itself where a person wrote one."""
    if action in ("redaction.chosen", "redaction.undone", "story.redact"):
        return ", ".join(str(KIND_LABELS[Kind(word)]) if word in set(Kind) else word for word in why.split(","))
    if action == "story.intake":
        return str(CHANNEL_LABELS[Channel(why)]) if why in set(Channel) else why
    if action == "story.purged":
        texts, files, traces = (int(number) for number in why.split("/"))
        emptied = ngettext("%(num)s text emptied", "%(num)s texts emptied", texts)
        looked = ngettext("%(num)s file looked through", "%(num)s files looked through", files)
        left = gettext("something was left, see the log") if traces else gettext("nothing was left")
        return f"{emptied}, {looked}, {left}"
    labels = {
        "story.reported": FLAG_REASON_LABELS,
        "story.reports_answered": OUTCOME_LABELS,
        "story.removal_asked": REMOVAL_LABELS,
        "story.undo": UNDONE_LABELS,
    }
    named = {str(word): label for word, label in labels.get(action, {}).items()}  # type: ignore[attr-defined]  # dicts of several enums
    return str(named.get(why, why))
