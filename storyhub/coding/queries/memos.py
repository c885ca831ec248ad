"""Memos for pages. Blind: what others wrote about a story is seen by those who have finished it, and by nobody who is no researcher."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, or_, select

from storyhub.accounts.models import Person
from storyhub.coding.models import CodingPass, CodingRound, Memo
from storyhub.coding.rules import may_use_desk
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.laws.queries import law_cards
from storyhub.laws.queries.lineage import absorbed
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story


@dataclass(frozen=True, slots=True)
class MemoCard:
    """A memo as a list shows it. What it is about: a story, a law, or neither."""

    id: int
    version: int
    about: str
    story_public_id: str | None
    law_key: str | None
    law_name: str | None
    law_number: int | None
    author_name: str
    is_own: bool
    is_shared: bool
    text: str
    at: datetime
    # Written on a law that lives on in the one that was asked for.
    is_inherited: bool = False


def memos(
    *, actor: Actor, lang: str, about: str = "", story_id: int | None = None, law_id: int | None = None, limit: int = 100
) -> tuple[MemoCard, ...]:
    """The newest first, one's own and those shared; with a law also those on laws that live on in it. Two SQL queries at most."""
    if not may_use_desk(actor):
        return ()
    chosen = _readable(actor).order_by(Memo.id.desc()).limit(limit)
    for column, wanted in ((Memo.about, about or None), (Memo.story_id, story_id)):
        if wanted is not None:
            chosen = chosen.where(column == wanted)
    if law_id is not None:
        chosen = chosen.where(Memo.law_id.in_(absorbed(law_id)))
    rows = db.session.execute(chosen).all()
    laws = law_cards([memo.law_id for memo, _ in rows if memo.law_id], lang=lang) if rows else {}
    cards = ((memo.law_id, _card(memo, name, laws.get(memo.law_id or 0), actor)) for memo, name in rows)
    return tuple(replace(card, is_inherited=law_id is not None and about_id != law_id) for about_id, card in cards)


def _readable(actor: Actor) -> Select[Memo, str]:
    own = Memo.author_id == actor.person_id
    finished = (
        select(CodingRound.story_id)
        .join(CodingPass, CodingPass.round_id == CodingRound.id)
        .where(CodingPass.coder_id == actor.person_id, CodingPass.finished_at.is_not(None))
    )
    return (
        select(Memo, Person.name)
        .join(Person, Person.id == Memo.author_id)
        .outerjoin(Story, Story.id == Memo.story_id)
        .where(or_(own, and_(Memo.is_shared.is_(True), or_(Memo.story_id.is_(None), Memo.story_id.in_(finished)))))
        .where(or_(Memo.story_id.is_(None), and_(Story.state == State.published, Story.may_research.is_(True))))
    )


def _card(memo: Memo, author: str, law: Any, actor: Actor) -> MemoCard:
    return MemoCard(
        id=memo.id,
        version=memo.version_id,
        about=memo.about,
        story_public_id=public_id(memo.story_id) if memo.story_id else None,
        law_key=law.key if law else None,
        law_name=law.name if law else None,
        law_number=law.number if law else None,
        author_name=author,
        is_own=memo.author_id == actor.person_id,
        is_shared=memo.is_shared,
        text=memo.text,
        at=memo.changed_at or memo.written_at,
    )
