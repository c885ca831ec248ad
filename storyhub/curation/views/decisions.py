"""A curator accepts a proposal, once nothing stands in its way, or declines it with a reason."""

from __future__ import annotations

from flask import Response

from storyhub.curation.forms import DecideForm
from storyhub.curation.service import NotYet, accept, decline
from storyhub.curation.views.blueprint import bp, loaded, thresholds
from storyhub.curation.views.proposals import found_proposal, show_proposal
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import current_actor, keeps_text, now, read_form, request_problems, see_other
from storyhub.laws import rules
from storyhub.laws.models import Law
from storyhub.laws.service import expect_version

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
            _decide(loaded(number), form)
    except NotYet as problem:
        return show_proposal(found_proposal(number), form, 409, problems=(problem.message,))
    except Conflict:
        return show_proposal(found_proposal(number), form, 409, problems=(CONFLICT,))
    except Invalid as problem:
        return show_proposal(found, form, 422, problems=(problem.message,))
    return see_other("curation.proposal", number=number)


def _decide(law: Law, form: DecideForm) -> None:
    version = form.version.data or ""
    expect_version(law, int(version) if version.isdecimal() and len(version) < 10 else 0)
    if form.accepts:
        completion = form.completion() if form.missing else None
        accept(
            law, actor=current_actor(), now=now(), thresholds=thresholds(), completion=completion, group=form.group.data or ""
        )
    else:
        decline(law, reason=form.reason.data or "", actor=current_actor(), now=now())
