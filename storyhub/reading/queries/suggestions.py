"""What is offered while somebody types: laws by number, name or alias, words of the index, companies. Only what everybody may read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import select

from storyhub.kit.db import db
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawRevision
from storyhub.search.domain.port import Engine
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Organisation, Story

LAWS, WORDS, COMPANIES = 3, 3, 2
LEAST = 2
_NUMBER = re.compile(r"(?:law|закон|№|#)?\s*[:№#]?\s*(\d{1,4})", re.IGNORECASE)
_LAST_WORD = re.compile(r"[^\W_]+\Z")


@dataclass(frozen=True, slots=True)
class SuggestedLaw:
    number: int
    name: str


@dataclass(frozen=True, slots=True)
class SuggestedCompany:
    slug: str
    name: str


def suggested_laws(typed: str, *, lang: str) -> tuple[SuggestedLaw, ...]:
    """By number, else those with all typed words at the beginning of words of one name or alias; names first. One SQL query."""
    number = _NUMBER.fullmatch(typed.strip())
    wanted = _words(typed)
    if not wanted:
        return ()
    other = "en" if lang == "ru" else "ru"
    ranked: list[tuple[int, SuggestedLaw]] = []
    columns = [getattr(LawRevision, f"{part}_{one}") for part in ("name", "aliases") for one in (lang, other)]
    laws = select(Law.number, *columns).join(LawRevision, LawRevision.id == Law.current_id).where(Law.state == LawState.accepted)
    for found, *names, first, second in db.session.execute(laws):
        aliases = [*first, *second]
        law = SuggestedLaw(found, names[0] or names[1])
        rank = (0 if str(found).startswith(number[1]) else None) if number else _rank(wanted, names, aliases)
        if rank is not None:
            ranked.append((rank, law))
    return tuple(law for _rank, law in sorted(ranked, key=lambda pair: (pair[0], pair[1].number))[:LAWS])


def suggested_words(typed: str, *, engine: Engine) -> tuple[str, ...]:
    """The query with its last word completed. Raises: SearchUnavailable."""
    last = _LAST_WORD.search(typed)
    if last is None:
        return ()
    start = last.group()
    found = [word for word in engine.completions(start) if word != start.casefold()]
    return tuple(typed[: last.start()] + word for word in found[:WORDS])


def suggested_companies(typed: str) -> tuple[SuggestedCompany, ...]:
    """Companies that a public story is about, by the beginning of a word of their name. One SQL query."""
    key = " ".join(typed.casefold().split())
    if len(key) < LEAST:
        return ()
    told = select(Story.id).where(
        Story.organisation_id == Organisation.id, Story.state == State.published, Story.audience == Audience.public
    )
    begins = Organisation.name_key.startswith(key, autoescape=True)
    inside = Organisation.name_key.contains(f" {key}", autoescape=True)
    rows = db.session.execute(
        select(Organisation.slug, Organisation.name)
        .where(Organisation.merged_into_id.is_(None), begins | inside, told.exists())
        .order_by(begins.desc(), Organisation.name)
        .limit(COMPANIES)
    )
    return tuple(SuggestedCompany(*row) for row in rows)


def _rank(wanted: list[str], names: Iterable[str], aliases: Iterable[str]) -> int | None:
    """0: a name begins so; 1: in a name; 2: in an alias."""
    for name in names:
        words = _words(name)
        if words[: len(wanted) - 1] == wanted[:-1] and len(words) >= len(wanted) and words[len(wanted) - 1].startswith(wanted[-1]):
            return 0
    for rank, texts in ((1, names), (2, aliases)):
        if any(all(any(word.startswith(start) for word in _words(text)) for start in wanted) for text in texts):
            return rank
    return None


def _words(text: str) -> list[str]:
    """
    >>> _words("«Ещё не» — Всё?")
    ['еще', 'не', 'все']
    """
    return re.findall(r"[^\W_]+", text.casefold().replace("ё", "е"))
