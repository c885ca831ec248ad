"""One story on the coding desk: the text with the coder's own marks, its sentences, what she marked. Blind until finished."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from storyhub.accounts.models import Person
from storyhub.coding.domain.comparing import Place, compared
from storyhub.coding.domain.places import counted, sentence_at
from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.coding.queries.visible import spans_of
from storyhub.coding.rules import is_open, sees_others
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.i18n import gettext
from storyhub.kit.text import Html, Mark, Span, mark_up, stored_html
from storyhub.laws.queries import LawCard, law_cards
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Passage, Revision, Story

FIRST_WORDS = 60


@dataclass(frozen=True, slots=True)
class DeskSentence:
    """A sentence, and how the form without JavaScript offers it."""

    number: int
    first_words: str
    text: str


@dataclass(frozen=True, slots=True)
class DeskCoding:
    """A coding in the desk's list. `sentence_number` is None where the whole story is meant."""

    id: int
    version: int
    exact: str
    start: int | None
    end: int | None
    sentence_number: int | None
    # Where it is as the script counts: first and last sentence, solid characters before the first and up to the last chosen one.
    place: tuple[int, int, int, int] | None
    law_id: int
    law_key: str
    law_name: str
    polarity: str
    strength: int
    note: str
    coder_id: int
    coder_name: str


@dataclass(frozen=True, slots=True)
class TakenBack:
    """A coding just removed, to be put back with one press."""

    id: int
    exact: str
    law_key: str
    law_name: str


@dataclass(frozen=True, slots=True)
class DeskStory:
    """Everything the desk shows of one story. `others` and `compared` stay empty until this coder has finished.

    `coders` counts those who have finished, this one among them.
    """

    public_id: str
    title: str | None
    lang: str
    revision_id: int
    html: Html
    sentences: tuple[DeskSentence, ...]
    mine: tuple[DeskCoding, ...]
    others: tuple[DeskCoding, ...]
    compared: tuple[Place[DeskCoding], ...]
    coders: int
    is_open: bool
    is_begun: bool
    is_finished: bool
    is_complete: bool


def desk_story(story: Story, *, actor: Actor, lang: str) -> DeskStory:
    """The desk of one coder over one story that may be coded. Constant number of SQL queries."""
    revision = story.published_revision
    if revision is None:
        raise ValueError("only a published story comes to the desk")
    spans = spans_of(revision.plain)
    coding_round, own_pass = round_and_pass(story, actor)
    mine = _codings(revision, story, spans, lang=lang, coder_id=actor.person_id)
    finished = sees_others(own_pass)
    others = _codings(revision, story, spans, lang=lang, but_of=actor.person_id) if finished else ()
    return DeskStory(
        public_id=public_id(story.id),
        title=story.title,
        lang=story.lang,
        revision_id=revision.id,
        html=mark_up(stored_html(revision.html), sentences=[Span(*span) for span in spans], marks=_marks(mine)),
        sentences=tuple(
            DeskSentence(n, _first_words(revision.plain[start:end]), revision.plain[start:end])
            for n, (start, end) in enumerate(spans, start=1)
        ),
        mine=mine,
        others=others,
        compared=compared((*mine, *others)) if others else (),
        coders=_finished_coders(coding_round) if finished and coding_round else 0,
        is_open=is_open(coding_round, own_pass),
        is_begun=own_pass is not None,
        is_finished=finished,
        is_complete=coding_round is not None and coding_round.complete_at is not None,
    )


def recent_laws(actor: Actor, limit: int = 9) -> tuple[int, ...]:
    """Ids of the laws this coder used last, the latest first by the time of use (imported codings may be older than their ids)."""
    latest = (func.max(Coding.created_at).desc(), func.max(Coding.id).desc())
    used = select(Coding.law_id).where(Coding.coder_id == actor.person_id).group_by(Coding.law_id)
    return tuple(db.session.execute(used.order_by(*latest).limit(limit)).scalars())


