"""The teller says which law the story shows, or puts a new one in words. The key is the story's code; no account is needed."""

from __future__ import annotations

from flask import Response, request

from storyhub.coding.forms import ClaimForm
from storyhub.coding.queries import PublicCoding, claimed_laws, public_codings
from storyhub.coding.queries.claims import ClaimedLaw
from storyhub.coding.service import claim_law, propose_own_law
from storyhub.coding.views.blueprint import bp
from storyhub.coding.views.law_lists import law_groups
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import current_language
from storyhub.kit.web import keeps_text, limiter, no_store, now, page, request_problems, settings
from storyhub.kit.web.headers import no_referrer
from storyhub.kit.web.limits import limit_of
from storyhub.laws.queries import LawCard, LawChoice, law_cards, law_choices
from storyhub.stories.domain.receipt import receipt_key
from storyhub.stories.service import open_receipt


@bp.post("/receipt/law")
@keeps_text
@limiter.limit(limit_of("receipt"))
def claim() -> Response:
    """Keeps the teller's choice and leads back to the story's page; on an error the same form comes back with what was typed."""
    no_store()
    no_referrer()
    form = ClaimForm(formdata=request.form)
    if request_problems() or not form.validate():
        return _again(form, request_problems(), 422)
    draft = form.draft()
    try:
        with transaction():
            story = open_receipt(form.code.data or "", key=receipt_key(settings().secret_key))
            if draft.law_id is None:
                law_id = propose_own_law(story, name=draft.name, statement=draft.statement, lang=current_language(), now=now()).id
            else:
                law_id = claim_law(story, draft.law_id, now=now()).law_id
    except (Conflict, Invalid, NotFound) as problem:
        return _again(form, (problem.message,), problem.status)
    law = law_cards([law_id], lang=current_language()).get(law_id)
    return page("coding/claimed.html", law=law, is_own=draft.law_id is None, code=form.code.data)


def _again(form: ClaimForm, problems: tuple[object, ...], status: int) -> Response:
    return page("coding/claim.html", status, claim_form=offered(form), problems=problems, code=form.code.data or "", form_failed=True)


def offered(form: ClaimForm) -> ClaimForm:
    """The form with the laws of this language to choose from."""
    form.offer(law_groups(law_choices_for_claim()))
    return form


@bp.app_template_global("law_choices_for_claim")
def law_choices_for_claim() -> tuple[LawChoice, ...]:
    """The laws and open proposals a teller may choose from."""
    return law_choices(current_language(), include_proposals=True)


@bp.app_template_global("claim_form_for")
def claim_form_for(code: str) -> ClaimForm:
    """An empty form for the story with this code."""
    form = ClaimForm(data={"code": code})
    return offered(form)


@bp.app_template_global("claimed_laws_of")
def claimed_laws_of(story_id: int) -> tuple[ClaimedLaw, ...]:
    """What the teller chose before."""
    return claimed_laws(story_id, lang=current_language())


@bp.app_template_global("receipt_evidence")
def receipt_evidence(story_id: int) -> tuple[tuple[LawCard, tuple[PublicCoding, ...]], ...]:
    """The laws a story is evidence for, each with its public codings, in the order of the text."""
    by_law: dict[int, list[PublicCoding]] = {}
    for coding in public_codings(story_id, lang=current_language()):
        by_law.setdefault(coding.law_id, []).append(coding)
    cards = law_cards(by_law, lang=current_language())
    return tuple((cards[law_id], tuple(codings)) for law_id, codings in by_law.items() if law_id in cards)
