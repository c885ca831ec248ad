"""Who acts in this request. The accounts feature gives the loader; the kit only keeps the answer for the length of the request."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import ParamSpec

from flask import Flask, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from storyhub.kit.actor import VISITOR, Actor, Role
from storyhub.kit.errors import Forbidden

P = ParamSpec("P")
LOADER = "storyhub.load_actor"


def load_actor_with(app: Flask, loader: Callable[[], Actor]) -> None:
    """Registers how the actor is found from the request's cookie. Called at most once a request, and only when someone asks."""
    app.extensions[LOADER] = loader


def current_actor() -> Actor:
    """The person signed in, or the visitor."""
    if "actor" not in g:
        from flask import current_app

        loader = current_app.extensions.get(LOADER)
        g.actor = loader() if loader else VISITOR
    actor: Actor = g.actor
    return actor


def require(*roles: Role) -> Actor:
    """The actor, if holding one of `roles`. Raises: Forbidden."""
    actor = current_actor()
    if not actor.has(*roles):
        raise Forbidden(log=f"needs one of {', '.join(roles)}")
    return actor


def sign_in_required(
    *roles: Role,
) -> Callable[[Callable[P, ResponseReturnValue]], Callable[P, ResponseReturnValue]]:
    """A view for these roles only: visitors are led to the sign-in page and back, others get 403.

    The loader may set `g.way_to_roles` to an endpoint for a person whose roles rest until something is done there.
    """

    def decorate(view: Callable[P, ResponseReturnValue]) -> Callable[P, ResponseReturnValue]:
        @wraps(view)
        def guarded(*args: P.args, **kwargs: P.kwargs) -> ResponseReturnValue:
            if not current_actor().is_signed_in:
                back = request.full_path.rstrip("?") if request.method == "GET" else None
                return redirect(url_for("accounts.sign_in", next=back), code=303)
            if roles and not current_actor().has(*roles) and g.get("way_to_roles"):
                return redirect(url_for(g.way_to_roles), code=303)
            if roles:
                require(*roles)
            return view(*args, **kwargs)

        return guarded

    return decorate
