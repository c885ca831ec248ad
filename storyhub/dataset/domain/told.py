"""Tables of what was told: stories, the places in them, where teller and company met, companies, calls."""

from __future__ import annotations

from storyhub.dataset.domain.table import Field, Kind, Table
from storyhub.kit.i18n import lazy_gettext as _
from storyhub.stories.domain.words import Expectation, Outcome, Sector, Stage, Tenure

ONE_TO_FIVE, NOUGHT_TO_TEN, FEELING = (1, 5), (0, 10), (-5, 5)
LANGS = ("en", "ru")

STORIES = Table(
    "stories",
    _("Stories of customers, as readers see them"),
    ("id",),
    (
        Field("id", Kind.string, _("Number of the story, never given twice"), required=True, unique=True),
        Field("address", Kind.string, _("Where it can be read, for as long as it is there"), required=True),
        Field("title", Kind.string, _("Title, where there is one")),
        Field("text", Kind.string, _("The text without markup; positions of passages count in it"), required=True),
        Field("source", Kind.string, _("The same text as it was written, in Markdown"), required=True),
        Field("version", Kind.integer, _("Which version of the text this is; the first is 1"), required=True),
        Field("lang", Kind.string, _("Language of the text"), required=True, words=LANGS),
        Field("published_on", Kind.date, _("Day of publishing; the minute is nobody’s business"), required=True),
        Field("changed_on", Kind.date, _("Day on which text, details or consents changed last"), required=True),
        Field("organisation", Kind.string, _("Company the story is about")),
        Field("sector", Kind.string, _("Sector, by the teller or by the company"), words=tuple(Sector)),
        Field("country", Kind.string, _("Country, ISO 3166")),
        Field("month", Kind.string, _("Month in which it happened, as 2026-11")),
        Field("stage", Kind.string, _("Which of the four stages of the customer’s experience"), words=tuple(Stage)),
        Field("tenure", Kind.string, _("How long the teller had been a customer"), words=tuple(Tenure)),
        Field("outcome", Kind.string, _("What the teller did in the end"), words=tuple(Outcome)),
        Field("price", Kind.string, _("Price against what was expected"), words=tuple(Expectation)),
        Field("time", Kind.string, _("Time against what was expected"), words=tuple(Expectation)),
        Field("service", Kind.string, _("Service against what was expected"), words=tuple(Expectation)),
        Field("convenience", Kind.integer, _("Convenience, 1–5"), between=ONE_TO_FIVE),
        Field("speed", Kind.integer, _("Speed, 1–5"), between=ONE_TO_FIVE),
        Field("empathy", Kind.integer, _("Empathy, 1–5"), between=ONE_TO_FIVE),
        Field("rating", Kind.integer, _("Stars given with an imported review, 1–5"), between=ONE_TO_FIVE),
        Field("recommend_before", Kind.integer, _("Would have recommended the company before, 0–10"), between=NOUGHT_TO_TEN),
        Field("recommend_after", Kind.integer, _("Would recommend it afterwards, 0–10"), between=NOUGHT_TO_TEN),
        Field("emotional_peak", Kind.integer, _("The strongest feeling, −5…+5"), between=FEELING),
        Field("emotional_end", Kind.integer, _("The feeling at the end, −5…+5"), between=FEELING),
        Field("turning_point", Kind.integer, _("Passage that made the teller stay or leave")),
        Field("call", Kind.string, _("Call for stories that it answers")),
        Field("is_sample", Kind.boolean, _("Invented, to show how the site works; leave such rows out of research"), required=True),
    ),
    {"organisation": ("organisations", "slug"), "call": ("calls", "slug"), "turning_point": ("passages", "id")},
)
PASSAGES = Table(
    "passages",
    _("Places in stories that researchers or tellers marked"),
    ("id",),
    (
        Field("id", Kind.integer, _("Number of the passage"), required=True, unique=True),
        Field("story", Kind.string, _("Number of the story"), required=True),
        Field("start", Kind.integer, _("First character in the text, in Unicode code points from 0"), required=True),
        Field("end", Kind.integer, _("First character after it"), required=True),
        Field("exact", Kind.string, _("The words themselves"), required=True),
        Field("prefix", Kind.string, _("Words before, to find the place again")),
        Field("suffix", Kind.string, _("Words after")),
    ),
    {"story": ("stories", "id")},
)
TOUCHPOINTS = Table(
    "touchpoints",
    _("Places where the teller met the company: what was expected and what was received"),
    ("story", "position"),
    (
        Field("story", Kind.string, _("Number of the story"), required=True),
        Field("position", Kind.integer, _("Order within the story"), required=True),
        Field("name", Kind.string, _("In the teller’s own words"), required=True),
        Field("expected", Kind.integer, _("Expected, 1–5"), required=True, between=ONE_TO_FIVE),
        Field("received", Kind.integer, _("Received, 1–5"), required=True, between=ONE_TO_FIVE),
    ),
    {"story": ("stories", "id")},
)
ORGANISATIONS = Table(
    "organisations",
    _("Companies that these stories are about"),
    ("slug",),
    (
        Field("slug", Kind.string, _("Name in addresses"), required=True, unique=True),
        Field("name", Kind.string, _("Name as readers see it"), required=True),
        Field("sector", Kind.string, _("Sector of the company"), words=tuple(Sector)),
    ),
)
CALLS = Table(
    "calls",
    _("Dated calls for stories"),
    ("slug",),
    (
        Field("slug", Kind.string, _("Name in addresses"), required=True, unique=True),
        Field("title_ru", Kind.string, _("Title in Russian")),
        Field("title_en", Kind.string, _("Title in English")),
        Field("opens_on", Kind.date, _("First day"), required=True),
        Field("closes_on", Kind.date, _("Last day"), required=True),
        Field("goal", Kind.integer, _("How many stories were hoped for")),
    ),
)
