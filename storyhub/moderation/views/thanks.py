"""The thanks desk: three stories a day, and a field for a note by hand under each."""

from __future__ import annotations

from flask import request
from flask.typing import ResponseReturnValue

from storyhub.kit.actor import Role
from storyhub.kit.days import day_of
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import current_actor, keeps_text, no_store, now, page, request_problems, see_other, sign_in_required
from storyhub.moderation.forms import ThanksForm
from storyhub.moderation.queries.thanks import Note, Offer, notes_for, thanks_desk
from storyhub.moderation.service import thank_teller
from storyhub.moderation.views.blueprint import bp
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.models import Story
from storyhub.stories.rules import may_read

THANKING = (Role.moderator, Role.researcher, Role.curator)


@bp.app_template_global("receipt_thanks")
def receipt_thanks(found: int) -> tuple[Note, ...]:
    """The notes a teller got, for the page behind the code."""
    return notes_for(found)


@bp.get("/desk/thanks")
@sign_in_required(*THANKING)
def thanks() -> ResponseReturnValue:
    return _page(written=request.args.get("written") == "1")


@bp.post("/desk/thanks/<public_id>")
@sign_in_required(*THANKING)
@keeps_text
def thank(public_id: str) -> ResponseReturnValue:
    """Keeps a note. What cannot be kept is shown again, under its story where that is still offered."""
    found = story_id(public_id)
    form = ThanksForm(formdata=request.form, prefix=public_id)
    if request_problems():
        return _page(form, public_id, 400, request_problems())
    if not form.validate():
        return _page(form, public_id, 422)
    with transaction():
        story = db.session.get(Story, found) if found is not None else None
        if story is None or not may_read(current_actor(), story):
            raise NotFound(log="no such story")
        thank_teller(story, form.note.data or "", actor=current_actor(), now=now())
    return see_other("moderation.thanks", written=1)


def _page(
    posted: ThanksForm | None = None,
    public_id: str = "",
    status: int = 200,
    problems: tuple[object, ...] = (),
    *,
    written: bool = False,
) -> ResponseReturnValue:
    no_store()
    desk = thanks_desk(actor=current_actor(), today=day_of(now()))
    rows = [(offer, _form(offer, posted, public_id)) for offer in desk.offers]
    notice = lazy_gettext("Thank you: your note is kept. Its teller sees it with the code.") if written else None
    return page(
        "moderation/thanks.html",
        status,
        rows=rows,
        written=desk.written,
        posted=posted,
        problems=problems,
        notice=notice,
        form_failed=status != 200,
    )


def _form(offer: Offer, posted: ThanksForm | None, public_id: str) -> ThanksForm:
    if posted is not None and offer.card.public_id == public_id:
        return posted
    return ThanksForm(prefix=offer.card.public_id)
