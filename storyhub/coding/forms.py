"""The desk's form and the teller's: request mapping → draft, or errors. What can be chosen is handed in by the view."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Protocol

from wtforms import (
    BooleanField,
    Field,
    Form,
    HiddenField,
    RadioField,
    SelectField,
    SelectMultipleField,
    StringField,
    TextAreaField,
)
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import Length, ValidationError

from storyhub.coding.domain.places import Choice
from storyhub.coding.domain.words import STRENGTHS, Polarity
from storyhub.coding.labels import POLARITY_LABELS, STRENGTH_LABELS
from storyhub.kit.i18n import lazy_gettext

NONE_FITS = "none_fits"
# The choice of a place that leaves a mark where it is.
KEEP = "keep"
Groups = Mapping[str, list[tuple[str, str]]]


class Shown(Protocol):
    """What the form needs of a mark to be changed."""

    @property
    def id(self) -> int: ...
    @property
    def version(self) -> int: ...
    @property
    def law_id(self) -> int: ...
    @property
    def polarity(self) -> str: ...
    @property
    def strength(self) -> int: ...
    @property
    def note(self) -> str: ...


@dataclass(frozen=True, slots=True)
class CodingDraft:
    """One coding as sent from the desk. `revision_id` is the text the page showed."""

    choice: Choice
    revision_id: int
    law_id: int
    polarity: str
    strength: int
    note: str


@dataclass(frozen=True, slots=True)
class ClaimDraft:
    """The teller's law, or without one the teller's own wording."""

    law_id: int | None
    name: str = ""
    statement: str = ""


class CodingForm(Form):
    """A passage by sentences (with the script also by offsets within them), a law, how it shows, a note. With `coding` a change of that."""

    coding = HiddenField(id="coding-coding")
    version = HiddenField(id="coding-version")
    revision = HiddenField(id="coding-revision")
    from_offset = HiddenField(id="coding-from-offset")
    to_offset = HiddenField(id="coding-to-offset")
    exact = HiddenField(id="coding-exact")
    from_sentence = SelectField(lazy_gettext("From sentence"), id="coding-from", validate_choice=False)
    to_sentence = SelectField(lazy_gettext("To the end of sentence"), id="coding-to", validate_choice=False)
    law = SelectField(lazy_gettext("Law"), id="coding-law", validate_choice=False)
    polarity = RadioField(
        lazy_gettext("The passage"),
        id="coding-polarity",
        choices=[SelectChoice(str(word), label) for word, label in POLARITY_LABELS.items()],
        default=str(Polarity.upholds),
        validate_choice=False,
    )
    strength = RadioField(
        lazy_gettext("How strong it is"),
        id="coding-strength",
        choices=[SelectChoice(str(strength), label) for strength, label in STRENGTH_LABELS.items()],
        default="2",
        validate_choice=False,
    )
    note = TextAreaField(
        lazy_gettext("Note"),
        [Length(max=2_000, message=lazy_gettext("The note is too long: 2,000 characters at most."))],
        id="coding-note",
    )

    def offer(self, sentences: Iterable[tuple[int, str]], laws: Groups) -> None:
        """Fills the lists with the sentences of the text and the laws by group."""
        numbered = [SelectChoice(str(number), f"{number}. {words}") for number, words in sentences]
        kept = [SelectChoice(KEEP, lazy_gettext("the words as they are"))] if self.coding.data else []
        self.from_sentence.choices = [*kept, SelectChoice("", lazy_gettext("the whole story")), *numbered]
        self.to_sentence.choices = [SelectChoice("", lazy_gettext("the same sentence")), *numbered]
        self.law.choices = [SelectChoice("", lazy_gettext("choose a law")), *_grouped(laws)]

    def show_mark(self, mark: Shown) -> None:
        """Fills in a mark that is to be changed."""
        self.coding.data, self.version.data = str(mark.id), str(mark.version)
        self.from_sentence.data, self.law.data = KEEP, str(mark.law_id)
        self.polarity.data, self.strength.data, self.note.data = mark.polarity, str(mark.strength), mark.note

    @property
    def keeps_place(self) -> bool:
        return bool(self.coding.data) and self.from_sentence.data == KEEP

    @property
    def seen_version(self) -> int:
        return _whole(self.version.data) or 0

    def forget_place(self) -> None:
        """After a change of the text: what was chosen in the old one means nothing in the new one."""
        for field in (self.from_sentence, self.to_sentence, self.from_offset, self.to_offset, self.exact):
            field.data = ""
        if self.coding.data:
            self.from_sentence.data = KEEP

    def validate_law(self, field: Field) -> None:
        if _whole(field.data) is None:
            raise ValidationError(lazy_gettext("Choose a law from the list."))

    def validate_from_sentence(self, field: Field) -> None:
        if self.keeps_place:
            return
        if field.data and _whole(field.data) is None:
            raise ValidationError(lazy_gettext("Choose the sentence where the passage begins."))
        if not field.data and self.to_sentence.data:
            raise ValidationError(lazy_gettext("Choose the sentence where the passage begins."))

    def validate_to_sentence(self, field: Field) -> None:
        if field.data and _whole(field.data) is None:
            raise ValidationError(lazy_gettext("Choose the sentence where the passage ends."))

    def validate_polarity(self, field: Field) -> None:
        if field.data not in set(Polarity):
            raise ValidationError(lazy_gettext("Please say whether the passage upholds the law, violates it, or both."))

    def validate_strength(self, field: Field) -> None:
        if _whole(field.data) not in STRENGTHS:
            raise ValidationError(lazy_gettext("Please choose how strong it is: a hint, clear, or textbook."))

    def draft(self) -> CodingDraft:
        """What was sent; only after `validate`."""
        return CodingDraft(
            choice=Choice(
                from_sentence=_whole(self.from_sentence.data),
                to_sentence=_whole(self.to_sentence.data),
                from_offset=_whole(self.from_offset.data),
                to_offset=_whole(self.to_offset.data),
                exact=self.exact.data or "",
            ),
            revision_id=_whole(self.revision.data) or 0,
            law_id=_whole(self.law.data) or 0,
            polarity=self.polarity.data,
            strength=_whole(self.strength.data) or 0,
            note=(self.note.data or "").strip(),
        )


class TrainingForm(Form):
    """Sentences of a training story, or the whole of it, a law, and how it shows."""

    sentences = SelectMultipleField(lazy_gettext("Sentences"), id="training-sentence", validate_choice=False)
    whole = BooleanField(lazy_gettext("The story as a whole"), id="training-whole")
    law = SelectField(lazy_gettext("Law"), id="training-law", validate_choice=False)
    polarity = RadioField(
        lazy_gettext("The passage"),
        id="training-polarity",
        choices=[SelectChoice(str(word), label) for word, label in POLARITY_LABELS.items()],
        default=str(Polarity.upholds),
        validate_choice=False,
    )

    def offer(self, laws: Groups) -> None:
        self.law.choices = [SelectChoice("", lazy_gettext("choose a law")), *_grouped(laws)]

    def validate_sentences(self, _field: Field) -> None:
        if not self.whole.data and not self.numbers:
            raise ValidationError(lazy_gettext("Choose at least one sentence, or the whole story."))

    def validate_law(self, field: Field) -> None:
        if _whole(field.data) is None:
            raise ValidationError(lazy_gettext("Choose a law from the list."))

    def validate_polarity(self, field: Field) -> None:
        if field.data not in set(Polarity):
            raise ValidationError(lazy_gettext("Please say whether the passage upholds the law, violates it, or both."))

    @property
    def numbers(self) -> tuple[int, ...]:
        """The sentences chosen, from 1."""
        return tuple(number for number in map(_whole, (self.sentences.data or [])[:1_000]) if number)

    @property
    def law_id(self) -> int:
        return _whole(self.law.data) or 0


class NewLawForm(CodingForm):
    """A law that is not there yet, proposed from a passage that is marked with it at once. The passage and how it shows come along."""

    name = StringField(
        lazy_gettext("The law in a few words"),
        [Length(min=3, max=300, message=lazy_gettext("Please name the law in 3 to 300 characters."))],
        id="new-law-name",
    )
    statement = TextAreaField(
        lazy_gettext("What it claims, in one sentence"),
        [Length(min=10, max=1_000, message=lazy_gettext("Please write what the law claims in 10 to 1,000 characters."))],
        id="new-law-statement",
    )

    def validate_law(self, field: Field) -> None:
        """There is none to choose."""


class ClaimForm(Form):
    """The law a teller sees in the own story, or "none fits" with the teller's own words."""

    code = HiddenField(id="claim-code")
    law = SelectField(lazy_gettext("Which law does your story show?"), id="claim-law", validate_choice=False)
    name = StringField(
        lazy_gettext("Your law in a few words"),
        [Length(max=300, message=lazy_gettext("Please use at most 300 characters here."))],
        id="claim-name",
    )
    statement = TextAreaField(
        lazy_gettext("What makes customers stay, or leave?"),
        [Length(max=1_000, message=lazy_gettext("Please use at most 1,000 characters here."))],
        id="claim-statement",
    )

    def offer(self, laws: Groups) -> None:
        self.law.choices = [
            SelectChoice("", lazy_gettext("choose a law")),
            *_grouped(laws),
            SelectChoice(NONE_FITS, lazy_gettext("None fits: I will say it in my own words")),
        ]

    def validate_law(self, field: Field) -> None:
        if field.data != NONE_FITS and _whole(field.data) is None:
            raise ValidationError(lazy_gettext("Choose a law, or “None fits”."))

    def validate_name(self, field: Field) -> None:
        if self.law.data == NONE_FITS and not (field.data or "").strip():
            raise ValidationError(lazy_gettext("Give your law a name of a few words."))

    def validate_statement(self, field: Field) -> None:
        if self.law.data == NONE_FITS and not (field.data or "").strip():
            raise ValidationError(lazy_gettext("Say your law in a sentence or two."))

    def draft(self) -> ClaimDraft:
        """What was sent; only after `validate`."""
        if self.law.data == NONE_FITS:
            return ClaimDraft(law_id=None, name=(self.name.data or "").strip(), statement=(self.statement.data or "").strip())
        return ClaimDraft(law_id=_whole(self.law.data))


def _grouped(laws: Groups) -> list[SelectChoice]:
    return [SelectChoice(value, label, optgroup=name) for name, named in laws.items() for value, label in named]


def _whole(value: object) -> int | None:
    text = str(value if value is not None else "").strip()
    return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else None
