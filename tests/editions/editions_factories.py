"""Drafts and frozen editions, made by the verbs; everything is committed."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import select

from storyhub.coding.domain.strength import StrengthRules
from storyhub.editions.domain.drafts import EditionWords
from storyhub.editions.domain.snapshot import Snapshot
from storyhub.editions.domain.written import snapshot_text
from storyhub.editions.files import FileMaker
from storyhub.editions.models import Edition
from storyhub.editions.queries.draft import EditionRules
from storyhub.editions.queries.quotable import quotable_for
from storyhub.editions.service import FILE, choose_quotes, freeze, save_words, start_draft
from storyhub.kit import outbox
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.wiring.handlers import handlers
from tests.coding import coding_factories as coding

NOW = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
RULES = EditionRules(address="https://laws.example", strength=StrengthRules(), least_tellers=1)
WORDS = EditionWords(title_ru="Первое", title_en="First", foreword_ru="*Ура*", foreword_en="*Hooray*", publisher="StoryHub")
QUOTE = "an hour early"


def canonical_bytes(snapshot: Snapshot) -> bytes:
    return snapshot_text(snapshot).encode()


def words_bytes(snapshot: Snapshot) -> bytes:
    return "\n".join(quote.text or "—" for quote in snapshot.quotes).encode()


MAKERS = (FileMaker("edition.json", "application/json", canonical_bytes), FileMaker("quotes.txt", "text/plain", words_bytes))


def curator() -> Actor:
    return coding.make_coder(Role.curator)


def quoted_story(law_id: int, exact: str | None = QUOTE, *, polarity: str = "upholds", **over: object) -> int:
    """A published story whose teller agreed to be quoted, with one public coding of the passage."""
    story_id = coding.make_story(**{"may_quote": True, **over})  # type: ignore[arg-type]
    coder = coding.make_coder()
    coding.make_coding(story_id, law_id, coder, exact, polarity=polarity)
    coding.finish(story_id, coder)
    return story_id


def make_draft(actor: Actor, words: EditionWords = WORDS) -> int:
    with transaction():
        edition = start_draft(actor=actor, now=NOW)
        save_words(edition, words, version=edition.version_id, actor=actor, now=NOW)
        return edition.id


def choose(edition_id: int, law_id: int, actor: Actor, *, limit: int = 10) -> None:
    """Every passage there is."""
    passages = [quote.passage_id for quote in quotable_for(law_id, limit=limit)]
    with transaction():
        choose_quotes(db.session.get_one(Edition, edition_id), law_id, passages, actor=actor, now=NOW)


def freeze_draft(edition_id: int, actor: Actor, *, makers: Sequence[FileMaker] = MAKERS, now: datetime = NOW, **rules: object) -> int:
    with transaction():
        frozen = freeze(
            db.session.get_one(Edition, edition_id),
            confirmed=None,
            rules=replace(RULES, **rules),  # type: ignore[arg-type]
            actor=actor,
            now=now,
            makers=makers,
        )
        return frozen.number or 0


def frozen_edition(law_ids: Iterable[int], actor: Actor, **more: object) -> int:
    """An edition of all laws in force, with every quote there is for these laws; its number."""
    edition_id = make_draft(actor)
    for law_id in law_ids:
        choose(edition_id, law_id, actor)
    return freeze_draft(edition_id, actor, **more)  # type: ignore[arg-type]


def work(app: object, *, limit: int = 100) -> int:
    """Lets the worker make up to `limit` files; how many it took up. Raises whatever the handler raises."""
    make = handlers(app.extensions["storyhub"])[FILE]  # type: ignore[attr-defined]
    claims = outbox.claim(FILE, limit=limit, now=datetime.now(UTC))
    for claim in claims:
        make(claim)
        outbox.forget([claim])
    return len(claims)


def served_bytes(folder: Path, number: int) -> bytes:
    return b"".join(path.read_bytes() for path in sorted((folder / "editions" / str(number)).iterdir()))


def edition_numbered(number: int) -> Edition:
    return db.session.execute(select(Edition).where(Edition.number == number)).scalar_one()


