"""The moment of being signed in: cookies are set, and the person is led to their work, or first to what their roles still need."""

from __future__ import annotations

from flask import Response, make_response, redirect, session, url_for

from storyhub.accounts.domain.way_back import way_back
from storyhub.accounts.queries import has_second_factor
from storyhub.accounts.views.session_cookie import lacks_second, set_cookie
from storyhub.kit.actor import Actor, Role


def welcome(session_id: str, actor: Actor, wanted: str | None, *, is_sample: bool = False) -> Response:
    """The answer to the last step of signing in."""
    # A new form token too: one seen before signing in is worth nothing after it.
    session.clear()
    needs_factor = lacks_second(actor, has_second=has_second_factor(actor.person_id or 0), is_sample=is_sample)
    target = url_for("accounts.security") if needs_factor else way_back(wanted) or _first_page(actor)
    response = make_response(redirect(target, code=303))
    set_cookie(response, session_id)
    return response


def _first_page(actor: Actor) -> str:
    """Where the person's work waits."""
    if actor.has(Role.moderator):
        return url_for("moderation.queue")
    if actor.has(Role.researcher):
        return url_for("coding.queue")
    return url_for("reading.home")
