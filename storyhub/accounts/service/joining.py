"""Verbs of joining the research: a member asks in a few words, a curator answers with a reason."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import select

from storyhub.accounts.models import JoinRequest, Person, PersonRole
from storyhub.accounts.rules import may_answer_requests
from storyhub.accounts.service.letters import send_to
from storyhub.accounts.service.sessions import end_sessions
from storyhub.kit import audit
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from storyhub.kit.i18n import lazy_gettext

SHORTEST_TEXT, LONGEST_TEXT = 20, 2_000
SHORTEST_REASON, LONGEST_REASON = 10, 1_000


def ask_to_join(person: Person, text: str, *, actor: Actor, now: datetime) -> JoinRequest:
    """One request at a time. Raises: Invalid, Conflict."""
    text = text.strip()
    if not SHORTEST_TEXT <= len(text) <= LONGEST_TEXT:
        raise Invalid(lazy_gettext("Please write between 20 and 2,000 characters."), log="request text")
    if any(row.role == Role.researcher for row in person.roles):
        raise Conflict(lazy_gettext("You are a researcher already."), log="researcher already")
    waiting = select(JoinRequest.id).where(JoinRequest.person_id == person.id, JoinRequest.state == "waiting")
    if db.session.execute(waiting).first():
        raise Conflict(lazy_gettext("Your request is waiting already."), log="request waits")
    request = JoinRequest(person_id=person.id, text=text, state="waiting", created_at=now, reason="")
    db.session.add(request)
    db.session.flush()
    audit.record("person.asked_to_join", kind="person", key=str(person.id), actor=actor, now=now)
    return request


def answer_request(
    number: int, *, accept: bool, reason: str, link: str, site: str, actor: Actor, now: datetime, untrained_why: str | None = None
) -> None:
    """Yes makes a researcher of the member, who has to sign in anew; either answer goes out as a letter.

    `untrained_why`: where the training is asked for and missing, why she is admitted all the same; None: nothing is missing.
    Raises: Forbidden (also for one's own), NotFound, Conflict (answered already), Invalid.
    """
    if not may_answer_requests(actor):
        raise Forbidden(log="answering requests needs a curator")
    request = db.session.get(JoinRequest, number)
    if request is None:
        raise NotFound(log="no such request")
    if request.person_id == actor.person_id:
        raise Forbidden(log="one's own request")
    if request.state != "waiting":
        raise Conflict(lazy_gettext("Somebody has answered this request already."), log="request answered")
    reason = reason.strip()
    if not SHORTEST_REASON <= len(reason) <= LONGEST_REASON:
        raise Invalid(lazy_gettext("Give a reason of 10 to 1,000 characters: the person will read it."), log="reason")
    if accept and untrained_why is not None:
        request.untrained_why = _why_untrained(untrained_why)
        audit.record("person.admitted_untrained", kind="person", key=str(request.person_id), actor=actor, now=now)
    person = db.session.get_one(Person, request.person_id)
    if accept and person.active:
        person.roles = [*person.roles, PersonRole(role=Role.researcher)]
        end_sessions(person)
    request.state = "accepted" if accept else "declined"
    request.decided_at, request.decided_by_id, request.reason = now, actor.person_id, reason
    if person.active:
        send_to(person, f"request_{request.state}", now=now, site=site, link=link, reason=reason)
    audit.record("person.request_answered", kind="person", key=str(person.id), actor=actor, now=now, why=request.state)


def _why_untrained(why: str) -> str:
    why = why.strip()
    if not SHORTEST_REASON <= len(why) <= LONGEST_REASON:
        raise Invalid(
            lazy_gettext("The training is not finished. Say in 10 to 1,000 characters why it is not needed, or wait for it."),
            log="untrained without a reason",
        )
    return why
