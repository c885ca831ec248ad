"""The forms of a task: one for every decision that needs words, and what they become together."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from wtforms import BooleanField, Form, HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # The stubs describe WTForms 3.2.
from wtforms.validators import InputRequired, Length, ValidationError

from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.personal import Kind
from storyhub.moderation.domain.actions import Action, DecisionDraft
from storyhub.moderation.domain.pairs import Wish
from storyhub.moderation.labels import CHANNEL_LABELS, FLAG_REASON_LABELS, REMEDY_LABELS, TOPIC_LABELS
from storyhub.stories.domain.drafts import StoryDraft
from storyhub.stories.domain.intake import Channel, Intake
from storyhub.stories.domain.words import ConsentKind, DeclineReason
from storyhub.stories.forms.telling import StoryText
from storyhub.stories.labels import CONSENT_LABELS

LONGEST = 2_000


def _not_blank(_form: Form, field: TextAreaField) -> None:
    if not (field.data or "").strip():
        raise ValidationError(lazy_gettext("Please write a sentence: the teller will read it."))


WORDS = (_not_blank, Length(max=LONGEST, message=lazy_gettext("Please keep it under 2,000 characters.")))


class PublishForm(Form):
    """Nothing but the button."""


class AskForm(Form):
    message = TextAreaField(lazy_gettext("What should the teller change, and why?"), WORDS)


class DeclineForm(Form):
    reason = RadioField(
        lazy_gettext("Reason"),
        [InputRequired(message=lazy_gettext("Choose a reason."))],
        choices=[SelectChoice(str(reason)) for reason in DeclineReason],
        validate_choice=True,
    )
    message = TextAreaField(lazy_gettext("In your own words"), WORDS)


class MergeForm(Form):
    """What the teller of the declined story reads."""

    message = TextAreaField(lazy_gettext("Words to the teller of the declined story"), WORDS)


class SuggestForm(Form):
    """Another text, and why: both are for the teller to read."""

    text = TextAreaField(lazy_gettext("The text as you suggest it"), (InputRequired(message=lazy_gettext("The text is empty.")),))
    why = TextAreaField(lazy_gettext("Why? The teller reads this beside the changes."), WORDS)


class ReportForm(Form):
    """A reader's report: one reason, and perhaps the sentence it is about."""

    reason = RadioField(
        lazy_gettext("What is wrong with it?"),
        [InputRequired(message=lazy_gettext("Choose a reason."))],
        choices=[SelectChoice(str(reason), label) for reason, label in FLAG_REASON_LABELS.items()],
    )
    sentence = SelectField(lazy_gettext("Which sentence is it about?"))

    @classmethod
    def about(cls, sentences: Sequence[tuple[object, str]], posted: Any = None) -> ReportForm:
        """The form for a text with these sentences."""
        form = cls(formdata=posted)
        shown = [SelectChoice("", lazy_gettext("the whole story"))]
        shown += [SelectChoice(str(number), f"{number}. {words[:80]}") for number, (_place, words) in enumerate(sentences, 1)]
        form.sentence.choices = shown
        return form


def _readable(_form: Form, field: TextAreaField) -> None:
    field.data = (field.data or "").replace("\r\n", "\n").strip()
    if any(not character.isprintable() and character != "\n" for character in field.data):
        raise ValidationError(lazy_gettext("There is a character in it that cannot be shown. Please type the note anew."))


class ThanksForm(Form):
    """A note to a teller: plain text, by hand."""

    note = TextAreaField(
        lazy_gettext("Your note"), (_readable, Length(min=10, max=1_000, message=lazy_gettext("From 10 to 1,000 characters, please.")))
    )


