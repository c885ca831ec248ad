"""The curators' desk of editions: the list, and one draft with everything that can be set in it."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.coding.domain.strength import StrengthRules
from storyhub.editions import labels
from storyhub.editions.forms import WORDS, DoiForm, WordsForm, laws_in_order, whole_number
from storyhub.editions.models import Edition
from storyhub.editions.queries.cited import cited_in
from storyhub.editions.queries.desk import desk_editions, desk_laws
from storyhub.editions.queries.draft import EditionRules, draft_of
from storyhub.editions.queries.served import files_of, withdrawn_quotes
from storyhub.editions.rules import is_draft
from storyhub.editions.service import discard_draft, save_words, start_draft, take_laws
from storyhub.editions.views.blueprint import bp
from storyhub.kit import audit
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import (
    current_actor,
    keeps_text,
    no_store,
    now,
    page,
    read_form,
    request_problems,
    see_other,
    settings,
    sign_in_required,
)

NUMBER_MAX = 999_999_999
DONE = {
    "words": lazy_gettext("Title and foreword are kept."),
    "laws": lazy_gettext("The laws and their order are kept."),
    "quotes": lazy_gettext("The quotes are kept."),
    "discarded": lazy_gettext("The draft is deleted."),
    "doi": lazy_gettext("The DOI is kept."),
    "asked": lazy_gettext("The files are asked for again."),
}
NEWER = lazy_gettext(
    "Someone changed this edition while you were writing. Nothing was overwritten. Your words are below; sending them again puts them in "
    "place."
)
bp.add_app_template_global(cited_in, "receipt_cited")
bp.add_app_template_filter(labels.lack_label)
bp.add_app_template_filter(labels.trouble_label)
bp.add_app_template_filter(labels.file_state_label)


def edition_rules() -> EditionRules:
    """The numbers of this instance."""
    known = settings()
    return EditionRules(
        address=known.base_url,
        strength=StrengthRules(known.contested_tellers, known.contested_one_in, known.growing_percent, known.fading_months),
        least_tellers=known.edition_tellers,
        moved_percent=known.edition_moved_percent,
    )


def loaded(edition_id: int) -> Edition:
    """Raises: NotFound"""
    found = db.session.get(Edition, edition_id) if 0 < edition_id <= NUMBER_MAX else None
    if found is None:
        raise NotFound(log="no such edition")
    return found


def loaded_draft(edition_id: int) -> Edition:
    """Raises: NotFound; Conflict for one that is frozen"""
    found = loaded(edition_id)
    if not is_draft(found):
        raise Conflict(lazy_gettext("This edition is frozen. It never changes again."), log="frozen")
    return found


@bp.get("/desk/editions")
@sign_in_required(Role.curator)
def desk() -> Response:
    no_store()
    return page("editions/desk.html", editions=desk_editions(), notice=_notice())


@bp.post("/desk/editions")
@sign_in_required(Role.curator)
def start() -> Response:
    with transaction():
        edition_id = start_draft(publisher=settings().site_name, actor=current_actor(), now=now()).id
    return see_other("editions.prepare", edition_id=edition_id)


@bp.route("/desk/editions/<int:edition_id>", methods=["GET", "POST"])
@keeps_text
@sign_in_required(Role.curator)
def prepare(edition_id: int) -> ResponseReturnValue:
    """A draft with all its parts; a frozen edition with the progress of its files."""
    edition = loaded(edition_id)
    if not is_draft(edition):
        if request.method == "POST":
            loaded_draft(edition_id)
        return show_frozen(edition)
    if request.method == "GET":
        return _show(edition, WordsForm(data={name: getattr(edition, name) for name in WORDS}))
    form, problems = WordsForm(formdata=read_form()), request_problems()
    if not form.validate() or problems:
        return _show(edition, form, 422, problems)
    try:
        with transaction():
            version = whole_number(form.version.data or "")
            save_words(loaded(edition_id), form.draft(), version=version, actor=current_actor(), now=now())
    except Conflict:
        return _show(loaded_draft(edition_id), form, 409, (NEWER,))
    return see_other("editions.prepare", edition_id=edition_id, done="words")


@bp.post("/desk/editions/<int:edition_id>/laws")
@sign_in_required(Role.curator)
def choose_laws(edition_id: int) -> ResponseReturnValue:
    shown = [law.card.id for law in desk_laws(loaded_draft(edition_id).id, current_language())]
    wanted = laws_in_order(request.form, shown)
    try:
        with transaction():
            take_laws(
                loaded(edition_id), wanted, version=whole_number(request.form.get("version", "")), actor=current_actor(), now=now()
            )
    except (Conflict, Invalid) as problem:
        edition = loaded_draft(edition_id)
        form = WordsForm(data={name: getattr(edition, name) for name in WORDS})
        return _show(edition, form, problem.status, (problem.message,))
    return see_other("editions.prepare", edition_id=edition_id, done="laws", _anchor="laws")


@bp.post("/desk/editions/<int:edition_id>/discard")
@sign_in_required(Role.curator)
def discard(edition_id: int) -> ResponseReturnValue:
    with transaction():
        discard_draft(loaded(edition_id), actor=current_actor(), now=now())
    return see_other("editions.desk", done="discarded")


def show_frozen(edition: Edition, form: DoiForm | None = None, status: int = 200, /) -> Response:
    """What became of a frozen edition: its files, its checksum, quotes that are gone, its DOI."""
    no_store()
    number = edition.number or 0
    return page(
        "editions/frozen.html",
        status,
        edition=edition,
        files=files_of(number),
        withdrawn=withdrawn_quotes(number),
        form=form or DoiForm(data={"doi": edition.doi}),
        form_failed=status != 200,
        events=audit.timeline("edition", str(edition.id)),
        notice=_notice(),
    )


def _show(edition: Edition, form: WordsForm, status: int = 200, problems: tuple[object, ...] = (), /) -> Response:
    no_store()
    form.version.data = str(edition.version_id)
    return page(
        "editions/prepare.html",
        status,
        edition=edition,
        form=form,
        laws=desk_laws(edition.id, current_language()),
        draft=draft_of(edition, now=now(), rules=edition_rules()),
        problems=problems,
        form_failed=status != 200,
        notice=_notice(),
    )


def _notice() -> object:
    return DONE.get(request.args.get("done", "")) if request.method == "GET" else None
