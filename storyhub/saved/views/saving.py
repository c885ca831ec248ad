"""Saving a search: under a name on one's own page, or, for a visitor, as letters to an address."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.accounts.models import Person
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import current_actor, keeps_text, limiter, no_store, now, page, read_form, request_problems, see_other, settings
from storyhub.reading.forms import read_asked
from storyhub.saved.domain.words import Every
from storyhub.saved.forms import LettersForm, SaveForm
from storyhub.saved.queries import asked_of
from storyhub.saved.service import ask_letters, save_search
from storyhub.saved.service.keeping import SearchDraft
from storyhub.saved.views.blueprint import bp, known, letter_head, query_of, search_page, title_of
from storyhub.stories.domain.contact_token import masked


@bp.route("/search/save", methods=["GET", "POST"])
@keeps_text
@limiter.limit("10 per hour", methods=["POST"])
def save() -> ResponseReturnValue:
    no_store()
    signed_in = current_actor().is_signed_in
    kind = SaveForm if signed_in else LettersForm
    if request.method == "GET":
        query = query_of(read_asked(request.args))
        return _page(kind(data={"query": query, "name": title_of(query), "every": Every.week}))
    form, problems = kind(formdata=read_form()), request_problems()
    if problems or not form.validate() or not _can_be_sent(form):
        return _page(form, 422, problems)
    return _save(form) if signed_in else _ask(form)


def _save(form: SaveForm) -> ResponseReturnValue:
    every = form.every.data if _mailbox() else Every.never
    draft = _draft(form, every, seen=known(form.query.data or "") if every != Every.never else "")
    try:
        with transaction():
            save_search(draft, head=letter_head(), actor=current_actor(), now=now())
    except Conflict as refused:
        return _page(form, 422, (refused.message,))
    return see_other("saved.searches")


def _ask(form: SaveForm) -> Response:
    address = form["contact"].data
    with transaction():
        ask_letters(_draft(form, form.every.data), address, head=letter_head(), now=now())
    return page("saved/asked.html", address=masked(address), again=search_page(form.query.data or ""))


def _can_be_sent(form: SaveForm) -> bool:
    """A visitor needs an address and a rhythm; a person neither."""
    if not isinstance(form, LettersForm):
        return True
    if not settings().sends_mail:
        return False
    if form.every.data == Every.never:
        form.every.data = Every.week
    if not form.contact.data:
        form.contact.errors = [lazy_gettext("Please type the address the letters shall go to.")]
    return bool(form.contact.data)


def _draft(form: SaveForm, every: Every, seen: str = "") -> SearchDraft:
    query = query_of(asked_of(form.query.data or ""))
    return SearchDraft(name=form.name.data or "", query=query, lang=current_language(), every=every, seen=seen)


def _mailbox() -> bool:
    """Whether letters can reach the person who asks."""
    person = db.session.get(Person, current_actor().person_id or 0)
    return settings().sends_mail and person is not None and bool(person.email)


def _page(form: SaveForm, status: int = 200, problems: tuple[object, ...] = ()) -> Response:
    return page(
        "saved/save.html",
        status,
        form=form,
        problems=problems,
        form_failed=status != 200,
        again=search_page(form.query.data or ""),
        heading=title_of(form.query.data or ""),
        letters=_mailbox() if current_actor().is_signed_in else settings().sends_mail,
    )
