"""Where a teller wants letters: one field, in a question of its own and beside the state of the story."""

from __future__ import annotations

from typing import Any

from wtforms import HiddenField, StringField
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from storyhub.kit.errors import Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.mail import read_address
from storyhub.stories.forms.answers import Prompt
from storyhub.stories.forms.texts import showable

LABEL = lazy_gettext("Your e-mail address")
# Not type=email: browsers would refuse addresses that work, in words that are not ours.
KEYBOARD = {"inputmode": "email", "autocomplete": "email", "autocapitalize": "none", "spellcheck": "false", "maxlength": 254}


class Address(StringField):
    """An e-mail address, or nothing."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, render_kw=KEYBOARD, **kwargs)

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002  # called by WTForms
        typed = (self.data or "").strip()
        try:
            self.data = read_address(typed) if typed else None
        except Invalid as problem:
            raise ValidationError(str(problem.message)) from problem

    def _value(self) -> str:
        return showable(self.data or "")


class ContactPrompt(Prompt):
    """Asked after sending; what is posted empty changes nothing."""

    contact = Address(LABEL)


class ContactForm(ContactPrompt):
    """The same with the code, beside the state of the story."""

    code = HiddenField()
