"""Keys of the index → rows of the database. What the reader may not read, or what is gone, is left out without a word: the index is
always a little behind, the database never is.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import select

from storyhub.coding.queries import PassageCard, passage_cards
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.text import Html, Span, highlight, sentences
from storyhub.laws.queries import LawCard, law_cards
from storyhub.reading.domain.places import sentence_number
from storyhub.search.domain.port import Hit
from storyhub.search.highlight import best_window, find_spans
from storyhub.search.query import Parsed
from storyhub.stories.models import Revision, Story
from storyhub.stories.queries import StoryCard, story_cards

SNIPPET = 280


@dataclass(frozen=True, slots=True)
class StoryHit:
    """`title` and `snippet` are marked where the words stand; `sentence` is the one the snippet's first hit stands in."""

    card: StoryCard
    title: Html
    snippet: Html
    sentence: int | None
    kind: str = "story"


@dataclass(frozen=True, slots=True)
class LawHit:
    card: LawCard
    name: Html
    statement: Html
    kind: str = "law"


@dataclass(frozen=True, slots=True)
class PassageHit:
    card: PassageCard
    exact: Html
    kind: str = "passage"


AnyHit = StoryHit | LawHit | PassageHit


def read_hits(keys: Sequence[Hit], parsed: Parsed, *, actor: Actor, lang: str) -> tuple[AnyHit, ...]:
    """The rows in the order of `keys`. A constant number of SQL queries, whatever the number of hits."""
    ids = {kind: [int(hit.key) for hit in keys if hit.kind == kind and hit.key.isdigit()] for kind in ("story", "law", "passage")}
    stories = story_cards(ids["story"], actor=actor)
    texts = _texts(list(stories))
    laws = law_cards(ids["law"], lang=lang)
    passages = passage_cards(ids["passage"], actor=actor, lang=lang)
    found: list[AnyHit] = []
    for hit in keys:
        key = int(hit.key) if hit.key.isdigit() else 0
        if hit.kind == "story" and key in stories:
            found.append(_story(stories[key], texts.get(key, ""), parsed))
        elif hit.kind == "law" and key in laws:
            found.append(LawHit(laws[key], _marked(laws[key].name, parsed), _marked(laws[key].statement, parsed)))
        elif hit.kind == "passage" and key in passages:
            found.append(PassageHit(passages[key], _marked(passages[key].exact, parsed)))
    return tuple(found)


def _texts(story_ids: Sequence[int]) -> dict[int, str]:
    """The published plain texts of stories that were found readable before."""
    rows = db.session.execute(
        select(Story.id, Revision.plain).join(Revision, Revision.id == Story.published_revision_id).where(Story.id.in_(story_ids))
    )
    return dict(rows.all())


def _story(card: StoryCard, plain: str, parsed: Parsed) -> StoryHit:
    places = find_spans(plain, parsed)
    start, end = best_window(plain, places, SNIPPET)
    spans = [Span(*place) for place in places]
    first = next((span.start for span in spans if span.start >= start), None)
    return StoryHit(
        card=card,
        title=_marked(card.title or "", parsed),
        snippet=highlight(plain, spans, around=Span(start, end)),
        sentence=None if first is None else _sentence_at(plain, first),
    )


def _marked(text: str, parsed: Parsed) -> Html:
    return highlight(text, [Span(*place) for place in find_spans(text, parsed)])


def _sentence_at(plain: str, place: int) -> int:
    """Sentences never cross a line end, so the lines after the place need not be cut up."""
    line_end = plain.find("\n", place)
    before = plain if line_end < 0 else plain[:line_end]
    return sentence_number([span.start for span in sentences(before)], place)