class IntakeForm(Form):
    """A story from elsewhere. The boxes are the teller's consents, as they were given; publishing is the condition."""

    text = StoryText(lazy_gettext("The story, word for word"))
    channel = RadioField(
        lazy_gettext("Where was it told?"),
        [InputRequired(message=lazy_gettext("Choose where it was told."))],
        choices=[SelectChoice(str(channel), label) for channel, label in CHANNEL_LABELS.items()],
    )
    where = StringField(lazy_gettext("Its address, or how to find it again"), [Length(max=300)])
    consent = TextAreaField(lazy_gettext("Who allowed us to publish it, when and how?"), WORDS)
    research = BooleanField(CONSENT_LABELS[ConsentKind.research])
    quote = BooleanField(CONSENT_LABELS[ConsentKind.quote])
    open_data = BooleanField(CONSENT_LABELS[ConsentKind.open_data])
    nonce = HiddenField()

    def story_draft(self, *, ui_lang: str) -> StoryDraft:
        chosen = {kind for kind in (ConsentKind.research, ConsentKind.quote, ConsentKind.open_data) if self[kind].data}
        return StoryDraft(source=self.text.source, consents=frozenset({ConsentKind.publish, *chosen}), ui_lang=ui_lang)

    def intake(self) -> Intake:
        return Intake(Channel(self.channel.data), (self.where.data or "").strip(), (self.consent.data or "").strip())


class ComplaintForm(Form):
    topic = RadioField(
        lazy_gettext("What is it about?"),
        [InputRequired(message=lazy_gettext("Choose what it is about."))],
        choices=[SelectChoice(str(topic), label) for topic, label in TOPIC_LABELS.items()],
    )
    text = TextAreaField(lazy_gettext("What went wrong?"))
    # Makes the code, so that the same form sent twice is one complaint.
    nonce = HiddenField()


class ComplaintCodeForm(Form):
    code = StringField(lazy_gettext("The complaint’s code"))


class AnswerForm(Form):
    remedy = RadioField(
        lazy_gettext("What came of it?"),
        [InputRequired(message=lazy_gettext("Choose what came of it."))],
        choices=[SelectChoice(str(remedy), label) for remedy, label in REMEDY_LABELS.items()],
    )
    answer = TextAreaField(lazy_gettext("Answer"))


FORMS: dict[Action, type[Form]] = {
    Action.publish: PublishForm,
    Action.ask: AskForm,
    Action.decline: DeclineForm,
}


def decision_forms(action: Action | None = None, posted: Any = None) -> dict[str, Form]:
    """All forms of the page, each with names of its own (`ask-message`); the one of `action` holds what was posted."""
    return {str(name): form(formdata=posted if name is action else None, prefix=name) for name, form in FORMS.items()}


def action_of(posted: Mapping[str, str]) -> Action | None:
    """Which button was pressed; None for anything else."""
    return Action(posted["action"]) if posted.get("action") in set(Action) else None


def version_of(posted: Mapping[str, str]) -> int | None:
    """The version the page was made from; None for anything that is not a number."""
    text = posted.get("version", "")
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None


def pair_wish(posted: Mapping[str, str]) -> tuple[Wish, tuple[int, int]] | None:
    """What is asked about two stories, and their versions on the page; None for anything else."""
    versions = version_of(posted), version_of({"version": posted.get("other_version", "")})
    wish = posted.get("wish")
    if wish not in set(Wish) or versions[0] is None or versions[1] is None:
        return None
    return Wish(wish), (versions[0], versions[1])


def place_of(text: str) -> tuple[int, int, str] | None:
    """A place as a button names it, `12-25-phone`; None for anything else."""
    parts = text.split("-")
    numbers = [int(part) for part in parts[:2] if part.isascii() and part.isdigit() and len(part) < 7]
    return (numbers[0], numbers[1], parts[2]) if len(parts) == 3 and len(numbers) == 2 and parts[2] in set(Kind) else None


def typed_words(posted: Mapping[str, str]) -> str:
    """The words typed for the pressed button, to be given back whatever happens."""
    return posted.get(f"{posted.get('action')}-message", "")[:20_000]


def draft_of(action: Action, version: int, form: Form) -> DecisionDraft:
    """The decision of a form that was valid."""
    data = form.data
    reason = data.get("reason")
    return DecisionDraft(
        action=action,
        version=version,
        message=(data.get("message") or "").strip(),
        reason=DeclineReason(reason) if reason else None,
    )
