"""A draft on the server: saved by the button or by the script, opened by its return link, deleted by its writer.

The return link is a capability: the page is `no-referrer`, `no-store` and `noindex`, and the log knows routes only.
"""

from __future__ import annotations

from typing import Any

from flask import Response, jsonify, request
from flask.typing import ResponseReturnValue

from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, NotFound
from storyhub.kit.i18n import current_language, gettext, lazy_gettext
from storyhub.kit.web import keeps_text, limiter, now, page, request_problems, see_other, settings
from storyhub.stories.domain.receipt import is_nonce, new_nonce
from storyhub.stories.domain.stamp import stamp
from storyhub.stories.domain.unsent import MAX_DRAFT, TICKS, Unsent, new_token, unsent_of
from storyhub.stories.forms.telling import TellForm
from storyhub.stories.forms.texts import showable
from storyhub.stories.models import Draft
from storyhub.stories.queries import find_draft
from storyhub.stories.service import delete_draft, save_draft, start_draft
from storyhub.stories.views.blueprint import bp, key, posted_form, private, refused_status
from storyhub.stories.views.draft_words import draft_of, told_of
from storyhub.stories.views.slowing import OPENED
from storyhub.stories.views.telling import tell_page

# A script saves a few seconds after the last letter: a quick writer needs some ten a minute.
SAVES = "40 per minute"
SAVES_ALL = "3000 per hour"


@bp.route("/tell/draft", methods=["GET", "POST"])
@keeps_text
@limiter.limit(SAVES, methods=["POST"])
@limiter.limit(SAVES_ALL, key_func=lambda: "everybody", methods=["POST"])
def draft_save() -> ResponseReturnValue:
    """Saves what is typed. The button is led to the return link; the script gets it as JSON."""
    private()
    if request.method == "GET":
        return see_other("stories.tell")
    form = TellForm(formdata=posted_form())
    problems = request_problems() or _unsavable(form)
    if problems:
        return _refused(form, problems)
    token = form.draft.data or ""
    ticked = tuple(name for name in TICKS if form[name].data)
    unsent = Unsent(text=showable(form.text.data or ""), ticked=ticked, call=showable(form.answered))
    try:
        with transaction():
            found, token = _kept(token, unsent, version=_version(form))
    except Conflict:
        return _newer(form, token)
    except NotFound:
        return jsonify(problem=gettext("This draft was sent or deleted meanwhile. It is not saved any more.")), 410
    return jsonify(**told_of(found, token)) if _wants_json() else see_other("stories.draft", token=token)


@bp.get("/tell/draft/<token>")
def draft(token: str) -> Response:
    """The form with everything in it again."""
    private()
    found = find_draft(token, key=key(), now=now())
    if found is None:
        return page("stories/draft_gone.html", 404)
    unsent = unsent_of(found.payload)
    ticks = dict.fromkeys(unsent.ticked, True)
    told = {"text": unsent.text, "call": unsent.call, "answers": bool(unsent.call), **ticks}
    form = TellForm(data={**told, "nonce": new_nonce(key()), "draft": token, "draft_version": found.version_id})
    form.opened.data = stamp(key(), OPENED, now())
    return tell_page(form, draft=told_of(found, token))


@bp.post("/tell/draft/delete")
def draft_delete() -> ResponseReturnValue:
    """Deletes at once; deleting what is gone already is no mistake."""
    private()
    with transaction():
        delete_draft(request.form.get("draft", ""), key=key())
    return see_other("stories.tell", done="deleted")


def _kept(token: str, unsent: Unsent, *, version: int) -> tuple[Draft, str]:
    """The draft and its token, which is a new one for a new draft. Raises: Conflict; NotFound if a script goes on about a lost one."""
    found = find_draft(token, key=key(), now=now())
    if found is not None:
        save_draft(found, unsent, version=version, **_terms())
        return found, token
    if token and _wants_json():
        raise NotFound(log="no such draft any more")
    token = new_token()
    return start_draft(unsent, token=token, key=key(), **_terms()), token


def _terms() -> dict[str, Any]:
    return {"lang": current_language(), "days": settings().draft_days, "now": now()}


def _version(form: TellForm) -> int:
    typed = form.draft_version.data or ""
    return int(typed) if typed.isascii() and typed.isdigit() and len(typed) < 10 else 0


def _wants_json() -> bool:
    return request.accept_mimetypes.best == "application/json"


def _unsavable(form: TellForm) -> tuple[object, ...]:
    text = form.text.data or ""
    if not text.strip():
        return (lazy_gettext("There is nothing to save yet."),)
    if len(text) > MAX_DRAFT:
        return (lazy_gettext("This is too long to be kept as a draft. Please shorten it first."),)
    return ()


def _refused(form: TellForm, problems: tuple[object, ...]) -> ResponseReturnValue:
    if _wants_json():
        return jsonify(problem=str(problems[0])), refused_status()
    if not is_nonce(key(), form.nonce.data):
        form.nonce.data = new_nonce(key())
    return tell_page(form, refused_status(), problems, draft=draft_of(form))


def _newer(form: TellForm, token: str) -> ResponseReturnValue:
    """Another tab or device saved something else meanwhile: both texts, and nothing is overwritten."""
    db.session.rollback()
    found = find_draft(token, key=key(), now=now())
    if found is None:
        return _refused(form, (lazy_gettext("This draft was sent or deleted meanwhile. It is not saved any more."),))
    told = told_of(found, token)
    if _wants_json():
        problem = gettext("A newer text of this draft was saved in another window or on another device. This one is not saved any more.")
        return jsonify(problem=problem, address=told["address"]), 409
    return page("stories/draft_newer.html", 409, form=form, theirs=unsent_of(found.payload).text, draft=told, form_failed=True)
