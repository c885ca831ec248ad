"""A law as lists show it, in the reader's language, falling back to the other one where it is not translated yet."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Select, case, select

from storyhub.kit.db import db
from storyhub.laws.domain.law_key import proposal_key
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawGroup, LawRevision
from storyhub.laws.queries.told import told, told_quotes


@dataclass(frozen=True, slots=True)
class LawCard:
    """`key` is `12` or `P-7`; `lang` is the language name and statement are in (not always the one asked for)."""

    id: int
    key: str
    number: int | None
    name: str
    statement: str
    group_slug: str
    group_name: str
    stages: tuple[str, ...]
    state: str
    slug: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class LawChoice:
    """A law to choose when coding: what it says, when it fits, when it does not, and how people put it."""

    id: int
    key: str
    name: str
    statement: str
    include: str
    exclude: str
    anchor_quotes: tuple[str, ...]
    group_name: str
    lang: str = ""


def law_cards(ids: Iterable[int], *, lang: str) -> dict[int, LawCard]:
    """Cards by database id, whatever the state; unknown ids are left out. One SQL query."""
    wanted = tuple(set(ids))
    if not wanted:
        return {}
    return {card.id: card for card in _cards(with_wording().where(Law.id.in_(wanted)), lang)}


def library(lang: str) -> tuple[LawCard, ...]:
    """Every law in force, by number. One SQL query."""
    return _cards(with_wording().where(Law.state == LawState.accepted).order_by(Law.number), lang)


def open_proposals(lang: str) -> tuple[LawCard, ...]:
    """Proposals nobody has decided yet, the newest first. One SQL query."""
    return _cards(with_wording().where(Law.state == LawState.proposed).order_by(Law.proposal_number.desc()), lang)


def law_choices(lang: str, include_proposals: bool = True) -> tuple[LawChoice, ...]:
    """Laws in force by number, then open proposals by theirs. One SQL query."""
    states = (LawState.accepted, LawState.proposed) if include_proposals else (LawState.accepted,)
    order = (case((Law.number.is_(None), 1), else_=0), Law.number, Law.proposal_number)
    rows = db.session.execute(with_wording().where(Law.state.in_(states)).order_by(*order))
    return tuple(_choice(law, revision, group, lang) for law, revision, group in rows)


def with_wording() -> Select[Law, LawRevision, LawGroup]:
    """Laws with the wording in force and their group (or None), in one query."""
    return (
        select(Law, LawRevision, LawGroup)
        .join(LawRevision, LawRevision.id == Law.current_id)
        .outerjoin(LawGroup, LawGroup.id == Law.group_id)
    )


def card_of(law: Law, revision: LawRevision, group: LawGroup | None, lang: str) -> LawCard:
    spoken = language_of(revision, lang)
    return LawCard(
        id=law.id,
        key=key_of(law.number, law.proposal_number),
        number=law.number,
        name=told(revision, "name", spoken),
        statement=told(revision, "statement", spoken),
        group_slug=group.slug if group else "",
        group_name=told(group, "name", lang) if group else "",
        stages=tuple(revision.stages),
        state=law.state,
        slug=law.slug,
        lang=spoken,
    )


def key_of(number: int | None, proposal_number: int | None) -> str:
    """`12`, or `P-7` where there is no number."""
    return str(number) if number is not None else proposal_key(proposal_number or 0)


def language_of(revision: LawRevision, lang: str) -> str:
    """The language asked for if the law is named and stated in it, else the other one."""
    complete = getattr(revision, f"name_{lang}") and getattr(revision, f"statement_{lang}")
    return lang if complete else ("en" if lang == "ru" else "ru")


def _cards(rows: Select[Law, LawRevision, LawGroup], lang: str) -> tuple[LawCard, ...]:
    return tuple(card_of(law, revision, group, lang) for law, revision, group in db.session.execute(rows))


def _choice(law: Law, revision: LawRevision, group: LawGroup | None, lang: str) -> LawChoice:
    card = card_of(law, revision, group, lang)
    return LawChoice(
        id=card.id,
        key=card.key,
        name=card.name,
        statement=card.statement,
        include=told(revision, "include", card.lang),
        exclude=told(revision, "exclude", card.lang),
        anchor_quotes=told_quotes(revision, "anchor_quotes", card.lang),
        group_name=card.group_name,
        lang=card.lang,
    )
