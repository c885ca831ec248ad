"""Saving, changing and deleting searches; a visitor's letters begin with the address's consent and end with one click."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import delete, func, select

from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.mail import drop_letters, read_address
from storyhub.saved.domain.letter_token import letter_token
from storyhub.saved.domain.words import Every
from storyhub.saved.models import SavedSearch
from storyhub.saved.service.letters import topic_of, write_question
from storyhub.stories.domain.contact_token import contact_token_hash
from storyhub.stories.service import LetterHead

MOST_SAVED = 50
# An address that never answers is not asked again and again.
MOST_ASKED = 5


@dataclass(frozen=True, slots=True)
class SearchDraft:
    """`seen`: what the question finds at this moment, packed; letters tell what comes later."""

    name: str
    query: str
    lang: str
    every: Every
    seen: str = ""


def save_search(draft: SearchDraft, *, head: LetterHead, actor: Actor, now: datetime) -> SavedSearch:
    """Raises: Forbidden for a visitor, Conflict when there are too many."""
    if actor.person_id is None:
        raise Forbidden(log="saving needs an account")
    count = db.session.execute(select(func.count()).where(SavedSearch.person_id == actor.person_id)).scalar_one()
    if count >= MOST_SAVED:
        raise Conflict(lazy_gettext("You have saved %(most)s searches already. Please delete one first.", most=MOST_SAVED), log="too many")
    return _kept(SavedSearch(person_id=actor.person_id, confirmed_at=now), draft, head=head, now=now)


def ask_letters(draft: SearchDraft, address: str, *, head: LetterHead, now: datetime) -> None:
    """One letter asks whether these letters are wanted; until its link is used nothing else is sent. Says nothing of who asked before.

    Raises: Invalid for what is no address.
    """
    address = read_address(address)
    mine = db.session.execute(select(SavedSearch).where(SavedSearch.address == address)).scalars().all()
    asked = [row for row in mine if row.confirmed_at is None]
    if len(asked) >= MOST_ASKED or len(mine) >= MOST_SAVED or any(row.query == draft.query and row.lang == draft.lang for row in mine):
        return
    row = _kept(SavedSearch(address=address), draft, head=head, now=now)
    write_question(row, head=head, now=now)


def confirm_letters(token: str, *, seen: str, now: datetime) -> SavedSearch:
    """Letters begin: they tell what comes from now on. Twice is once. Raises: NotFound"""
    row = search_of_token(token)
    if row.confirmed_at is None:
        row.confirmed_at = row.looked_at = now
        row.seen = seen
    return row


def stop_letters(token: str) -> None:
    """A visitor's search is deleted with the address; a person's stays, without letters. Raises: NotFound"""
    row = search_of_token(token)
    drop_letters(topic_of(row.id))
    if row.address is not None:
        db.session.delete(row)
    else:
        row.every = Every.never


def change_search(search_id: int, every: Every, *, seen: str, actor: Actor, now: datetime) -> None:
    """Letters that begin again tell what comes from now on. Raises: NotFound for somebody else's."""
    row = _own(search_id, actor)
    if row.every == Every.never and every != Every.never:
        row.seen, row.looked_at = seen, now
    row.every = every
    drop_letters(topic_of(row.id))


def delete_search(search_id: int, *, actor: Actor) -> None:
    """Raises: NotFound for somebody else's."""
    row = _own(search_id, actor)
    drop_letters(topic_of(row.id))
    db.session.delete(row)


def search_of_token(token: str) -> SavedSearch:
    """Raises: NotFound if these letters were stopped, or the link is not whole."""
    row = db.session.execute(select(SavedSearch).where(SavedSearch.token_hash == contact_token_hash(token))).scalar()
    if row is None:
        raise NotFound(lazy_gettext("No letters are sent by this link any more: they were stopped already, or the link is not whole."))
    return row


def forget_unconfirmed(*, now: datetime, days: int) -> None:
    """Addresses whose owner did not answer."""
    old = (SavedSearch.confirmed_at.is_(None), SavedSearch.created_at < now - timedelta(days=days))
    db.session.execute(delete(SavedSearch).where(*old).execution_options(synchronize_session=False))


def _own(search_id: int, actor: Actor) -> SavedSearch:
    row = db.session.get(SavedSearch, search_id)
    if row is None or actor.person_id is None or row.person_id != actor.person_id:
        raise NotFound(log="not one's own search")
    return row


def _kept(row: SavedSearch, draft: SearchDraft, *, head: LetterHead, now: datetime) -> SavedSearch:
    row.name, row.query, row.lang, row.every, row.seen = draft.name, draft.query, draft.lang, draft.every, draft.seen
    row.created_at = row.looked_at = now
    db.session.add(row)
    db.session.flush()
    row.token_hash = contact_token_hash(letter_token(head.key, row.id, now))
    return row
