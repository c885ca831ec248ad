"""Every wording a law ever had, the newest first, and what changed from one to the next."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import func, select

from storyhub.accounts.models import Person
from storyhub.kit.db import db
from storyhub.laws.domain.drafts import LANGS, LISTS, TEXTS
from storyhub.laws.domain.word_diff import Piece, excerpted, word_diff
from storyhub.laws.models import Law, LawRevision
from storyhub.laws.queries.cards import LawCard, card_of, with_wording
from storyhub.laws.queries.milestones import Milestone, milestones


@dataclass(frozen=True, slots=True)
class Change:
    """One part of a wording that differs; `lang` is empty for what is the same in both languages (stages)."""

    part: str
    lang: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Text:
    """One part of a wording as it stood."""

    part: str
    lang: str
    text: str


@dataclass(frozen=True, slots=True)
class Version:
    """One wording: its number, who wrote it and why, what changed against the one before, and the whole of it."""

    number: int
    at: datetime
    author: str
    why: str
    changes: tuple[Change, ...]
    texts: tuple[Text, ...]


@dataclass(frozen=True, slots=True)
class LawHistory:
    card: LawCard
    versions: tuple[Version, ...]
    total: int
    milestones: tuple[Milestone, ...]


def law_history(number: int, lang: str, *, page: int, size: int) -> LawHistory | None:
    """One page of the wordings of law `number`, or None. Five SQL queries."""
    row = db.session.execute(with_wording().where(Law.number == number)).first()
    if row is None:
        return None
    law, revision, group = row
    total = db.session.execute(select(func.count()).select_from(LawRevision).where(LawRevision.law_id == law.id)).scalar_one()
    # One more than is shown: the last one shown is compared with it.
    rows = db.session.execute(
        select(LawRevision, Person.name)
        .outerjoin(Person, Person.id == LawRevision.author_id)
        .where(LawRevision.law_id == law.id)
        .order_by(LawRevision.number.desc())
        .limit(size + 1)
        .offset((page - 1) * size)
    ).all()
    found = [(wording, author or "") for wording, author in rows]
    befores = [*(wording for wording, _author in found[1:]), None][: len(found)]
    versions = tuple(_version(wording, author, before) for (wording, author), before in zip(found, befores, strict=True))
    return LawHistory(card=card_of(law, revision, group, lang), versions=versions[:size], total=total, milestones=milestones(law.id, lang))


def changes_between(before: object, after: object) -> tuple[Change, ...]:
    """What differs between two wordings (revisions or drafts), part by part, language by language."""
    parts = [(part, lang) for part in (*TEXTS, *LISTS) for lang in LANGS] + [("stages", "")]
    pairs = ((part, lang, _text(before, part, lang), _text(after, part, lang)) for part, lang in parts)
    return tuple(Change(part=part, lang=lang, pieces=word_diff(old, new)) for part, lang, old, new in pairs if old != new)


def _version(wording: LawRevision, author: str, before: LawRevision | None) -> Version:
    texts = tuple(
        Text(part=part, lang=lang, text=text) for part in (*TEXTS, *LISTS) for lang in LANGS if (text := _text(wording, part, lang))
    )
    return Version(
        number=wording.number,
        at=wording.created_at,
        author=author,
        why=wording.why,
        changes=tuple(map(_excerpted, changes_between(before, wording))) if before else (),
        texts=texts,
    )


def _excerpted(change: Change) -> Change:
    """In the history the whole wording stands below: what stayed is needed only around what changed."""
    return replace(change, pieces=excerpted(change.pieces))


def _text(wording: object, part: str, lang: str) -> str:
    """A part as text; lists one item a line."""
    value = getattr(wording, f"{part}_{lang}" if lang else part)
    return value if isinstance(value, str) else "\n".join(value)
