"""Making a proposal: a form that shows what is there already, live with a script, by a button without."""

from __future__ import annotations

from flask import Response, jsonify, redirect, request, url_for
from flask.typing import ResponseReturnValue

from storyhub.curation.forms import ProposeForm
from storyhub.curation.queries import look_alikes
from storyhub.curation.service import salvage
from storyhub.curation.views.blueprint import NUMBER_MAX, bp
from storyhub.kit.db import transaction
from storyhub.kit.errors import Invalid, SearchUnavailable
from storyhub.kit.i18n import current_language, gettext, lazy_gettext, ngettext
from storyhub.kit.web import current_actor, hub, keeps_text, limiter, no_store, now, page, read_form, request_problems, see_other
from storyhub.kit.web.limits import limit_of
from storyhub.laws import rules
from storyhub.laws.domain.law_key import proposal_number
from storyhub.laws.labels import law_state_label
from storyhub.laws.models import Law
from storyhub.laws.queries import LawCard, law_to_decide, proposal_page
from storyhub.laws.service import propose_law
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.queries import story_cards

SIGNED_OUT = lazy_gettext("You are not signed in any more. Sign in in another tab, then send again.")
LOOKS = "60 per minute"


def _only_checks() -> bool:
    return request.form.get("action") == "check"


@bp.route("/proposals/new", methods=["GET", "POST"])
@keeps_text
@limiter.limit(limit_of("submit"), methods=["POST"], exempt_when=_only_checks)
@limiter.limit(LOOKS, methods=["POST"])
def propose() -> ResponseReturnValue:
    if request.method == "GET":
        if not rules.may_propose(current_actor()):
            return redirect(url_for("accounts.sign_in", next=request.full_path.rstrip("?")), code=303)
        return _show_form(ProposeForm(data=_asked()))
    form = ProposeForm(formdata=read_form())
    form.needs_story = rules.needs_story(current_actor())
    if not rules.may_propose(current_actor()):
        return _show_form(form, 403, problems=(SIGNED_OUT,))
    if problems := request_problems():
        return _show_form(form, 422, problems=problems)
    if _only_checks():
        return _show_form(form, checked=True)
    if not form.validate() or not _story_is_there(form):
        return _show_form(form, 422)
    try:
        with transaction():
            number = _proposed(form).proposal_number
    except Invalid as problem:
        return _show_form(form, 422, problems=(problem.message,))
    return see_other("curation.proposal", number=number)


@bp.post("/proposals/look-alikes")
@keeps_text
@limiter.limit(LOOKS)
def look_alike_laws() -> ResponseReturnValue:
    """Laws near what is being typed, as JSON for the script of the form, with the sentence to be read out. For tellers, too: they propose
    with their code, without an account.
    """
    no_store()
    typed = f"{request.form.get('name', '')} {request.form.get('statement', '')}"
    if request_problems():
        return jsonify(laws=[], said=""), 422
    cards = _look_alikes(typed)
    laws = [
        {
            "key": card.key,
            "name": card.name,
            "statement": card.statement,
            "lang": card.lang,
            "state": str(law_state_label(card.state)),
            "address": _address(card),
        }
        for card in cards
    ]
    return jsonify(laws=laws, said=_said(cards))


def _asked() -> dict[str, str]:
    """What the address says of the form: a story, or a declined idea, whose words it then begins with."""
    values = {"story": request.args.get("story", "")[:20]}
    number = proposal_number(request.args.get("from", "")[:20])
    declined = proposal_page(number, current_language()) if number and number <= NUMBER_MAX else None
    if declined is not None and declined.state == "declined":
        values["declined"] = declined.key
        for wording in declined.wordings:
            # In another language than the page's they would be taken for words of this one.
            if wording.lang == current_language():
                values |= {"name": wording.name, "statement": wording.statement}
    return values


def _proposed(form: ProposeForm) -> Law:
    actor, moment = current_actor(), now()
    law = propose_law(
        form.draft(current_language()), proposer_label=actor.name, actor=actor, story_id=_story_of(form), now=moment
    )
    number = proposal_number((form.declined.data or "")[:20])
    declined = law_to_decide(number) if number and number <= NUMBER_MAX else None
    if declined is not None:
        salvage(declined, law, actor=actor, now=moment)
    return law


def _story_is_there(form: ProposeForm) -> bool:
    if form.story_id and _story_of(form) is None:
        form.story.errors = [lazy_gettext("There is no such story on this site. Its number stands on its page.")]
        return False
    return True


def _story_of(form: ProposeForm) -> int | None:
    """The story that was named, if this person may read it."""
    found = story_id(form.story_id) if form.story_id else None
    return found if found is not None and found in story_cards([found], actor=current_actor()) else None


def _show_form(
    form: ProposeForm, status: int = 200, /, *, problems: tuple[object, ...] = (), checked: bool = False
) -> Response:
    no_store()
    form.needs_story = rules.needs_story(current_actor())
    typed = f"{form.name.data or ''} {form.statement.data or ''}".strip()
    # A failed form shows them as well: whoever mends it may find that the law is there already.
    cards = _look_alikes(typed) if checked or (status != 200 and typed) else ()
    return page(
        "curation/propose.html",
        status,
        form=form,
        request_problems=problems,
        form_failed=status != 200,
        checked=checked,
        look_alikes=cards,
        said=_said(cards) if checked else "",
        address=_address,
    )


def _look_alikes(typed: str) -> tuple[LawCard, ...]:
    try:
        return look_alikes(typed[:2_000], engine=hub().engine, lang=current_language()) if typed.strip() else ()
    except SearchUnavailable:
        # A courtesy that the form can do without.
        return ()


def _said(cards: tuple[LawCard, ...]) -> str:
    if not cards:
        return str(gettext("Nothing in the library sounds like it."))
    number = len(cards)
    return str(ngettext("%(number)s law or proposal sounds like it.", "%(number)s laws or proposals sound like it.", number, number=number))


def _address(card: LawCard) -> str:
    if card.number is not None:
        return url_for("reading.law", number=card.number)
    return url_for("curation.proposal", number=proposal_number(card.key) or 0)


