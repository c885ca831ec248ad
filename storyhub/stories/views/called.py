"""What brought somebody to the form of telling: a call for stories that is about to be answered, or a search that found nothing."""

from __future__ import annotations

from flask import request

from storyhub.calls.queries import Offer, offer_of
from storyhub.kit.days import day_of
from storyhub.kit.i18n import current_language
from storyhub.kit.web import now, settings
from storyhub.stories.forms.telling import LONGEST_SLUG, TellForm
from storyhub.stories.forms.texts import showable

LONGEST_ABOUT = 120


def answer_asked(form: TellForm) -> None:
    """On a fresh form: the call that the address names (`?call=…`), ticked."""
    slug = request.args.get("call", "")
    if request.method == "GET" and slug and len(slug) <= LONGEST_SLUG:
        form.call.data, form.answers.data = slug, True


def about_asked() -> str:
    """What somebody searched for in vain and may tell now (`?about=…`). Shown beside the form: what is sent is the teller's words alone."""
    return " ".join(showable(request.args.get("about", "")[:LONGEST_ABOUT]).split())


def offered(form: TellForm) -> Offer | None:
    """The call of the form, ticked or not; None without one. At most one SQL query."""
    typed = form.call.data or ""
    if len(typed) > LONGEST_SLUG:
        return None
    return offer_of(typed, lang=current_language(), today=day_of(now()), grace=settings().call_grace_days)


def answered(form: TellForm) -> Offer | None:
    """The call that the story answers, unless the teller unticked it; it may be over meanwhile."""
    return offered(form) if form.answered else None


def answered_id(form: TellForm) -> int | None:
    """The call of a story that is sent now: one that is open, or closed so lately that its writer could not know."""
    offer = answered(form)
    return offer.id if offer and offer.is_taken else None
