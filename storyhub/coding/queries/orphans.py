"""One's own codings that lost their place: their old words and surroundings, and where in the new text they might belong."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import select

from storyhub.coding.domain.candidates import candidates
from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import spans_of
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.text import surrounding
from storyhub.laws.queries import law_cards
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import State
from storyhub.stories.models import Passage, Story

MOST = 100


@dataclass(frozen=True, slots=True)
class Candidate:
    """A place in the new text with what stands around it. `place` is `start-end` in code points."""

    place: str
    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class Orphan:
    """One's own coding whose place was not found again. The words are empty where they have been erased."""

    id: int
    version: int
    story_public_id: str
    prefix: str
    exact: str
    suffix: str
    law_key: str
    law_name: str
    polarity: str
    strength: int
    note: str
    candidates: tuple[Candidate, ...]


def my_orphans(actor: Actor, *, lang: str, story: Story | None = None) -> tuple[Orphan, ...]:
    """The coder's own, newest first; candidates with `story` only. Two SQL queries."""
    chosen = (
        select(Coding, Passage)
        .join(Passage, Passage.id == Coding.passage_id)
        .join(Story, Story.id == Coding.story_id)
        .where(Coding.coder_id == actor.person_id, Coding.orphaned_at.is_not(None), Coding.removed_at.is_(None))
        .where(Story.state == State.published)
        .order_by(Coding.id.desc())
        .limit(MOST)
    )
    if story is not None:
        chosen = chosen.where(Coding.story_id == story.id)
    rows = db.session.execute(chosen).all()
    laws = law_cards([coding.law_id for coding, _ in rows], lang=lang) if rows else {}
    plain = story.published_revision.plain if rows and story is not None and story.published_revision else ""
    spans = spans_of(plain) if plain else []
    return tuple(
        Orphan(
            id=coding.id,
            version=coding.version_id,
            story_public_id=public_id(coding.story_id),
            prefix=passage.prefix,
            exact=passage.exact,
            suffix=passage.suffix,
            law_key=laws[coding.law_id].key,
            law_name=laws[coding.law_id].name,
            polarity=coding.polarity,
            strength=coding.strength,
            note=coding.note,
            candidates=_around(plain, spans, passage.exact) if plain else (),
        )
        for coding, passage in rows
        if coding.law_id in laws
    )


def _around(plain: str, spans: list[tuple[int, int]], exact: str) -> tuple[Candidate, ...]:
    found = candidates(plain, spans, exact)
    return tuple(Candidate(f"{start}-{end}", *_edges(plain, start, end)) for start, end in found)


def _edges(plain: str, start: int, end: int) -> tuple[str, str, str]:
    before, after = surrounding(plain, start, end)
    return before, plain[start:end], after