def taken_back(story: Story, coding_id: int, *, actor: Actor, lang: str) -> TakenBack | None:
    """The coder's own coding of this story that she has removed; None for any other."""
    chosen = (
        select(Coding, Passage.exact)
        .outerjoin(Passage, Passage.id == Coding.passage_id)
        .where(Coding.id == coding_id, Coding.story_id == story.id, Coding.coder_id == actor.person_id)
        .where(Coding.removed_at.is_not(None), Coding.orphaned_at.is_(None))
    )
    found = db.session.execute(chosen).first()
    law = law_cards([found[0].law_id], lang=lang).get(found[0].law_id) if found else None
    return TakenBack(id=coding_id, exact=found[1] or "", law_key=law.key, law_name=law.name) if found and law else None


def round_and_pass(story: Story, actor: Actor) -> tuple[CodingRound | None, CodingPass | None]:
    """The story's round and this person's pass in it, as far as there are any. One SQL query."""
    own = (CodingPass.round_id == CodingRound.id) & (CodingPass.coder_id == actor.person_id)
    found = db.session.execute(select(CodingRound, CodingPass).outerjoin(CodingPass, own).where(CodingRound.story_id == story.id)).first()
    return (None, None) if found is None else (found[0], found[1])


def _finished_coders(coding_round: CodingRound) -> int:
    finished = select(func.count()).where(CodingPass.round_id == coding_round.id, CodingPass.finished_at.is_not(None))
    return db.session.execute(finished).scalar_one()


def _codings(
    revision: Revision,
    story: Story,
    spans: Sequence[tuple[int, int]],
    *,
    lang: str,
    coder_id: int | None = None,
    but_of: int | None = None,
) -> tuple[DeskCoding, ...]:
    """Live codings in this text: of one coder, or of everybody else who has finished."""
    chosen = (
        select(Coding, Passage.start, Passage.end, Passage.exact, Person.name)
        .join(Person, Person.id == Coding.coder_id)
        .join(CodingRound, CodingRound.story_id == Coding.story_id)
        .join(CodingPass, (CodingPass.round_id == CodingRound.id) & (CodingPass.coder_id == Coding.coder_id))
        .outerjoin(Passage, Passage.id == Coding.passage_id)
        .where(Coding.story_id == story.id, Coding.removed_at.is_(None), Coding.orphaned_at.is_(None))
        .where(Coding.passage_id.is_(None) | (Passage.revision_id == revision.id))
        .order_by(func.coalesce(Passage.start, -1), Coding.id)
    )
    if coder_id is not None:
        chosen = chosen.where(Coding.coder_id == coder_id)
    else:
        chosen = chosen.where(Coding.coder_id != but_of, CodingPass.finished_at.is_not(None))
    rows = db.session.execute(chosen).all()
    laws = law_cards([coding.law_id for coding, *_ in rows], lang=lang)
    return tuple(
        _coding(coding, laws[coding.law_id], (start, end, exact or ""), name, revision=revision, spans=spans)
        for coding, start, end, exact, name in rows
        if coding.law_id in laws
    )


def _coding(
    coding: Coding,
    law: LawCard,
    words: tuple[int | None, int | None, str],
    name: str,
    *,
    revision: Revision,
    spans: Sequence[tuple[int, int]],
) -> DeskCoding:
    start, end, exact = words
    return DeskCoding(
        id=coding.id,
        version=coding.version_id,
        exact=exact,
        start=start,
        end=end,
        sentence_number=None if start is None else sentence_at(spans, start),
        place=None if start is None or end is None else counted(revision.plain, spans, start, end),
        law_id=law.id,
        law_key=law.key,
        law_name=law.name,
        polarity=coding.polarity,
        strength=coding.strength,
        note=coding.note,
        coder_id=coding.coder_id,
        coder_name=name,
    )


def _marks(codings: Sequence[DeskCoding]) -> list[Mark]:
    return [
        Mark(
            start=coding.start,
            end=coding.end,
            slot=coding.law_id,
            href=f"#coding-{coding.id}",
            label=gettext("Law %(key)s: %(name)s", key=coding.law_key, name=coding.law_name),
            number_text=coding.law_key,
            polarity=coding.polarity,
        )
        for coding in codings
        if coding.start is not None and coding.end is not None
    ]


def _first_words(text: str) -> str:
    words = " ".join(text.split())
    return words if len(words) <= FIRST_WORDS else words[:FIRST_WORDS].rsplit(" ", 1)[0] + "…"
