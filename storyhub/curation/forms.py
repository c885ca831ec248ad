"""What people type about proposals → drafts and decisions. Knows neither the request nor the database."""

from __future__ import annotations

from wtforms import Field, Form, HiddenField, SelectField, StringField, TextAreaField, ValidationError

from storyhub.curation.service.remarks import REMARK_MAX, REMARK_MIN
from storyhub.kit.i18n import lazy_gettext
from storyhub.laws.domain.drafts import NAME_MAX, STATEMENT_MAX, ProposalDraft
from storyhub.laws.forms import NAME_MIN, NO_GROUP, STATEMENT_MIN, Readable, renderable

EXPLANATION_MAX = 4_000
REASON_MIN, REASON_MAX = 10, 2_000


class ProposeForm(Form):
    """A proposal in the language of the page. `needs_story` is set by the view."""

    name = StringField(
        lazy_gettext("The law in a few words"),
        [Readable(least=NAME_MIN, most=NAME_MAX, required=True, missing=lazy_gettext("Please name the law in a few words."))],
    )
    statement = TextAreaField(
        lazy_gettext("What it claims, in one sentence"),
        [
            Readable(
                least=STATEMENT_MIN, most=STATEMENT_MAX, required=True, missing=lazy_gettext("Please write what the law claims.")
            )
        ],
    )
    explanation = TextAreaField(lazy_gettext("Why you think so"), [Readable(most=EXPLANATION_MAX), renderable])
    story = StringField(lazy_gettext("Number of a story that shows it"), [Readable(most=20)])
    # The declined idea it takes up again, as P-3.
    declined = HiddenField()
    needs_story = True

    def validate_story(self, field: Field) -> None:
        if self.needs_story and not (field.data or "").strip():
            raise ValidationError(lazy_gettext("A proposal needs a story that shows it, for example S-000012."))

    @property
    def story_id(self) -> str:
        """The public id as it is written on the story's page."""
        return (self.story.data or "").strip().upper()

    def draft(self, lang: str) -> ProposalDraft:
        return ProposalDraft.in_language(
            lang,
            name=(self.name.data or "").strip(),
            statement=(self.statement.data or "").strip(),
            explanation=(self.explanation.data or "").strip(),
        )


class DecideForm(Form):
    """A curator's decision. Which fields count depends on the button; the view sets `missing`, the languages it lacks."""

    version = HiddenField()
    decision = HiddenField()
    group = SelectField(lazy_gettext("Group"), choices=NO_GROUP, validate_choice=False)
    name_ru = StringField(lazy_gettext("Name in Russian"))
    statement_ru = TextAreaField(lazy_gettext("Statement in Russian"))
    name_en = StringField(lazy_gettext("Name in English"))
    statement_en = TextAreaField(lazy_gettext("Statement in English"))
    reason = TextAreaField(lazy_gettext("Reason for declining"))
    missing: tuple[str, ...] = ()

    @property
    def accepts(self) -> bool:
        return bool(self.decision.data == "accept")

    def validate_decision(self, field: Field) -> None:
        if field.data not in ("accept", "decline"):
            raise ValidationError(lazy_gettext("Please accept or decline."))

    def validate_reason(self, field: Field) -> None:
        if self.decision.data == "decline":
            message = lazy_gettext("Please write why, in a sentence or more: the proposer reads it.")
            Readable(least=REASON_MIN, most=REASON_MAX, required=True, missing=message)(self, field)

    def validate_name_ru(self, field: Field) -> None:
        self._complete("ru", field, NAME_MIN, NAME_MAX)

    def validate_name_en(self, field: Field) -> None:
        self._complete("en", field, NAME_MIN, NAME_MAX)

    def validate_statement_ru(self, field: Field) -> None:
        self._complete("ru", field, STATEMENT_MIN, STATEMENT_MAX)

    def validate_statement_en(self, field: Field) -> None:
        self._complete("en", field, STATEMENT_MIN, STATEMENT_MAX)

    def completion(self) -> ProposalDraft:
        """What the curator wrote in the languages the proposal lacked."""
        parts = [f"{part}_{lang}" for part in ("name", "statement") for lang in self.missing]
        return ProposalDraft(**{part: (self[part].data or "").strip() for part in parts})

    def _complete(self, lang: str, field: Field, least: int, most: int) -> None:
        if self.accepts and lang in self.missing:
            message = lazy_gettext("A law needs its name and statement in Russian and in English.")
            Readable(least=least, most=most, required=True, missing=message)(self, field)


class RemarkForm(Form):
    """A word in the discussion, or the reason a curator gives for settling an objection."""

    text = TextAreaField(
        lazy_gettext("Your reason"),
        [
            Readable(
                least=REMARK_MIN, most=REMARK_MAX, required=True, missing=lazy_gettext("Please write your reason, in a sentence or more.")
            )
        ],
    )
    kind = HiddenField()


class ChangeForm(Form):
    """What becomes of a law: which ones take over (numbers, read from the address first), and why."""

    into = StringField(lazy_gettext("Number of the law that takes over"), [Readable(most=100)])
    why = TextAreaField(
        lazy_gettext("Why"),
        [Readable(least=REMARK_MIN, most=REMARK_MAX, required=True, missing=lazy_gettext("Please write why, in a sentence or more."))],
    )
    version = HiddenField()

    @property
    def numbers(self) -> tuple[int, ...]:
        """The laws named, each once; what is no number is none that exists."""
        words = (self.into.data or "").replace(",", " ").replace(";", " ").split()
        return tuple(dict.fromkeys(int(word) if word.isascii() and word.isdigit() and len(word) < 10 else 0 for word in words[:20]))

    @property
    def seen(self) -> int:
        """The version of the law that was on the page."""
        text = self.version.data or ""
        return int(text) if text.isascii() and text.isdigit() and len(text) < 10 else 0
