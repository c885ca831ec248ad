"""Memos: the list of all, writing one from wherever it belongs, changing and removing one's own."""

from __future__ import annotations

from flask import Response, request, url_for

from storyhub.coding.models import Memo
from storyhub.coding.queries import memos as memo_cards
from storyhub.coding.service.memos import change_memo, remove_memo, write_memo
from storyhub.coding.views.blueprint import bp
from storyhub.coding.views.queue import filters_in_address, with_filters
from storyhub.coding.views.showing import story_to_code
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import current_language
from storyhub.kit.web import current_actor, keeps_text, no_store, now, page, read_form, request_problems, sign_in_required
from storyhub.laws.models import Law
from storyhub.stories.domain.public_id import public_id as public_of

ABOUT = ("story", "law", "project")


@bp.get("/desk/memos")
@sign_in_required(Role.researcher)
def memos() -> Response:
    """All memos this researcher may read, with a form for one on the whole work."""
    return _list()


@bp.post("/desk/memos")
@keeps_text
@sign_in_required(Role.researcher)
def write() -> Response:
    """Writes a memo on what the form names."""
    sent = read_form()
    if request_problems():
        return _list(problems=request_problems(), status=422)
    try:
        with transaction():
            story = story_to_code(sent["story"]) if sent.get("story") else None
            law = _law(sent["law"]) if sent.get("law") else None
            memo = write_memo(sent.get("text", ""), story=story, law=law, is_shared="shared" in sent, actor=current_actor(), now=now())
            place = _place_of(memo)
    except Invalid as problem:
        return _list(problems=(problem.message,), status=422)
    return _see(place)


@bp.get("/desk/memos/<int:number>")
@sign_in_required(Role.researcher)
def memo(number: int) -> Response:
    """One's own memo, to be changed."""
    return _one(_own(number))


@bp.post("/desk/memos/<int:number>")
@keeps_text
@sign_in_required(Role.researcher)
def rewrite(number: int) -> Response:
    """Changes one's own memo."""
    sent = read_form()
    if request_problems():
        return _one(_own(number), problems=request_problems(), status=422)
    try:
        with transaction():
            found = _own(number)
            version = sent.get("version", "")
            seen = int(version) if version.isascii() and version.isdigit() and len(version) < 10 else 0
            change_memo(found, sent.get("text", ""), is_shared="shared" in sent, version=seen, actor=current_actor(), now=now())
            place = _place_of(found)
    except (Conflict, Invalid) as problem:
        return _one(_own(number), problems=(problem.message,), status=problem.status)
    return _see(place)


@bp.post("/desk/memos/<int:number>/remove")
@sign_in_required(Role.researcher)
def remove_one(number: int) -> Response:
    """Removes one's own memo."""
    with transaction():
        found = _own(number)
        place = _place_of(found)
        remove_memo(found, actor=current_actor(), now=now())
    return _see(place)


def _own(number: int) -> Memo:
    found = db.session.get(Memo, number)
    if found is None or found.author_id != current_actor().person_id:
        raise NotFound(log="no such memo of this author")
    return found


def _law(text: str) -> Law:
    found = db.session.get(Law, int(text)) if text.isascii() and text.isdigit() and len(text) < 10 else None
    if found is None:
        raise NotFound(log="no such law")
    return found


def _place_of(found: Memo) -> str:
    """Where one reads it: on the desk of its story, with its law, or in the list."""
    if found.story_id:
        return with_filters("coding.story", filters_in_address(), public_id=public_of(found.story_id))
    law = db.session.get(Law, found.law_id) if found.law_id else None
    return url_for("reading.law", number=law.number) if law and law.number else url_for("coding.memos")


def _see(place: str) -> Response:
    return Response(status=303, headers={"Location": f"{place}#memos"})


def _list(*, problems: tuple[object, ...] = (), status: int = 200) -> Response:
    no_store()
    about = request.args.get("about", "")
    about = about if about in ABOUT else ""
    sent = request.form
    return page(
        "coding/memos.html",
        status,
        memos=memo_cards(actor=current_actor(), lang=current_language(), about=about),
        about=about,
        problems=problems,
        typed={name: sent.get(name, "") for name in ("text", "story", "law", "shared")},
    )


def _one(found: Memo, *, problems: tuple[object, ...] = (), status: int = 200) -> Response:
    no_store()
    sent = request.form
    text = sent.get("text", found.text) if status != 200 else found.text
    shared = "shared" in sent if status != 200 else found.is_shared
    return page("coding/memo.html", status, memo=found, text=text, shared=shared, problems=problems)
