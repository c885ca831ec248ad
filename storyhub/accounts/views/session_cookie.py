"""The cookie that carries a session id, and the loader that turns it into the actor of a request."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask, Response, g, request

from storyhub.accounts.domain.lifetime import Lifetime
from storyhub.accounts.queries import SignedIn, signed_in
from storyhub.accounts.rules import must_have_second_factor, without_powers
from storyhub.accounts.service import see_again
from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.web import current_actor, now, settings
from storyhub.kit.web.actor import load_actor_with

DEVICE_S = 400 * 86400


def init_accounts(app: Flask) -> None:
    """Tells the kit how to find the actor. Call once, when the app is made."""
    load_actor_with(app, _load)
    app.after_request(_see_again)


def lifetime() -> Lifetime:
    return Lifetime(idle=timedelta(minutes=settings().session_idle_minutes), absolute=timedelta(hours=settings().session_hours))


def cookie_name() -> str:
    """With `__Host-` a browser takes the cookie only from this very host, over https, for the whole site."""
    return "__Host-storyhub-session" if settings().secure else "storyhub-session"


def session_id() -> str | None:
    """What the browser says its session is; proves nothing by itself."""
    return request.cookies.get(cookie_name()) or None


def device_id() -> str | None:
    """The random number that says in which browser somebody signed in before; proves nothing but that."""
    return request.cookies.get(_device_cookie()) or None


def set_device_cookie(response: Response, value: str) -> None:
    """Kept for long on purpose: it tells the person's own browsers from a stranger's."""
    secure = settings().secure
    response.set_cookie(_device_cookie(), value, max_age=DEVICE_S, path="/", secure=secure, httponly=True, samesite="Strict")


def _device_cookie() -> str:
    return "__Host-storyhub-device" if settings().secure else "storyhub-device"


def set_cookie(response: Response, value: str) -> None:
    """Strict: no other site can make a browser act, or even read, as somebody on the staff."""
    response.set_cookie(
        cookie_name(),
        value,
        max_age=settings().session_hours * 3600,
        path="/",
        secure=settings().secure,
        httponly=True,
        samesite="Strict",
    )


def drop_cookie(response: Response) -> None:
    response.delete_cookie(cookie_name(), path="/", secure=settings().secure, httponly=True, samesite="Strict")


def _load() -> Actor:
    value = session_id()
    found = signed_in(value, lifetime=lifetime(), now=now()) if value else None
    g.signed_in = found
    if found is None or found.awaits_second:
        return VISITOR
    if found.is_due:
        g.session_to_see = found.id_hash
    if lacks_second(found.actor, has_second=found.has_second, is_sample=found.is_sample):
        g.way_to_roles = "accounts.security"
        return without_powers(found.actor)
    return found.actor


def here() -> SignedIn:
    """The session of this request. Only for views behind `sign_in_required`."""
    current_actor()
    found: SignedIn = g.signed_in
    return found


def waiting() -> SignedIn | None:
    """The session that still awaits its second step, if this browser is in the middle of signing in."""
    current_actor()
    found: SignedIn | None = g.get("signed_in")
    return found if found is not None and found.awaits_second else None


def lacks_second(actor: Actor, *, has_second: bool, is_sample: bool) -> bool:
    """Whether the roles of this person rest until a second factor is set up. Sample people of a demo are nobody."""
    if has_second or settings().second_factor != "required" or (settings().demo is True and is_sample):
        return False
    return must_have_second_factor(actor.roles)


def _see_again(response: Response) -> Response:
    """After the page is made, when no transaction of its own can be open any more."""
    due = g.pop("session_to_see", None)
    if due:
        see_again(due, now=now())
    return response
