"""Freezing: in one transaction the draft becomes a numbered edition that never changes. Its files are made afterwards, one by one."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy import delete

from storyhub.editions.domain.canonical import sha256
from storyhub.editions.domain.words import EditionState
from storyhub.editions.domain.written import head_text, laws_text, snapshot_text, written
from storyhub.editions.files import FileMaker
from storyhub.editions.models import Edition, EditionChoice, EditionLaw, EditionPart, EditionQuote
from storyhub.editions.queries.draft import Draft, EditionRules, draft_of
from storyhub.editions.service.files import ask_for_files
from storyhub.editions.service.harvested import tell_harvesters
from storyhub.editions.service.preparing import need_draft, note
from storyhub.editions.service.telling import tell_cited
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Invalid
from storyhub.kit.i18n import lazy_gettext

FREEZE = "edition.freeze"
CHANGED = lazy_gettext("Something changed since you looked: a text, a law, or what stories say about one. Please look at it once more.")


def seen(draft: Draft) -> str:
    """A word for exactly this content: what a curator confirms is what is frozen."""
    return sha256(snapshot_text(draft.snapshot))


def freeze(
    edition: Edition,
    *,
    confirmed: str | None,
    rules: EditionRules,
    actor: Actor,
    now: datetime,
    makers: Sequence[FileMaker] | None = None,
) -> Edition:
    """Gives the number, keeps every law with its checksum and every quote, and asks for the files.

    `confirmed` is what `seen` said of the draft that the curator looked at; None takes it as it is.
    Raises: Forbidden; Conflict if it is frozen already or changed since; Invalid while something blocks it
    """
    need_draft(edition, version=None, actor=actor)
    draft = draft_of(edition, now=now, rules=rules)
    if not draft.may_be_frozen:
        raise Invalid(lazy_gettext("This edition cannot be frozen yet: something is still missing."), log="blocked")
    if confirmed is not None and confirmed != seen(draft):
        raise Conflict(CHANGED, log=f"edition {edition.id} is not what was confirmed")
    texts = [written(law) for law in draft.snapshot.laws]
    edition.head = head_text(draft.snapshot)
    edition.sha256 = sha256(laws_text(edition.head, texts))
    edition.number, edition.state = draft.snapshot.number, EditionState.frozen
    edition.frozen_at, edition.frozen_by_id = now, actor.person_id
    _keep(edition.id, draft, texts)
    # The checksum stands in the log as well, whose lines are chained: who changes the tables cannot change it there.
    note(edition, FREEZE, actor=actor, now=now, why=f"{edition.number} {edition.sha256}")
    ask_for_files(edition, makers)
    tell_cited(edition.id, now=now)
    tell_harvesters(edition, [law.number for law in draft.snapshot.laws])
    db.session.flush()
    return edition


def _keep(edition_id: int, draft: Draft, texts: Sequence[str]) -> None:
    for place, (law, text) in enumerate(zip(draft.snapshot.laws, texts, strict=True), start=1):
        db.session.add(EditionPart(edition_id=edition_id, law_number=law.number, place=place, text=text, sha256=sha256(text)))
    for quote, row in zip(draft.snapshot.quotes, draft.quotes, strict=True):
        db.session.add(
            EditionQuote(
                edition_id=edition_id,
                law_number=quote.law,
                place=quote.place,
                story_id=row.story_id,
                lang=quote.lang,
                polarity=quote.polarity,
                text=quote.text,
            )
        )
    for table in (EditionChoice, EditionLaw):
        db.session.execute(delete(table).where(table.edition_id == edition_id))
