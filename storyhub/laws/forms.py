"""What people type about laws → drafts. Knows neither the request nor the database."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from wtforms import Field, Form, HiddenField, SelectField, SelectMultipleField, StringField, TextAreaField, ValidationError
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import StopValidation
from wtforms.widgets import CheckboxInput, ListWidget

from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import TextProblem, TextProblemCode, clean_source, law_html
from storyhub.laws.domain.drafts import LANGS, LISTS, MARKDOWN, NAME_MAX, STATEMENT_MAX, TEXT_MAX, TEXTS, LawDraft
from storyhub.laws.domain.entry import ITEM, ITEMS
from storyhub.laws.domain.words import LawStage
from storyhub.laws.labels import RELATIONS

NAME_MIN, STATEMENT_MIN = 3, 10
WHY_MIN, WHY_MAX = 3, 500

MISSING = lazy_gettext("This is needed.")
NO_GROUP = [SelectChoice("", "—")]


class Readable:
    """A text that can be stored: long enough, not too long, without control characters; blank only where `required` is off."""

    def __init__(self, *, least: int = 0, most: int, required: bool = False, missing: object = MISSING) -> None:
        self.least, self.most, self.required, self.missing = least, most, required, missing

    def __call__(self, _form: Form, field: Field) -> None:
        try:
            text = clean_source(field.data or "", max_chars=self.most)
        except TextProblem as problem:
            raise StopValidation(self._message(problem)) from problem  # type: ignore[arg-type]  # lazy texts print themselves
        if not text and self.required:
            raise StopValidation(self.missing)  # type: ignore[arg-type]
        if text and len(text) < self.least:
            raise StopValidation(lazy_gettext("Please write at least %(least)s characters.", least=self.least))

    def _message(self, problem: TextProblem) -> object:
        if problem.code == TextProblemCode.TOO_LONG:
            return lazy_gettext("At most %(most)s characters fit here.", most=self.most)
        return lazy_gettext("This holds characters that cannot be shown. Please type it anew or remove them.")


def renderable(_form: Form, field: Field) -> None:
    """Markdown that can be shown."""
    try:
        law_html(field.data or "")
    except TextProblem as problem:
        raise ValidationError(lazy_gettext("The formatting is too complicated to show. Please make it simpler.")) from problem


def short_lines(_form: Form, field: Field) -> None:
    lines = lines_of(field.data)
    if len(lines) > ITEMS or any(len(line) > ITEM for line in lines):
        raise ValidationError(lazy_gettext("At most %(items)s lines of %(length)s characters fit here.", items=ITEMS, length=ITEM))


def lines_of(text: str | None) -> tuple[str, ...]:
    """One item a line; blank lines are nothing.

    >>> lines_of(" a \\n\\n b")
    ('a', 'b')
    """
    return tuple(line.strip() for line in (text or "").splitlines() if line.strip())


def options(named: Iterable[tuple[str, str]]) -> list[SelectChoice]:
    """(value, label) pairs as the choices of a field."""
    return [SelectChoice(value, label) for value, label in named]


LABELS = {
    "name_ru": lazy_gettext("Name in Russian"),
    "name_en": lazy_gettext("Name in English"),
    "statement_ru": lazy_gettext("Statement in Russian"),
    "statement_en": lazy_gettext("Statement in English"),
    "explanation_ru": lazy_gettext("Explanation in Russian"),
    "explanation_en": lazy_gettext("Explanation in English"),
    "include_ru": lazy_gettext("When it applies, in Russian"),
    "include_en": lazy_gettext("When it applies, in English"),
    "exclude_ru": lazy_gettext("When it does not, in Russian"),
    "exclude_en": lazy_gettext("When it does not, in English"),
    "how_to_apply_ru": lazy_gettext("How to apply it, in Russian"),
    "how_to_apply_en": lazy_gettext("How to apply it, in English"),
    "aliases_ru": lazy_gettext("Other names in Russian"),
    "aliases_en": lazy_gettext("Other names in English"),
    "signs_ru": lazy_gettext("How it sounds, in Russian"),
    "signs_en": lazy_gettext("How it sounds, in English"),
    "anchor_quotes_ru": lazy_gettext("Examples in people’s own words, in Russian"),
    "anchor_quotes_en": lazy_gettext("Examples in people’s own words, in English"),
}


def _field(part: str, lang: str) -> Field:
    label = LABELS[f"{part}_{lang}"]
    if part == "name":
        return StringField(label, [Readable(least=NAME_MIN, most=NAME_MAX, required=True)])
    if part == "statement":
        return TextAreaField(label, [Readable(least=STATEMENT_MIN, most=STATEMENT_MAX, required=True)])
    if part in LISTS:
        return TextAreaField(label, [Readable(most=ITEM * ITEMS), short_lines])
    return TextAreaField(label, [Readable(most=TEXT_MAX), *([renderable] if part in MARKDOWN else [])])


class WordingForm(Form):
    """The parts of a wording, each once a language."""


for _part in (*TEXTS, *LISTS):
    for _lang in LANGS:
        setattr(WordingForm, f"{_part}_{_lang}", _field(_part, _lang))


class LawForm(WordingForm):
    """A whole law. Labels of the choices come from the view."""

    version = HiddenField()
    group = SelectField(lazy_gettext("Group"), choices=NO_GROUP, validate_choice=False)
    stages = SelectMultipleField(
        lazy_gettext("Stages"),
        choices=[SelectChoice(str(stage)) for stage in LawStage],
        validate_choice=False,
        option_widget=CheckboxInput(),
        widget=ListWidget(prefix_label=False),
    )
    why = StringField(lazy_gettext("Why you change it"))
    needs_why = False

    def validate_why(self, field: Field) -> None:
        message = lazy_gettext("Please write why: it stands in the history for everyone.")
        Readable(least=WHY_MIN, most=WHY_MAX, required=self.needs_why, missing=message)(self, field)

    def validate_stages(self, field: Field) -> None:
        """An unknown stage is refused in our own words: the list's own check speaks English only."""
        if any(stage not in tuple(LawStage) for stage in field.data or ()):
            raise StopValidation(lazy_gettext("There is no such stage."))

    def draft(self) -> LawDraft:
        texts = {f"{part}_{lang}": (self[f"{part}_{lang}"].data or "").strip() for part in TEXTS for lang in LANGS}
        lists = {f"{part}_{lang}": lines_of(self[f"{part}_{lang}"].data) for part in LISTS for lang in LANGS}
        stages = tuple(LawStage(stage) for stage in self.stages.data or ())
        fields: dict[str, Any] = {**texts, **lists}
        return LawDraft(**fields, stages=stages, group=self.group.data or "")

    @staticmethod
    def values(draft: LawDraft) -> dict[str, object]:
        """A draft as the values of the fields."""
        lists = {f"{part}_{lang}": "\n".join(getattr(draft, f"{part}_{lang}")) for part in LISTS for lang in LANGS}
        texts = {f"{part}_{lang}": getattr(draft, f"{part}_{lang}") for part in TEXTS for lang in LANGS}
        return {**texts, **lists, "stages": [str(stage) for stage in draft.stages], "group": draft.group}


class RelationForm(Form):
    """How a law stands to another one. The laws to choose from come from the view."""

    kind = SelectField(
        lazy_gettext("This law"), choices=[SelectChoice(str(kind), label) for kind, label in RELATIONS.items()], validate_choice=False
    )
    other = SelectField(lazy_gettext("The other law"), validate_choice=False)
    back = HiddenField()
    remove = HiddenField()
