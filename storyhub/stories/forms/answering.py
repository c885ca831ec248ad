"""What a teller answers with the code: words to a moderator's question, yes or no to a suggested edit."""

from __future__ import annotations

from typing import Any

from wtforms import Form, HiddenField, TextAreaField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import TextProblem, clean_source
from storyhub.stories.forms.texts import showable

LONGEST = 2_000


class Words(TextAreaField):
    """A few sentences to a moderator. `text` is what is kept."""

    text = ""

    def __init__(self, label: Any, *, required: bool = False, **kwargs: Any) -> None:
        super().__init__(label, **kwargs)
        self.required = required

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002  # called by WTForms
        typed = self.data or ""
        if self.required and not typed.strip():
            raise ValidationError(lazy_gettext("Please write a sentence."))
        try:
            self.text = clean_source(typed, max_chars=LONGEST) if typed.strip() else ""
        except TextProblem as problem:
            raise ValidationError(lazy_gettext("Please keep it under 2,000 characters of ordinary text.")) from problem

    def _value(self) -> str:
        return showable(self.data or "")[:20_000]


class ReplyForm(Form):
    message = Words(lazy_gettext("Your answer"), required=True)


class EditForm(Form):
    """`edit` is the number of the text that was seen: another one may have taken its place."""

    edit = HiddenField()
    why = Words(lazy_gettext("If you refuse: why?"))
