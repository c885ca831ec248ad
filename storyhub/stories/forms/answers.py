"""Kinds of answers to a question (a word, a figure, one of many, a line), and the form that holds them."""

from __future__ import annotations

from typing import Any

from wtforms import Form, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.form import BaseForm
from wtforms.validators import ValidationError

from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import TextProblem
from storyhub.stories.domain.drafts import StoryDetails
from storyhub.stories.forms.texts import read_line, reason, showable
from storyhub.stories.labels import Labels

NO_ANSWER = lazy_gettext("no answer")


def options(words: Labels) -> list[SelectChoice]:
    return [SelectChoice(str(value), text) for value, text in words.items()]


class Word(RadioField):
    """One word of a vocabulary, or nothing. An answer once given can be taken back without a script, hence the last option."""

    is_scale = False

    def __init__(self, label: Any, words: Labels, **kwargs: Any) -> None:
        choices = [*options(words), SelectChoice("", NO_ANSWER)]
        super().__init__(label, choices=choices, validate_choice=False, **kwargs)
        # The error summary finds the first button of a group by this.
        self.type = "RadioField"

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002  # called by WTForms
        self.data = self.data or None
        if self.data is not None and self.data not in {choice[0] for choice in self.iter_choices()}:
            raise ValidationError(lazy_gettext("Please choose one of the answers."))


class Scale(Word):
    """One whole number from `low` to `high`, or nothing."""

    is_scale = True

    def __init__(self, label: Any, low: int, high: int, **kwargs: Any) -> None:
        super().__init__(label, {str(n): signed(n) if low < 0 else str(n) for n in range(low, high + 1)}, **kwargs)

    def process_data(self, value: Any) -> None:
        self.data = None if value is None else str(value)

    @property
    def number(self) -> int | None:
        return int(self.data) if self.data else None


def signed(number: int) -> str:
    """
    >>> signed(-5), signed(0), signed(3)
    ('−5', '0', '+3')
    """
    return f"{number:+d}".replace("-", "−") if number else "0"


class Pick(SelectField):
    """One of many, or nothing."""

    def __init__(self, label: Any, words: Labels | None = None, **kwargs: Any) -> None:
        choices = [SelectChoice("", "—"), *options(words or {})]
        super().__init__(label, choices=choices, validate_choice=False, **kwargs)

    pre_validate = Word.pre_validate  # both are fields with choices


class Line(StringField):
    """One line of text."""

    def __init__(self, label: Any, most: int, **kwargs: Any) -> None:
        super().__init__(label, render_kw={"maxlength": most}, **kwargs)
        self.most = most

    def pre_validate(self, form: BaseForm) -> None:  # noqa: ARG002  # called by WTForms
        try:
            self.data = read_line(self.data or "", most=self.most) or None
        except TextProblem as problem:
            raise ValidationError(reason(problem)) from problem

    def _value(self) -> str:
        return showable(self.data or "")


class Prompt(Form):
    """One question. Fields are named like the details they fill."""

    def details(self) -> StoryDetails:
        values: dict[str, Any] = {field.name: field.number if isinstance(field, Scale) else field.data for field in self}
        return StoryDetails(**values)
