"""Quotes of a law, the preview, the freeze with its confirmation, and what can be done about a frozen edition."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.editions.files.book import Book
from storyhub.editions.forms import DoiForm, whole_number
from storyhub.editions.queries.desk import DeskLaw, chosen_places, desk_laws
from storyhub.editions.queries.draft import draft_of
from storyhub.editions.queries.quotable import quotable_for
from storyhub.editions.service import ask_for_files, choose_quotes, freeze, seen, set_doi
from storyhub.editions.views.blueprint import bp
from storyhub.editions.views.desk import NUMBER_MAX, edition_rules, loaded, loaded_draft, show_frozen
from storyhub.editions.views.reading import prose
from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import current_language
from storyhub.kit.web import current_actor, no_store, now, page, read_form, request_problems, see_other, sign_in_required

# More than anybody reads through; the clearest come first.
OFFERED = 100


@bp.route("/desk/editions/<int:edition_id>/laws/<int:number>", methods=["GET", "POST"])
@sign_in_required(Role.curator)
def quotes(edition_id: int, number: int) -> ResponseReturnValue:
    """Which passages stand under the law, and in which order."""
    edition = loaded_draft(edition_id)
    laws = desk_laws(edition.id, current_language()) if number <= NUMBER_MAX else ()
    law = next((one for one in laws if one.card.number == number), None)
    if law is None:
        raise NotFound(log="no such law in the draft")
    if request.method == "GET":
        return _quotes(edition_id, law)
    try:
        with transaction():
            choose_quotes(loaded(edition_id), law.card.id, _chosen(), actor=current_actor(), now=now())
    except Invalid as problem:
        return _quotes(edition_id, law, 422, (problem.message,))
    return see_other("editions.prepare", edition_id=edition_id, done="quotes", _anchor=f"law-{number}")


@bp.get("/desk/editions/<int:edition_id>/preview")
@sign_in_required(Role.curator)
def preview(edition_id: int) -> Response:
    """The edition as it would be now, in the language of the page."""
    no_store()
    draft = draft_of(loaded_draft(edition_id), now=now(), rules=edition_rules())
    book = Book(draft.snapshot, current_language())
    return page("editions/preview.html", edition_id=edition_id, draft=draft, book=book, prose=prose)


@bp.route("/desk/editions/<int:edition_id>/freeze", methods=["GET", "POST"])
@sign_in_required(Role.curator)
def freeze_edition(edition_id: int) -> ResponseReturnValue:
    loaded_draft(edition_id)
    if request.method == "GET":
        return _confirm(edition_id)
    try:
        with transaction():
            freeze(
                loaded(edition_id), confirmed=request.form.get("seen", ""), rules=edition_rules(), actor=current_actor(), now=now()
            )
    except (Conflict, Invalid) as problem:
        return _confirm(edition_id, problem.status, (problem.message,))
    return see_other("editions.prepare", edition_id=edition_id)


@bp.post("/desk/editions/<int:edition_id>/doi")
@sign_in_required(Role.curator)
def keep_doi(edition_id: int) -> ResponseReturnValue:
    """The DOI of an edition that is frozen already."""
    form = DoiForm(formdata=read_form())
    if not form.validate() or request_problems():
        return show_frozen(loaded(edition_id), form, 422)
    with transaction():
        set_doi(loaded(edition_id), form.doi.data or "", actor=current_actor(), now=now())
    return see_other("editions.prepare", edition_id=edition_id, done="doi")


@bp.post("/desk/editions/<int:edition_id>/files")
@sign_in_required(Role.curator)
def ask_again(edition_id: int) -> ResponseReturnValue:
    """Files that were given up are tried once more."""
    with transaction():
        edition = loaded(edition_id)
        if edition.number is None:
            raise Conflict(log="not frozen")
        ask_for_files(edition)
    return see_other("editions.prepare", edition_id=edition_id, done="asked")


def _chosen() -> list[int]:
    """The passages that are ticked, by the places typed beside them."""
    taken = [number for text in request.form.getlist("passage") if (number := whole_number(text))]
    return sorted(taken, key=lambda number: whole_number(request.form.get(f"place-{number}", "")) or NUMBER_MAX)


def _quotes(edition_id: int, law: DeskLaw, status: int = 200, problems: tuple[object, ...] = (), /) -> Response:
    no_store()
    places = chosen_places(edition_id, law.card.id)
    offered = sorted(quotable_for(law.card.id, limit=OFFERED), key=lambda quote: places.get(quote.passage_id, NUMBER_MAX))
    return page(
        "editions/quotes.html", status, edition_id=edition_id, law=law, offered=offered, places=places, problems=problems,
        form_failed=status != 200,
    )  # fmt: skip


def _confirm(edition_id: int, status: int = 200, problems: tuple[object, ...] = (), /) -> Response:
    no_store()
    draft = draft_of(loaded_draft(edition_id), now=now(), rules=edition_rules())
    return page(
        "editions/freeze.html", status, edition_id=edition_id, draft=draft, seen=seen(draft), problems=problems, form_failed=status != 200
    )
