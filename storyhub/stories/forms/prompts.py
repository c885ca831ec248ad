"""The friendly questions after sending, one at a time, each optional: name → form → details."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date

from babel import Locale
from wtforms import Field, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import ValidationError

from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.stories.domain.drafts import FREE_WORDS, MAX_ORGANISATION, MAX_TITLE
from storyhub.stories.forms.answers import NO_ANSWER, Line, Pick, Prompt, Scale, Word, options
from storyhub.stories.forms.contact import ContactPrompt
from storyhub.stories.forms.touchpoints import TouchpointsPrompt
from storyhub.stories.labels import EXPECTATION_LABELS, OUTCOME_LABELS, SECTOR_LABELS, STAGE_LABELS, TENURE_LABELS

_MONTH = re.compile(r"(\d{4})-(0[1-9]|1[0-2])", re.ASCII)
FIRST_YEAR = 1950


class TurningPoint(Prompt):
    """The sentences of the story are offered by `offer`."""

    sentence = Word(lazy_gettext("Choose the sentence"), {})

    def offer(self, sentences: Sequence[str]) -> None:
        numbered = {str(number): text for number, text in enumerate(sentences, start=1)}
        self.sentence.choices = [*options(numbered), SelectChoice("", NO_ANSWER)]


class TenurePrompt(Prompt):
    tenure = Word(lazy_gettext("How long had you been a customer?"), TENURE_LABELS)


class TitlePrompt(Prompt):
    title = Line(lazy_gettext("Title of your story"), MAX_TITLE)


class OrganisationPrompt(Prompt):
    organisation = Line(lazy_gettext("Company"), MAX_ORGANISATION)
    sector = Pick(lazy_gettext("What kind of business is it?"), SECTOR_LABELS)


class PlacePrompt(Prompt):
    country = Pick(lazy_gettext("Country"))
    month = StringField(lazy_gettext("Month"))
    latest: date | None = None

    def offer(self, today: date) -> None:
        """Countries in the language of the page; no month after this one."""
        names = Locale.parse(current_language()).territories
        known = sorted((name, code) for code, name in names.items() if len(code) == 2 and code.isalpha() and code not in _NO_COUNTRY)
        self.country.choices = [SelectChoice("", "—"), *(SelectChoice(code, name) for name, code in known)]
        self.latest = today

    def validate_month(self, field: Field) -> None:
        typed = (field.data or "").strip()
        field.data = typed or None
        if not typed:
            return
        match = _MONTH.fullmatch(typed)
        if match is None:
            raise ValidationError(lazy_gettext("Please write the month as year and month, for example 2026-04."))
        latest = self.latest or date.max
        if not (FIRST_YEAR, 1) <= (int(match[1]), int(match[2])) <= (latest.year, latest.month):
            raise ValidationError(lazy_gettext("Please choose a month that has already begun."))


# Codes that are no place one can be a customer in: unknown regions, pseudo-locales, unions.
_NO_COUNTRY = frozenset({"EU", "EZ", "UN", "XA", "XB", "ZZ", "QO"})


class StagePrompt(Prompt):
    stage = Word(lazy_gettext("When did it happen?"), STAGE_LABELS)


class KeysPrompt(Prompt):
    price = Word(lazy_gettext("Price"), EXPECTATION_LABELS)
    time = Word(lazy_gettext("Time"), EXPECTATION_LABELS)
    service = Word(lazy_gettext("Service"), EXPECTATION_LABELS)


class FeelingsPrompt(Prompt):
    convenience = Scale(lazy_gettext("Convenience"), 1, 5)
    speed = Scale(lazy_gettext("Speed"), 1, 5)
    empathy = Scale(lazy_gettext("Empathy"), 1, 5)


class RecommendPrompt(Prompt):
    recommend_before = Scale(lazy_gettext("Before it happened"), 0, 10)
    recommend_after = Scale(lazy_gettext("Afterwards"), 0, 10)


class OutcomePrompt(Prompt):
    outcome = Word(lazy_gettext("What did you do in the end?"), OUTCOME_LABELS)


class EmotionsPrompt(Prompt):
    emotional_peak = Scale(lazy_gettext("At the strongest moment"), -5, 5)
    emotional_end = Scale(lazy_gettext("At the end"), -5, 5)


# In this order; `law` is asked by the coding feature's own form.
PROMPTS: Mapping[str, type[Prompt] | None] = {
    "turning_point": TurningPoint,
    "tenure": TenurePrompt,
    "law": None,
    "contact": ContactPrompt,
    "title": TitlePrompt,
    "organisation": OrganisationPrompt,
    "place": PlacePrompt,
    "stage": StagePrompt,
    "touchpoints": TouchpointsPrompt,
    "keys": KeysPrompt,
    "feelings": FeelingsPrompt,
    "recommend": RecommendPrompt,
    "outcome": OutcomePrompt,
    "emotions": EmotionsPrompt,
}


def asked_prompts(*, may_name: bool, may_write: bool) -> tuple[str, ...]:
    """The questions of a story, in order: no more free words once it is published, no address where no letters are sent."""
    return tuple(name for name in PROMPTS if (may_name or name not in FREE_WORDS) and (may_write or name != "contact"))


def following(name: str, asked: Sequence[str]) -> str | None:
    """The question after `name`; the first one for a name that is not asked; None at the end."""
    if name not in asked:
        return asked[0]
    position = asked.index(name) + 1
    return asked[position] if position < len(asked) else None
