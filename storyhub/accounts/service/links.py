"""Links in letters: each stands for one thing, once, for a short time; only the hash of its token is kept."""

from __future__ import annotations

from datetime import datetime, timedelta
from enum import StrEnum

from sqlalchemy import delete, func, select

from storyhub.accounts.domain.session_id import hash_of, new_session_id
from storyhub.accounts.models import AccessLink, Person
from storyhub.kit.db import db
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import lazy_gettext


class LinkKind(StrEnum):
    password = "password"  # noqa: S105  # what the link is for, not one
    sign_up = "sign_up"
    invitation = "invitation"
    address = "address"


HOLDS = {
    LinkKind.password: timedelta(minutes=30),
    LinkKind.sign_up: timedelta(hours=2),
    LinkKind.invitation: timedelta(days=3),
    LinkKind.address: timedelta(hours=2),
}
# Letters of a kind to one address within an hour: nobody's mailbox is filled with our help.
MOST_AN_HOUR = 3
OVER = lazy_gettext("This link was used already or is too old. Ask for a new one.")


def new_link(kind: LinkKind, *, now: datetime, person: Person | None = None, email: str | None = None) -> str | None:
    """A token for the address of a page; None if this mailbox has had enough letters lately."""
    db.session.execute(delete(AccessLink).where(AccessLink.expires_at <= now).execution_options(synchronize_session=False))
    lately = select(func.count()).select_from(AccessLink).where(AccessLink.created_at > now - timedelta(hours=1), AccessLink.kind == kind)
    same = AccessLink.person_id == person.id if person else AccessLink.email == email
    if kind is not LinkKind.invitation and db.session.execute(lately.where(same)).scalar_one() >= MOST_AN_HOUR:
        return None
    token = new_session_id()
    link = AccessLink(
        token_hash=hash_of(token),
        kind=kind,
        person_id=person.id if person else None,
        email=email,
        session_epoch=person.session_epoch if person else 0,
        created_at=now,
        expires_at=now + HOLDS[kind],
    )
    db.session.add(link)
    return token


def found_link(token: str, *kinds: LinkKind, now: datetime) -> AccessLink:
    """The link, if it still holds: not used, not too old, and no newer credentials since. Raises: NotFound."""
    link = db.session.get(AccessLink, hash_of(token))
    if link is None or link.kind not in kinds or link.expires_at <= now:
        raise NotFound(OVER, log="no such link")
    if link.person_id is not None:
        person = db.session.get(Person, link.person_id)
        if person is None or not person.active or person.session_epoch != link.session_epoch:
            raise NotFound(OVER, log="link of older credentials")
    return link


def use_up(link: AccessLink) -> None:
    """A link that has done its work is gone, and so are all others of this person."""
    mine = AccessLink.person_id == link.person_id if link.person_id is not None else AccessLink.email == link.email
    db.session.execute(delete(AccessLink).where(mine).execution_options(synchronize_session=False))
