"""Preparing an edition: words, laws in or out and their order, quotes. Everything can be changed until it is frozen."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from sqlalchemy import delete, select
from sqlalchemy.orm.attributes import flag_modified

from storyhub.editions.domain.drafts import EditionWords, doi_in
from storyhub.editions.domain.words import EditionState
from storyhub.editions.models import Edition, EditionChoice, EditionLaw
from storyhub.editions.queries.material import in_library_order
from storyhub.editions.queries.quotable import quotable_among
from storyhub.editions.rules import is_draft, may_prepare
from storyhub.editions.service.harvested import tell_harvesters
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law

FROZEN = lazy_gettext("This edition is frozen. It never changes again.")
NEWER = lazy_gettext("Someone changed this edition meanwhile. Nothing was overwritten.")


def start_draft(*, publisher: str = "", actor: Actor, now: datetime) -> Edition:
    """A new draft with every law in force, shelf by shelf. Raises: Forbidden"""
    _need_curator(actor)
    edition = Edition(state=EditionState.draft, publisher=publisher, created_at=now, created_by_id=actor.person_id)
    db.session.add(edition)
    db.session.flush()
    db.session.add_all(
        EditionLaw(edition_id=edition.id, law_id=law_id, place=place) for place, law_id in enumerate(in_library_order(), start=1)
    )
    note(edition, "edition.start", actor=actor, now=now)
    return edition


def save_words(edition: Edition, words: EditionWords, *, version: int, actor: Actor, now: datetime) -> None:
    """Title, foreword, publisher, DOI. Raises: Forbidden, Conflict (frozen, or changed since `version`), Invalid (no DOI)"""
    need_draft(edition, version=version, actor=actor)
    doi = _doi(words.doi)
    for name, value in asdict(words).items():
        setattr(edition, name, value.strip())
    edition.doi = doi
    note(edition, "edition.words", actor=actor, now=now)


def take_laws(edition: Edition, law_ids: Sequence[int], *, version: int, actor: Actor, now: datetime) -> None:
    """These laws, in this order, and no others. The quotes of a law that is left out wait in case it comes back.

    Raises: Forbidden, Conflict (frozen, or changed since `version`), Invalid for one that is not in force
    """
    need_draft(edition, version=version, actor=actor)
    wanted = list(dict.fromkeys(law_ids))
    standing = set(db.session.execute(select(Law.id).where(Law.id.in_(wanted), Law.state == LawState.accepted)).scalars())
    if set(wanted) - standing:
        raise Invalid(lazy_gettext("One of these laws is not in force any more. Please look at the list again."), log="a law not in force")
    db.session.execute(delete(EditionLaw).where(EditionLaw.edition_id == edition.id))
    db.session.add_all(EditionLaw(edition_id=edition.id, law_id=law_id, place=place) for place, law_id in enumerate(wanted, start=1))
    _touch(edition)
    note(edition, "edition.laws", actor=actor, now=now)


def choose_quotes(edition: Edition, law_id: int, passage_ids: Sequence[int], *, actor: Actor, now: datetime) -> None:
    """These passages under this law, in this order, and no others. What cannot be printed any more may be left out with it.

    Raises: Forbidden, Conflict (frozen), Invalid for a passage that may not be quoted under the law
    """
    need_draft(edition, version=None, actor=actor)
    wanted = list(dict.fromkeys(passage_ids))
    found = quotable_among(law_id, wanted)
    if len(found) != len(wanted):
        raise Invalid(
            lazy_gettext("One of these passages cannot be quoted any more. Please look at the list again."), log="not to be quoted"
        )
    mine = (EditionChoice.edition_id == edition.id, EditionChoice.law_id == law_id)
    db.session.execute(delete(EditionChoice).where(*mine))
    db.session.add_all(
        EditionChoice(
            edition_id=edition.id, law_id=law_id, passage_id=passage_id, story_id=found[passage_id].story_id, place=place
        )
        for place, passage_id in enumerate(wanted, start=1)
    )
    _touch(edition)
    note(edition, "edition.quotes", actor=actor, now=now)


def set_doi(edition: Edition, text: str, *, actor: Actor, now: datetime) -> None:
    """The DOI that somebody minted for a frozen edition; all else of it stays. Raises: Forbidden, Invalid (no DOI)"""
    _need_curator(actor)
    edition.doi = _doi(text)
    tell_harvesters(edition)
    note(edition, "edition.doi", actor=actor, now=now)


def discard_draft(edition: Edition, *, actor: Actor, now: datetime) -> None:
    """The draft and its choices are deleted; nothing of it was ever public. Raises: Forbidden, Conflict (frozen)"""
    need_draft(edition, version=None, actor=actor)
    note(edition, "edition.discard", actor=actor, now=now)
    for table in (EditionChoice, EditionLaw):
        db.session.execute(delete(table).where(table.edition_id == edition.id))
    db.session.delete(edition)
    db.session.flush()


def need_draft(edition: Edition, *, version: int | None, actor: Actor) -> None:
    """Raises: Forbidden; Conflict if it is frozen, or changed since `version` (None: whatever it is)"""
    _need_curator(actor)
    if not is_draft(edition):
        raise Conflict(FROZEN, log=f"edition {edition.id} is frozen")
    if version is not None and edition.version_id != version:
        raise Conflict(NEWER, log=f"edition {edition.id} is newer")


def note(edition: Edition, action: str, *, actor: Actor, now: datetime, why: str = "") -> None:
    """One line in the audit log, after the change itself reached the database."""
    db.session.flush()
    audit.record(action, kind="edition", key=str(edition.id), actor=actor, now=now, why=why)


def _touch(edition: Edition) -> None:
    """Rows beside the edition changed: whoever saw it before must look again."""
    flag_modified(edition, "publisher")


def _doi(text: str) -> str:
    found = doi_in(text)
    if found is None:
        raise Invalid(lazy_gettext("This is no DOI. One looks like 10.5281/zenodo.123456."), log="no DOI")
    return found


def _need_curator(actor: Actor) -> None:
    if not may_prepare(actor):
        raise Forbidden(log="only curators prepare editions")
