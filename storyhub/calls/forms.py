"""What staff type about a call → a draft. Knows neither the request nor the database."""

from __future__ import annotations

from datetime import date
from typing import Any

from wtforms import DateField, Field, Form, HiddenField, RadioField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import InputRequired, StopValidation

from storyhub.calls.domain.drafts import GOAL_MAX, TEXT_MAX, TEXT_MIN, TITLE_MAX, TITLE_MIN, CallDraft, Ending
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import TextProblem, TextProblemCode, clean_source, law_html

PARTS = ("title_ru", "title_en", "text_ru", "text_en")


class Written:
    """A text that is there, long enough and not too long, without control characters."""

    def __init__(self, *, least: int, most: int) -> None:
        self.least, self.most = least, most

    def __call__(self, _form: Form, field: Field) -> None:
        try:
            text = clean_source(field.data or "", max_chars=self.most)
        except TextProblem as problem:
            if problem.code == TextProblemCode.TOO_LONG:
                raise StopValidation(lazy_gettext("At most %(most)s characters fit here.", most=self.most)) from problem
            raise StopValidation(
                lazy_gettext("This holds characters that cannot be shown. Please type it anew or remove them.")
            ) from problem
        if not text:
            raise StopValidation(lazy_gettext("A call needs both languages: this is missing."))
        if len(text) < self.least:
            raise StopValidation(lazy_gettext("Please write at least %(least)s characters.", least=self.least))


def renderable(_form: Form, field: Field) -> None:
    """Markdown that can be shown."""
    try:
        law_html(field.data or "")
    except TextProblem as problem:
        raise ValidationError(lazy_gettext("The formatting is too complicated to show. Please make it simpler.")) from problem


class DayField(DateField):
    """A day as browsers send it, or as people write it; what was typed comes back."""

    def __init__(self, label: Any, **kwargs: Any) -> None:
        needed = InputRequired(lazy_gettext("Please choose a day."))
        super().__init__(label, [needed], format=["%Y-%m-%d", "%d.%m.%Y"], **kwargs)

    def process_formdata(self, valuelist: list[Any]) -> None:
        try:
            super().process_formdata([value.strip() for value in valuelist])
        except ValueError as error:
            raise ValueError(lazy_gettext("This is no day. Write it like 2026-11-30.")) from error
        if self.data is not None and not 2000 <= self.data.year <= 2200:
            self.data = None
            raise ValueError(lazy_gettext("This is no day. Write it like 2026-11-30."))


class CallForm(Form):
    """A call in both languages. `version` is of the call that was read; nothing for a new one."""

    version = HiddenField()
    title_ru = StringField(lazy_gettext("In Russian"), [Written(least=TITLE_MIN, most=TITLE_MAX)])
    title_en = StringField(lazy_gettext("In English"), [Written(least=TITLE_MIN, most=TITLE_MAX)])
    text_ru = TextAreaField(lazy_gettext("In Russian"), [Written(least=TEXT_MIN, most=TEXT_MAX), renderable])
    text_en = TextAreaField(lazy_gettext("In English"), [Written(least=TEXT_MIN, most=TEXT_MAX), renderable])
    opens_on = DayField(lazy_gettext("First day"))
    closes_on = DayField(lazy_gettext("Last day"))
    goal = StringField(lazy_gettext("How many stories would be good"))

    def validate_closes_on(self, field: Field) -> None:
        if field.data and self.opens_on.data and field.data < self.opens_on.data:
            raise ValidationError(lazy_gettext("The last day is before the first one."))

    def validate_goal(self, field: Field) -> None:
        typed = (field.data or "").strip()
        if typed and not (typed.isascii() and typed.isdigit() and len(typed) < 8 and 1 <= int(typed) <= GOAL_MAX):
            raise ValidationError(lazy_gettext("Please write a whole number, or leave it empty."))

    def draft(self) -> CallDraft:
        """Of a form that is valid."""
        opens, closes = self.opens_on.data, self.closes_on.data
        assert isinstance(opens, date)
        assert isinstance(closes, date)
        goal = (self.goal.data or "").strip()
        texts = {name: self[name].data or "" for name in PARTS}
        return CallDraft(**texts, opens_on=opens, closes_on=closes, goal=int(goal) if goal else None)


class EndForm(Form):
    """How a call ends. The view sets the choices."""

    ending = RadioField(
        lazy_gettext("What shall become of it?"),
        [InputRequired(lazy_gettext("Please choose."))],
        choices=[SelectChoice(str(ending)) for ending in Ending],
        validate_choice=True,
    )
