"""The discussion of a proposal: a reasoned word for or against it on its page, and a page for each objection to answer and settle it."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.curation import rules
from storyhub.curation.domain.words import RemarkKind
from storyhub.curation.forms import RemarkForm
from storyhub.curation.models import ProposalRemark
from storyhub.curation.queries import discussion, remark_to_settle
from storyhub.curation.service import add_remark, resolve_objection
from storyhub.curation.views.blueprint import NUMBER_MAX, bp, loaded
from storyhub.curation.views.proposals import found_proposal, show_proposal
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import (
    current_actor,
    keeps_text,
    limiter,
    no_store,
    now,
    page,
    read_form,
    request_problems,
    see_other,
    sign_in_required,
)
from storyhub.laws.models import Law

REMARKS = "30 per hour"
SIGNED_OUT = lazy_gettext("Please sign in to take part in the discussion.")


@bp.post("/proposals/P-<int:number>/remarks")
@keeps_text
@limiter.limit(REMARKS)
def discuss(number: int) -> ResponseReturnValue:
    """A reason for the proposal, or an objection."""
    found = found_proposal(number)
    form = RemarkForm(formdata=read_form())
    if not rules.takes_part(current_actor()):
        return show_proposal(found, form, 403, problems=(SIGNED_OUT,))
    if problems := request_problems():
        return show_proposal(found, form, 422, problems=problems)
    if not form.validate():
        return show_proposal(found, form, 422)
    try:
        with transaction():
            remark = add_remark(loaded(number), form.kind.data or "", form.text.data or "", actor=current_actor(), now=now())
            anchor = f"remark-{remark.id}"
    except (Conflict, Invalid) as problem:
        return show_proposal(found_proposal(number), form, problem.status, problems=(problem.message,))
    return see_other("curation.proposal", number=number, _anchor=anchor)


@bp.route("/proposals/P-<int:number>/objections/<int:remark_id>", methods=["GET", "POST"])
@keeps_text
@sign_in_required()
def objection(number: int, remark_id: int) -> ResponseReturnValue:
    """One objection, to be answered or settled by whoever may."""
    law, found = _loaded(number, remark_id)
    if request.method == "GET":
        return _show(law, found, RemarkForm())
    form = RemarkForm(formdata=read_form())
    if problems := request_problems():
        return _show(law, found, form, 422, problems=problems)
    settles = form.kind.data == "settle"
    needs_words = not settles or rules.resolves_for_another(current_actor(), law, found)
    if needs_words and not form.validate():
        return _show(law, found, form, 422)
    with transaction():
        law, found = _loaded(number, remark_id)
        if settles:
            resolve_objection(law, found, actor=current_actor(), now=now(), reason=form.text.data or "")
        else:
            add_remark(law, RemarkKind.answer, form.text.data or "", actor=current_actor(), now=now(), objection=found)
    return see_other("curation.proposal", number=number, _anchor=f"remark-{remark_id}")


def _loaded(number: int, remark_id: int) -> tuple[Law, ProposalRemark]:
    law = loaded(number)
    found = remark_to_settle(law.id, remark_id) if remark_id <= NUMBER_MAX else None
    if found is None:
        raise NotFound(log="no such objection")
    return law, found


def _show(
    law: Law, found: ProposalRemark, form: RemarkForm, status: int = 200, /, *, problems: tuple[object, ...] = ()
) -> Response:
    no_store()
    actor = current_actor()
    remark = next(remark for remark in discussion(law.id) if remark.id == found.id)
    return page(
        "curation/objection.html",
        status,
        number=law.proposal_number,
        remark=remark,
        form=form,
        answers=found.resolved_at is None and rules.may_answer(actor, law),
        settles=rules.may_resolve(actor, law, found),
        for_another=rules.resolves_for_another(actor, law, found),
        request_problems=problems,
        form_failed=status != 200,
    )
