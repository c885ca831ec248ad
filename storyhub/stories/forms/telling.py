"""The form of telling: one text, one required consent; the three other consents on the second page."""

from __future__ import annotations

from collections.abc import Sequence

from wtforms import BooleanField, Field, Form, HiddenField, StringField, TextAreaField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import TextProblem
from storyhub.stories.domain.drafts import StoryDraft
from storyhub.stories.domain.words import USES, ConsentKind
from storyhub.stories.forms.texts import read_story, reason, showable
from storyhub.stories.labels import CONSENT_LABELS

LONGEST_SLUG = 80


class StoryText(TextAreaField):
    """A story's text. `source` is what is stored; what is shown again is what was typed."""

    source = ""

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002  # called by WTForms
        try:
            self.source = read_story(self.data or "")
        except TextProblem as problem:
            raise ValidationError(reason(problem)) from problem

    def refuse(self, problem: TextProblem) -> None:
        """Adds what the renderer found."""
        self.errors = [*self.errors, reason(problem)]

    def _value(self) -> str:
        return showable(self.data or "")


class TellForm(Form):
    """Used three times: to write, to check, to send. Every page carries on what the others asked."""

    text = StoryText(lazy_gettext("Your story"))
    publish = BooleanField(CONSENT_LABELS[ConsentKind.publish])
    research = BooleanField(CONSENT_LABELS[ConsentKind.research])
    quote = BooleanField(CONSENT_LABELS[ConsentKind.quote])
    open_data = BooleanField(CONSENT_LABELS[ConsentKind.open_data])
    # The address of a call for stories, and whether the story answers it: unticking leaves the call where it is, to be ticked again.
    call = HiddenField()
    answers = BooleanField()
    nonce = HiddenField()
    # The token of the draft it is saved in, and which version of it this window knows.
    draft = HiddenField()
    draft_version = HiddenField()
    # When it was opened, signed; and a field that no person sees.
    opened = HiddenField()
    website = StringField(lazy_gettext("Please leave this empty"))

    def validate_publish(self, field: Field) -> None:
        if not field.data:
            raise ValidationError(lazy_gettext("Please tick the box: without it we may not publish your story."))

    @property
    def chosen(self) -> tuple[Field, ...]:
        """The optional consents that are ticked, to be carried on unseen."""
        return tuple(box for box in (self.research, self.quote, self.open_data) if box.data)

    @property
    def answered(self) -> str:
        """The address of the call that the story answers, as it was sent; empty if it answers none."""
        typed = self.call.data or ""
        return typed if self.answers.data and len(typed) <= LONGEST_SLUG else ""

    def story_draft(self, *, ui_lang: str, signs: Sequence[str] = (), call_id: int | None = None) -> StoryDraft:
        granted = frozenset(kind for kind in USES if self[kind].data)
        return StoryDraft(source=self.text.source, consents=granted, ui_lang=ui_lang, spam_signs=tuple(signs), call_id=call_id)


class CodeForm(Form):
    """The teller's code, as typed."""

    code = StringField(lazy_gettext("Your story’s code"))

    def refuse(self, message: object) -> None:
        self.code.errors = [*self.code.errors, str(message)]


class CorrectForm(Form):
    """A new text of a story."""

    code = HiddenField()
    text = StoryText(lazy_gettext("Your story"))


class ConsentForm(Form):
    """All choices as they shall be from now on."""

    code = HiddenField()
    publish = BooleanField(CONSENT_LABELS[ConsentKind.publish])
    research = BooleanField(CONSENT_LABELS[ConsentKind.research])
    quote = BooleanField(CONSENT_LABELS[ConsentKind.quote])
    open_data = BooleanField(CONSENT_LABELS[ConsentKind.open_data])

    @property
    def granted(self) -> frozenset[ConsentKind]:
        return frozenset(kind for kind in USES if self[kind].data)
