"""Verbs of inviting: a person is added without a password and chooses one by a link that works once."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime

from storyhub.accounts.models import Person
from storyhub.accounts.rules import may_manage_people
from storyhub.accounts.service.letters import send_to
from storyhub.accounts.service.links import LinkKind, new_link
from storyhub.accounts.service.people import add_person
from storyhub.kit import audit
from storyhub.kit.actor import Actor, Role
from storyhub.kit.errors import Conflict, Forbidden
from storyhub.kit.i18n import lazy_gettext


def invite_person(
    handle: str,
    name: str,
    email: str,
    roles: Iterable[Role],
    *,
    lang: str,
    link: Callable[[str], str],
    site: str,
    actor: Actor,
    now: datetime,
) -> Person:
    """Adds the person and sends the letter. Raises: Forbidden, Invalid, Conflict."""
    person = add_person(handle, name, email, None, roles, actor=actor, now=now)
    person.lang = lang
    invite_again(person, link=link, site=site, actor=actor, now=now)
    return person


def invite_again(person: Person, *, link: Callable[[str], str], site: str, actor: Actor, now: datetime) -> None:
    """A fresh link for somebody who has no password yet. Raises: Forbidden, Conflict."""
    if not may_manage_people(actor):
        raise Forbidden(log="inviting needs the admin role")
    if person.password_hash is not None or not person.active or not person.email:
        raise Conflict(lazy_gettext("This person needs no invitation."), log="no invitation needed")
    token = new_link(LinkKind.invitation, now=now, person=person) or ""
    send_to(person, "invitation", now=now, site=site, link=link(token), name=person.name)
    audit.record("person.invited", kind="person", key=str(person.id), actor=actor, now=now)
