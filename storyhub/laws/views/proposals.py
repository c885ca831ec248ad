"""Reading proposals, and making one."""

from __future__ import annotations

from itertools import groupby

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from storyhub.kit import audit
from storyhub.kit.db import transaction
from storyhub.kit.errors import Invalid, NotFound
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import (
    Pagination,
    current_actor,
    hub,
    keeps_text,
    limiter,
    no_store,
    now,
    page,
    page_number,
    read_form,
    request_problems,
    see_other,
)
from storyhub.kit.web.limits import limit_of
from storyhub.laws import rules
from storyhub.laws.forms import NO_GROUP, DecideForm, ProposeForm, options
from storyhub.laws.queries import ProposalPage, group_names, proposal_list, proposal_page
from storyhub.laws.service import propose_law
from storyhub.laws.views.blueprint import NUMBER_MAX, bp

PAGE_SIZE = 30


@bp.get("/proposals")
def proposals() -> Response:
    number = page_number()
    cards, total = proposal_list(current_language(), page=number, size=PAGE_SIZE)
    if number > 1 and not cards:
        raise NotFound(log="past the last page")
    return page(
        "laws/proposals.html",
        groups=[(outcome, tuple(group)) for outcome, group in groupby(cards, key=lambda card: card.outcome)],
        pages=Pagination(number=number, size=PAGE_SIZE, total=total),
        may_propose=rules.may_propose(current_actor()),
    )


@bp.get("/proposals/P-<int:number>")
def proposal(number: int) -> Response:
    return show_proposal(found_proposal(number), DecideForm())


def found_proposal(number: int) -> ProposalPage:
    """Raises: NotFound"""
    found = proposal_page(number, current_language()) if 0 < number <= NUMBER_MAX else None
    if found is None:
        raise NotFound(log="no such proposal")
    return found


def show_proposal(found: ProposalPage, form: DecideForm, status: int = 200, /, *, problems: tuple[object, ...] = ()) -> Response:
    """The page of a proposal, with the form to decide it for whoever may."""
    actor = current_actor()
    may_decide = rules.may_edit(actor) and found.state == "proposed"
    is_own = rules.is_own(actor, found.proposer_id)
    if may_decide:
        no_store()
        form.group.choices = [*NO_GROUP, *options((group.slug, group.name) for group in group_names(current_language()))]
    return page(
        "laws/proposal.html",
        status,
        proposal=found,
        story_public_id=_readable_story(found.story_id),
        evidence=hub().evidence_of_proposal(found.id),
        events=audit.timeline("law", str(found.id)),
        form=form,
        decides=may_decide and not is_own,
        is_own=may_decide and is_own,
        request_problems=problems,
        form_failed=status != 200,
    )


@bp.route("/proposals/new", methods=["GET", "POST"])
@keeps_text
@limiter.limit(limit_of("submit"), methods=["POST"])
def propose() -> ResponseReturnValue:
    actor = current_actor()
    if request.method == "GET":
        if not rules.may_propose(actor):
            return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), code=303)
        return _show_form(ProposeForm(data={"story": request.args.get("story", "")[:20]}))
    form = ProposeForm(formdata=read_form())
    form.needs_story = rules.needs_story(actor)
    if not rules.may_propose(actor):
        return _show_form(
            form, 403, problems=(lazy_gettext("You are not signed in any more. Sign in in another tab, then send again."),)
        )
    if problems := request_problems():
        return _show_form(form, 422, problems=problems)
    if not form.validate():
        return _show_form(form, 422)
    story_id = _story_for_proposal(form.story_id)
    if form.story_id and story_id is None:
        form.story.errors = [lazy_gettext("There is no such story on this site. Its number stands on its page.")]
        return _show_form(form, 422)
    try:
        with transaction():
            draft = form.draft(current_language())
            law = propose_law(draft, proposer_label=actor.name, actor=actor, story_id=story_id, now=now())
            number = law.proposal_number
    except Invalid as problem:
        return _show_form(form, 422, problems=(problem.message,))
    return see_other("laws.proposal", number=number)


def _show_form(form: ProposeForm, status: int = 200, /, *, problems: tuple[object, ...] = ()) -> Response:
    no_store()
    form.needs_story = rules.needs_story(current_actor())
    return page("laws/propose.html", status, form=form, request_problems=problems, form_failed=status != 200)


def _story_for_proposal(public_id: str) -> int | None:
    """Asks the stories feature, through the instance, whether this story may be named: its database id, or None."""
    ask = getattr(hub(), "story_for_proposal", None)
    found: int | None = ask(public_id) if ask and public_id else None
    return found


def _readable_story(story_id: int | None) -> str | None:
    """The public id of the story a proposal came with, if this reader may read it."""
    ask = getattr(hub(), "story_of_proposal", None)
    found: str | None = ask(story_id) if ask and story_id else None
    return found
