"""Made-up things in every state a macro can show. They exist on the pattern page only; nothing here touches the database."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime
from itertools import product
from typing import Any

from storyhub.calls.domain.phase import Phase
from storyhub.calls.queries import CallCard
from storyhub.coding.domain.strength import Sides, Trend
from storyhub.coding.domain.strength_over_time import Quarter
from storyhub.coding.queries import EvidenceCount, LawFigures, LawStrength
from storyhub.coding.queries.cards import PassageCard
from storyhub.coding.queries.law_evidence import Evidence
from storyhub.curation.domain.gate import Check
from storyhub.editions.queries.since import Since
from storyhub.kit.audit import Event
from storyhub.kit.text import Html, Span, highlight
from storyhub.kit.text.word_diff import Piece, word_diff
from storyhub.kit.web import Pagination
from storyhub.laws.domain.likeness import Saying
from storyhub.laws.queries import LawCard
from storyhub.moderation.domain.waiting import Wait, Waiting
from storyhub.patterns.words import LONG, NAME, QUOTE, STATEMENT, TEXT, TITLE
from storyhub.reading.queries.counted_calls import CountedCall
from storyhub.reading.queries.fitting_laws import FittingLaw
from storyhub.reading.queries.hits import AnyHit, LawHit, PassageHit, StoryHit
from storyhub.reading.queries.law_tallies import LawTally
from storyhub.reading.queries.story_page import LegendEntry, Place, Remark
from storyhub.reading.views.facets import Chip, FacetGroup, FacetOption, Tab
from storyhub.stories.queries import StoryCard
from storyhub.stories.queries.cards import OrganisationName
from storyhub.stories.queries.promise import PromiseKept

DAY = date(2026, 3, 14)
NOON = datetime(2026, 3, 14, 12, 5, tzinfo=UTC)
SIDES = ("upholds", "violates", "mixed")
SHOP = OrganisationName(slug="example", name="Example & Daughters")


def story_cards() -> tuple[StoryCard, ...]:
    """Ordinary; without anything besides its text, in the other language; as long as can be, for staff only."""
    common: dict[str, Any] = {"is_sample": False, "audience": "public", "published_on": DAY}
    return (
        StoryCard(id=1, public_id="S-900001", title=TITLE, excerpt=TEXT, lang="en", organisation=SHOP, sector="repair", **common),
        StoryCard(id=2, public_id="S-900002", title="Крышка изнутри", excerpt="Наградные часы отца стояли с похорон.", lang="ru",
                  organisation=None, sector=None, published_on=None, is_sample=True, audience="public"),
        StoryCard(id=3, public_id="S-900003", title=LONG, excerpt=LONG * 3, lang="en", organisation=OrganisationName("long", LONG),
                  sector="government", published_on=DAY, is_sample=True, audience="staff"),
    )  # fmt: skip


def counted_calls() -> tuple[CountedCall, ...]:
    """Open with a goal, without one on its last day and as long as can be, coming, and over with more than was hoped for."""
    return (
        CountedCall(_call(1, "When a company said sorry"), 12),
        CountedCall(_call(2, LONG, goal=None, left=0), 1),
        CountedCall(_call(3, "The last five minutes", phase=Phase.coming), 0),
        CountedCall(_call(4, "A stranger at the counter", phase=Phase.past, is_sample=True), 34),
    )


def _call(number: int, title: str, **over: Any) -> CallCard:
    standing: dict[str, Any] = {"phase": Phase.open, "left": 8, "goal": 30, "is_sample": False, **over}
    days: dict[str, Any] = {"opens_on": DAY, "last_on": DAY, "changed_at": NOON}
    return CallCard(id=number, slug=f"example-{number}", title=title, text=Html(""), **standing, **days)


def law_cards() -> tuple[tuple[LawCard, LawFigures | None, LawStrength | None], ...]:
    """Laws growing, contested, without a story; one merged away, one as long as can be, proposals; each with its counts."""
    return (
        (_law(1), (one := _strong(5, 1, Trend.growing)).figures, one),
        (_law(2), (two := _strong(4, 5, Trend.contested)).figures, two),
        (_law(3), LawFigures(), _strong(0, 0, None)),
        (_law(4, state="merged"), None, None),
        (_law(5, name=LONG, statement=LONG * 3, group_name="", stages=()), None, None),
        (_law(None, key="P-7", state="proposed", group_name=""), None, None),
        (_law(None, key="P-8", state="declined", lang="ru", name="Клиент всегда прав"), None, None),
    )


def since() -> Since:
    """A law that is new and one that was reworded since the newest edition."""
    return Since(edition=12, kinds={1: "new", 2: "reworded"}, held=frozenset((2, 3)))


def strengths() -> tuple[LawStrength, ...]:
    """Every trend, and none."""
    return (*(_strong(n * 7, n, trend) for n, trend in enumerate(Trend, start=1)), _strong(0, 0, None))


def quarters() -> tuple[Quarter, ...]:
    """From nothing known of one side to many on both."""
    sides = [Sides(0, 1), Sides(1, 1), Sides(4, 1), Sides(9, 2), Sides(14, 6), Sides(31, 6)]
    return tuple(Quarter(2025 + n // 4, n % 4 + 1, both) for n, both in enumerate(sides))


def _strong(u: int, v: int, trend: Trend | None) -> LawStrength:
    figures = LawFigures(stories=u + v, tellers=u + v, organisations=3, passages=u + v, upholds=u, violates=v, u=u, v=v)
    return LawStrength(figures=figures, strength=figures.sides.strength, trend=trend)


def gates() -> tuple[tuple[Check, ...], ...]:
    """The evidence gate with nothing, with something, and met."""
    names, needs = ("passages", "stories", "tellers", "organisations"), (3, 3, 2, 2)
    return tuple(
        tuple(Check(name, have=have, need=need) for name, have, need in zip(names, counts, needs, strict=True))
        for counts in ((0, 0, 0, 0), (4, 2, 2, 1), (12, 5, 4, 3))
    )


def nowhere(_card: object) -> str:
    """Where a link of the pattern page leads."""
    return "#main"


def _law(number: int | None, **over: Any) -> LawCard:
    values: dict[str, Any] = {
        "id": number or 99, "key": str(number), "number": number, "name": NAME, "statement": STATEMENT, "group_slug": "ease",
        "group_name": "Ease and reliability", "stages": ("experience", "feedback"), "state": "accepted", "slug": "example", "lang": "en",
    }  # fmt: skip
    return LawCard(**{**values, **over})


def tallies() -> tuple[LawTally, ...]:
    """Every mixture of nothing, one and many on the three sides."""
    sides = [(0, 0, 0), (1, 0, 0), (0, 2, 0), (0, 0, 1), (3, 5, 2)]
    return tuple(
        LawTally(key=str(n), number=n, name=NAME, lang="en", upholds=up, violates=against, mixed=both)
        for n, (up, against, both) in enumerate(sides, start=1)
    )


def evidence() -> tuple[Evidence, ...]:
    """Each polarity; a quote in the other language, the whole story, a quote that must be cut."""
    rows = ((TITLE, QUOTE, 3, "en", 0), (None, "", None, "ru", 0), (TITLE, LONG * 4, 1, "en", 4))
    return tuple(
        Evidence(coding_id=n, story_public_id=f"S-90000{n}", story_title=title, exact=exact, sentence_number=sentence, polarity=side,
                 strength=n, organisation=SHOP.name if n == 1 else None, lang=lang, is_sample=n == 2, more=more)
        for n, (side, (title, exact, sentence, lang, more)) in enumerate(zip(SIDES, rows, strict=True), start=1)
    )  # fmt: skip


def counts() -> tuple[EvidenceCount, ...]:
    """One side only, all three, and a side so small that it could vanish."""
    return (
        EvidenceCount(stories=4, upholds=4),
        EvidenceCount(stories=9, upholds=4, violates=3, mixed=2),
        EvidenceCount(stories=200, upholds=199, violates=1),
    )


def legend() -> tuple[LegendEntry, ...]:
    """Every colour there is, with places in all their kinds; entry 8 is a proposal."""
    remarks = (Remark("Hannah Willoughby", 3, "she compares the two"), Remark("Timur Aslanov", 1, ""))
    places = (Place(QUOTE, None, "upholds", remarks), Place("", None, "mixed", remarks[:1]), Place(LONG * 3, None, "violates", ()))
    return tuple(
        LegendEntry(law_key=str(n) if n < 8 else "P-7", law_name=NAME, slot=n - 1, places=places if n == 1 else places[:1])
        for n in range(1, 9)
    )


def hits() -> tuple[AnyHit, ...]:
    """A story, a law, a proposal and a passage; words found in the title, in the text, nowhere."""
    story, foreign, long = story_cards()
    law = _law(1)
    passage = PassageCard(id=1, story_public_id="S-900001", story_title=TITLE, exact=QUOTE, sentence_number=3, law_id=1, law_key="1",
                          law_name=NAME, law_number=1, polarity="violates", strength=2, organisation=None, lang="en")  # fmt: skip
    return (
        StoryHit(card=story, title=highlight(TITLE, [Span(0, 5)]), snippet=highlight(TEXT, [Span(4, 9), Span(14, 20)]), sentence=1),
        StoryHit(card=foreign, title=highlight(foreign.title, []), snippet=highlight(foreign.excerpt, []), sentence=None),
        StoryHit(card=long, title=highlight(LONG, []), snippet=highlight(LONG * 3, [Span(0, 40)], around=Span(0, 280)), sentence=2),
        LawHit(card=law, name=highlight(NAME, [Span(0, 5)]), statement=highlight(STATEMENT, [])),
        LawHit(card=_law(None, key="P-7", group_name=""), name=highlight(NAME, []), statement=highlight(STATEMENT, [])),
        PassageHit(card=passage, exact=highlight(QUOTE, [Span(0, 4)])),
    )


def fitting_laws() -> tuple[FittingLaw, ...]:
    """A short reason, and a long one in the other language."""
    return (
        FittingLaw(card=_law(1), because=Saying(1, "signs", QUOTE, "en", ())),
        FittingLaw(card=_law(2), because=Saying(2, "signs", "Сказали «завтра», а привезли через неделю.", "ru", ())),
    )


def chips() -> tuple[Chip, ...]:
    return (Chip("Sector", "Cafés and restaurants", "?"), Chip("Law", f"12. {LONG}", "?"))


def facet_groups() -> tuple[FacetGroup, ...]:
    """Open with a chosen value; closed, with more values than are shown; empty."""
    values = (FacetOption("Russian", 12_345, False, "?lang=ru"), FacetOption("English", 1, True, "?lang=en"))
    return (
        FacetGroup("Language", values, (), 0, True),
        FacetGroup("Company", (FacetOption(LONG, 3, False, "?"),), values[:1], 17, False),
        FacetGroup("Law", (), (), 0, True),
    )


def tabs() -> tuple[Tab, ...]:
    """All chosen, then kinds with many and with none."""
    return (Tab("All", 12_345, True, "?"), Tab("Laws", 12_345, False, "?kind=law"), Tab("Marked passages", 0, False, "?kind=passage"))


def paginations() -> tuple[Pagination, ...]:
    """First, middle, last, only page."""
    return (Pagination(1, 20, 12_345), Pagination(7, 20, 12_345), Pagination(3, 20, 41), Pagination(1, 20, 3))


def waits() -> Iterator[Waiting]:
    """Everything a task can wait for, today and for days, promised, due and late."""
    for wait, days in product((Wait.reply, Wait.correction, Wait.no_promise, Wait.teller), (0, 1, 5)):
        yield Waiting(wait=wait, days=days)
    for days, left in ((0, 3), (2, 1), (3, 0), (9, -6)):
        yield Waiting(wait=Wait.first_answer, days=days, promised=DAY, left=left)


def timeline() -> tuple[Event, ...]:
    """By everybody who can act; with a reason of a person, with one of the list, with a word nobody foresaw."""
    return (
        Event(NOON, "teller", "story.submit", ""),
        Event(NOON, "operator", "story.import", ""),
        Event(NOON, "visitor", "story.review", ""),
        Event(NOON, "Olga Sorokina", "story.request_changes", LONG),
        Event(NOON, "Olga Sorokina", "story.decline", "advertising"),
        Event(NOON, "Olga Sorokina", "something.new", ""),
    )


def word_diffs() -> tuple[tuple[Piece, ...], ...]:
    """A few words changed; everything changed; a very long word put in."""
    return word_diff(TEXT, TEXT.replace(" a ", " the ")), word_diff(TITLE, STATEMENT), word_diff(TEXT, f"{TEXT} {LONG}")


def promises() -> tuple[PromiseKept, ...]:
    """Nearly always kept, within hours; too few to say; never kept, after days."""
    return (
        PromiseKept(stories=120, kept=119, answered=119, hours=13.2),
        PromiseKept(stories=2, kept=2, answered=2, hours=None),
        PromiseKept(stories=5, kept=0, answered=4, hours=90),
    )
