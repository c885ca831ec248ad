"""One's own tokens: made, shown once, revoked."""

from __future__ import annotations

from datetime import timedelta

from flask import Response, g, redirect, request, url_for
from flask.typing import ResponseReturnValue

from storyhub.accounts.queries import SignedIn
from storyhub.api.domain.token import Scope
from storyhub.api.forms import SCOPE_LABELS, TokenForm
from storyhub.api.queries.tokens import tokens_of
from storyhub.api.rules import may_have
from storyhub.api.service.tokens import MOST_TOKENS, make_token, revoke_token
from storyhub.api.views.blueprint import bp
from storyhub.kit.days import day_of
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict
from storyhub.kit.web import (
    current_actor,
    keeps_text,
    no_store,
    now,
    page,
    read_form,
    request_problems,
    see_other,
    settings,
    sign_in_required,
)
from storyhub.kit.web.headers import no_referrer


@bp.route("/me/tokens", methods=["GET", "POST"])
@sign_in_required()
@keeps_text
def tokens() -> ResponseReturnValue:
    """GET: the list and the form. POST: a new token, shown this once."""
    if not _has_proved():
        return redirect(url_for("accounts.confirm", next=url_for("api.tokens")), code=303)
    if request.method == "GET":
        return _page(TokenForm())
    form, problems = TokenForm(formdata=read_form()), request_problems()
    form.offer(_scopes())
    if problems or not form.validate():
        return _page(form, 422, problems=problems)
    moment = now()
    try:
        with transaction():
            until = day_of(moment) + timedelta(days=int(form.days.data))
            made = make_token(form.name.data or "", Scope(form.scope.data), expires_on=until, actor=current_actor(), now=moment)
    except Conflict as refused:
        return _page(form, 409, problems=(refused.message,))
    return _page(TokenForm(), made=made)


@bp.post("/me/tokens/<int:number>/revoke")
@sign_in_required()
def revoke(number: int) -> ResponseReturnValue:
    """Needs no fresh proof: shutting a door is never to be held up."""
    with transaction():
        revoke_token(number, actor=current_actor(), now=now())
    return see_other("api.tokens")


def _scopes() -> list[Scope]:
    return [scope for scope in Scope if may_have(current_actor(), scope)]


def _has_proved() -> bool:
    """Whoever makes a token shows anew who they are: it outlives the browser it was made in."""
    session: SignedIn = g.signed_in
    return session.is_fresh(now()) or (settings().demo is True and session.is_sample)


def _page(form: TokenForm, status: int = 200, *, problems: tuple[object, ...] = (), made: str = "") -> Response:
    no_store()
    no_referrer()
    form.offer(_scopes())
    if not form.scope.data:
        form.scope.data = str(Scope.intake)
    return page(
        "api/tokens.html",
        status,
        form=form,
        problems=problems,
        form_failed=status != 200,
        made=made,
        tokens=tokens_of(current_actor().person_id or 0, now=now()),
        labels={str(scope): label for scope, label in SCOPE_LABELS.items()},
        most=MOST_TOKENS,
    )
