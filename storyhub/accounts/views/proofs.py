"""What the pages of signing in share: keys, the site as passkeys know it, challenges, and asking for a fresh proof."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import redirect, request, url_for
from flask.typing import ResponseReturnValue

from storyhub.accounts.queries import SignedIn
from storyhub.accounts.service import CHEAP, STRONG, Answer, Hasher, Keys
from storyhub.accounts.service.passkeys import Party, authentication_options, party_of
from storyhub.accounts.views.session_cookie import here
from storyhub.kit.web import now, settings
from storyhub.kit.web.templating import site_name

P = ParamSpec("P")


def hasher() -> Hasher:
    """Argon2id as strong as it must be, except in tests."""
    return CHEAP if settings().testing else STRONG


def keys() -> Keys:
    return Keys(settings().secret_key)


def party() -> Party | None:
    """None where passkeys cannot work, as on a bare IP address."""
    return party_of(settings().base_url, site_name())


def full_address(endpoint: str, **values: str) -> str:
    """An address for a letter: with the host of the settings, never one that a request named."""
    return settings().base_url.rstrip("/") + url_for(endpoint, **values)  # type: ignore[arg-type]  # url_for takes any value


def challenge(session: SignedIn, purpose: str) -> bytes:
    """Belongs to this session and its last proof: the answer to it is good once, and nowhere else."""
    return keys().challenge(purpose, session.id_hash, session.proved_at.isoformat() if session.proved_at else "")


def passkey_options(session: SignedIn) -> str | None:
    """For the page's script: the question to this person's passkeys, or nothing."""
    site = party()
    if site is None or session.actor.person_id is None:
        return None
    return authentication_options(session.actor.person_id, party=site, challenge=challenge(session, "use"))


def answer_of(session: SignedIn, typed: str | None, credential: str | None) -> Answer:
    return Answer(typed=typed or "", credential=credential or "", challenge=challenge(session, "use"), party=party())


def is_fresh() -> bool:
    """Whether the person showed lately who they are. The sample people of a demo have nothing to show."""
    session = here()
    return session.is_fresh(now()) or (settings().demo is True and session.is_sample)


def fresh_required(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
    """For what could lock somebody out of their own account; goes below `sign_in_required`."""

    @wraps(view)
    def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
        if is_fresh():
            return view(*args, **kwargs)
        back = request.path if request.method == "GET" else url_for("accounts.security")
        return redirect(url_for("accounts.confirm", next=back), code=303)

    return guarded
