"""What curators type about an edition → drafts. Knows neither the request nor the database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from wtforms import Field, Form, HiddenField, StringField, TextAreaField, ValidationError
from wtforms.validators import StopValidation

from storyhub.editions.domain.drafts import FOREWORD_MAX, PUBLISHER_MAX, TITLE_MAX, EditionWords, doi_in
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import TextProblem, TextProblemCode, clean_source, law_html

WORDS = ("title_ru", "title_en", "foreword_ru", "foreword_en", "publisher", "doi")
PLACE_MAX = 9_999


class Kept:
    """A text that can be kept: not too long, without control characters. Empty is fine: the check list says what lacks."""

    def __init__(self, most: int) -> None:
        self.most = most

    def __call__(self, _form: Form, field: Field) -> None:
        try:
            field.data = clean_source(field.data or "", max_chars=self.most)
        except TextProblem as problem:
            if problem.code == TextProblemCode.TOO_LONG:
                raise StopValidation(lazy_gettext("At most %(most)s characters fit here.", most=self.most)) from problem
            raise StopValidation(
                lazy_gettext("This holds characters that cannot be shown. Please type it anew or remove them.")
            ) from problem


def renderable(_form: Form, field: Field) -> None:
    """Markdown that can be shown."""
    try:
        law_html(field.data or "")
    except TextProblem as problem:
        raise ValidationError(lazy_gettext("The formatting is too complicated to show. Please make it simpler.")) from problem


def is_doi(_form: Form, field: Field) -> None:
    if doi_in(field.data or "") is None:
        raise ValidationError(lazy_gettext("This is no DOI. One looks like 10.5281/zenodo.123456."))


class WordsForm(Form):
    """Title, foreword, publisher and DOI of a draft."""

    version = HiddenField()
    title_ru = StringField(lazy_gettext("Title in Russian"), [Kept(TITLE_MAX)])
    title_en = StringField(lazy_gettext("Title in English"), [Kept(TITLE_MAX)])
    foreword_ru = TextAreaField(lazy_gettext("Foreword in Russian"), [Kept(FOREWORD_MAX), renderable])
    foreword_en = TextAreaField(lazy_gettext("Foreword in English"), [Kept(FOREWORD_MAX), renderable])
    publisher = StringField(lazy_gettext("Publisher"), [Kept(PUBLISHER_MAX)])
    doi = StringField("DOI", [is_doi])

    def draft(self) -> EditionWords:
        return EditionWords(**{name: getattr(self, name).data or "" for name in WORDS})


class DoiForm(Form):
    """The DOI of an edition that is frozen."""

    doi = StringField("DOI", [is_doi])


def laws_in_order(sent: Mapping[str, str], law_ids: Iterable[int]) -> list[int]:
    """The laws that are ticked, by the places typed beside them; equal places in the order of the page.

    >>> laws_in_order({"in-5": "y", "place-5": "2", "in-6": "y", "place-6": "1", "place-7": "1"}, [5, 6, 7])
    [6, 5]
    """
    taken = [law_id for law_id in law_ids if sent.get(f"in-{law_id}")]
    return sorted(taken, key=lambda law_id: _place(sent.get(f"place-{law_id}", "")))


def whole_number(text: str) -> int:
    """A number that somebody typed or a page sent; 0 for anything else."""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0


def _place(text: str) -> int:
    return whole_number(text.strip()) or PLACE_MAX
