"""Tables of what was made of it: laws, their wordings, codings; and what is in the data no longer."""

from __future__ import annotations

from storyhub.coding.domain.words import Polarity
from storyhub.dataset.domain.table import Field, Kind, Table
from storyhub.kit.i18n import lazy_gettext as _
from storyhub.laws.domain.words import LawState

NUMBERED = (LawState.accepted, LawState.merged, LawState.split, LawState.retired)

LAWS = Table(
    "laws",
    _("Laws of loyalty with the wording in force; proposals are not among them"),
    ("number",),
    (
        Field("number", Kind.integer, _("Number of the law, never given twice"), required=True, unique=True),
        Field("address", Kind.string, _("Where it can be read"), required=True),
        Field("state", Kind.string, _("In force, or what became of it"), required=True, words=tuple(NUMBERED)),
        Field("successors", Kind.array, _("Numbers of the laws in which it lives on"), required=True),
        Field("group", Kind.string, _("Shelf of the library")),
        Field("version", Kind.integer, _("Which wording this is; the first is 1"), required=True),
        Field("name_ru", Kind.string, _("Name in Russian")),
        Field("name_en", Kind.string, _("Name in English")),
        Field("statement_ru", Kind.string, _("What it claims, in Russian")),
        Field("statement_en", Kind.string, _("What it claims, in English")),
        Field("explanation_ru", Kind.string, _("Explanation in Russian, Markdown")),
        Field("explanation_en", Kind.string, _("Explanation in English, Markdown")),
        Field("include_ru", Kind.string, _("What counts, in Russian")),
        Field("include_en", Kind.string, _("What counts, in English")),
        Field("exclude_ru", Kind.string, _("What does not count, in Russian")),
        Field("exclude_en", Kind.string, _("What does not count, in English")),
        Field("aliases_ru", Kind.array, _("Other names in Russian"), required=True),
        Field("aliases_en", Kind.array, _("Other names in English"), required=True),
        Field("stages", Kind.array, _("Stages of the customer’s experience it speaks about"), required=True),
        Field("is_sample", Kind.boolean, _("Came with the program"), required=True),
    ),
)
WORDINGS = Table(
    "law_revisions",
    _("Every wording a law has had"),
    ("law", "version"),
    (
        Field("law", Kind.integer, _("Number of the law"), required=True),
        Field("version", Kind.integer, _("Which wording this is; the first is 1"), required=True),
        Field("created_on", Kind.date, _("Since when"), required=True),
        Field("name_ru", Kind.string, _("Name in Russian")),
        Field("name_en", Kind.string, _("Name in English")),
        Field("statement_ru", Kind.string, _("What it claims, in Russian")),
        Field("statement_en", Kind.string, _("What it claims, in English")),
    ),
    {"law": ("laws", "number")},
)
CODINGS = Table(
    "codings",
    _("One researcher says: this passage, or this whole story, shows this law"),
    ("id",),
    (
        Field("id", Kind.integer, _("Number of the mark"), required=True, unique=True),
        Field("story", Kind.string, _("Number of the story"), required=True),
        Field("passage", Kind.integer, _("The passage; empty: the whole story")),
        Field("law", Kind.integer, _("Number of the law"), required=True),
        Field("coder", Kind.integer, _("Who marked it: a number that holds within this file only"), required=True),
        Field("polarity", Kind.string, _("Whether it bears the law out or contradicts it"), required=True, words=tuple(Polarity)),
        Field("strength", Kind.integer, _("How clearly, 1–3"), required=True, between=(1, 3)),
        Field("coded_on", Kind.date, _("Day of the mark"), required=True),
        Field("blind", Kind.boolean, _("The coder could not have seen others’ marks; only such count for agreement"), required=True),
    ),
    {"story": ("stories", "id"), "passage": ("passages", "id"), "law": ("laws", "number")},
)
GONE = Table(
    "gone",
    _("What was in these data and is no longer: please take it out of your copy, too"),
    ("kind", "id"),
    (
        Field("kind", Kind.string, _("A story or a mark"), required=True, words=("story", "coding")),
        Field("id", Kind.string, _("Its number"), required=True),
        Field("gone_on", Kind.date, _("Since when"), required=True),
        Field("reason", Kind.string, _("Why it is gone"), required=True, words=("withdrawn", "restricted", "licence", "removed")),
    ),
)
