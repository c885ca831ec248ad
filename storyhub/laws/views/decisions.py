"""A curator accepts or declines a proposal."""

from __future__ import annotations

from flask import Response

from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import current_actor, keeps_text, now, read_form, request_problems, see_other
from storyhub.laws import rules
from storyhub.laws.forms import DecideForm
from storyhub.laws.models import Law
from storyhub.laws.queries import law_to_decide
from storyhub.laws.service import accept_proposal, decline_proposal, expect_version
from storyhub.laws.views.blueprint import bp
from storyhub.laws.views.proposals import found_proposal, show_proposal

CONFLICT = lazy_gettext(
    "Someone was faster: this proposal changed while you were reading it. Nothing was overwritten; your text is below."
)


@bp.post("/proposals/P-<int:number>/decide")
@keeps_text
def decide(number: int) -> Response:
    actor = current_actor()
    found = found_proposal(number)
    form = DecideForm(formdata=read_form())
    form.missing = found.missing
    if not rules.may_edit(actor) or rules.is_own(actor, found.proposer_id):
        raise Forbidden(lazy_gettext("A curator who did not propose it decides."), log="may not decide")
    if problems := request_problems():
        return show_proposal(found, form, 422, problems=problems)
    if found.state == "proposed" and not form.validate():
        return show_proposal(found, form, 422)
    try:
        with transaction():
            _decide(_loaded(number), form)
    except Conflict:
        return show_proposal(found_proposal(number), form, 409, problems=(CONFLICT,))
    except Invalid as problem:
        return show_proposal(found, form, 422, problems=(problem.message,))
    return see_other("laws.proposal", number=number)


def _loaded(number: int) -> Law:
    law = law_to_decide(number)
    if law is None:
        raise NotFound(log="no such proposal")
    return law


def _decide(law: Law, form: DecideForm) -> None:
    version = form.version.data or ""
    expect_version(law, int(version) if version.isdecimal() and len(version) < 10 else 0)
    if form.accepts:
        completion = form.completion() if form.missing else None
        accept_proposal(law, actor=current_actor(), now=now(), completion=completion, group=form.group.data or "")
    else:
        decline_proposal(law, reason=form.reason.data or "", actor=current_actor(), now=now())
