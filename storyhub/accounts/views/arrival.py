"""The moment of being signed in: cookies are set, and the person is led to their work, or first to what their roles still need."""

from __future__ import annotations

from flask import Response, make_response, redirect, request, session, url_for

from storyhub.accounts.domain.device_name import device_name
from storyhub.accounts.domain.way_back import way_back
from storyhub.accounts.queries import has_second_factor
from storyhub.accounts.service import arrive
from storyhub.accounts.views.proofs import full_address
from storyhub.accounts.views.session_cookie import device_id, lacks_second, set_cookie, set_device_cookie
from storyhub.accounts.views.slowing import forgive
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import transaction
from storyhub.kit.web import now
from storyhub.kit.web.languages import request_language
from storyhub.kit.web.templating import site_name


def welcome(session_id: str, actor: Actor, wanted: str | None, *, is_sample: bool = False) -> Response:
    """The answer to the last step of signing in."""
    person_id = actor.person_id or 0
    with transaction():
        kept = arrive(
            person_id,
            device_id(),
            lang=request_language(),
            device=device_name(request.user_agent.string),
            link=full_address("accounts.forgotten"),
            site=site_name(),
            now=now(),
        )
        forgive(person_id)
    # A new form token too: one seen before signing in is worth nothing after it.
    session.clear()
    needs_factor = lacks_second(actor, has_second=has_second_factor(person_id), is_sample=is_sample)
    target = url_for("accounts.security") if needs_factor else way_back(wanted) or _first_page(actor)
    response = make_response(redirect(target, code=303))
    set_cookie(response, session_id)
    set_device_cookie(response, kept)
    return response


def _first_page(actor: Actor) -> str:
    """Where the person's work waits."""
    if actor.has(Role.moderator):
        return url_for("moderation.queue")
    if actor.has(Role.researcher):
        return url_for("coding.queue")
    return url_for("reading.home")
