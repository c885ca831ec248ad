"""What became of a law, for everyone; and for curators the ways to change it: merge, split, retire, undo."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.curation import rules
from storyhub.curation.forms import ChangeForm
from storyhub.curation.queries.succession import changes_of, passages_to_send, preview, succession_to_undo, way_on
from storyhub.curation.service import (
    check_heir,
    check_in_force,
    merge_law,
    retire_law,
    split_law,
    supersede_law,
    undo_succession,
)
from storyhub.curation.views.blueprint import NUMBER_MAX, bp, thresholds
from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound, Problem
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import current_actor, keeps_text, no_store, now, page, read_form, request_problems, see_other, sign_in_required
from storyhub.laws.models import Law
from storyhub.laws.queries import editable_law, law_cards
from storyhub.laws.service import expect_version

Verb = Callable[[Law, list[Law], ChangeForm], object]


@bp.get("/laws/<int:number>/succession")
def succession(number: int) -> Response:
    law, lang, actor = _loaded(number), current_language(), current_actor()
    return page(
        "curation/succession.html",
        law=law_cards([law.id], lang=lang)[law.id],
        steps=way_on(law.id, lang),
        changes=changes_of(law.id, lang, thresholds=thresholds()),
        now=now(),
        curates=rules.may_curate(actor),
        in_force=rules.is_in_force(law),
    )


@bp.route("/laws/<int:number>/merge", methods=["GET", "POST"])
@keeps_text
@sign_in_required(Role.curator)
def merge(number: int) -> ResponseReturnValue:
    def verb(law: Law, heirs: list[Law], form: ChangeForm) -> object:
        return merge_law(law, heirs[0], why=form.why.data or "", actor=current_actor(), now=now())

    return _change("merge", number, verb, least=1)


@bp.route("/laws/<int:number>/split", methods=["GET", "POST"])
@keeps_text
@sign_in_required(Role.curator)
def split(number: int) -> ResponseReturnValue:
    def verb(law: Law, heirs: list[Law], form: ChangeForm) -> object:
        by_number = {str(heir.number): heir for heir in heirs}
        first = by_number.get(request.form.get("default", ""), heirs[0])
        ordered = [first, *(heir for heir in heirs if heir is not first)]
        sent = {
            line.coding_id: by_number[chosen].id
            for line in passages_to_send(law.id)
            if (chosen := request.form.get(f"passage-{line.coding_id}", "")) in by_number
        }
        return split_law(law, ordered, chosen=sent, why=form.why.data or "", actor=current_actor(), now=now())

    return _change("split", number, verb, least=2)


@bp.route("/laws/<int:number>/retire", methods=["GET", "POST"])
@keeps_text
@sign_in_required(Role.curator)
def retire(number: int) -> ResponseReturnValue:
    def verb(law: Law, heirs: list[Law], form: ChangeForm) -> object:
        why, actor = form.why.data or "", current_actor()
        if heirs:
            return supersede_law(law, heirs[0], why=why, actor=actor, now=now())
        return retire_law(law, why=why, actor=actor, now=now())

    return _change("retire", number, verb, least=0)


@bp.post("/laws/<int:number>/succession/<int:succession_id>/undo")
@sign_in_required(Role.curator)
def undo(number: int, succession_id: int) -> ResponseReturnValue:
    with transaction():
        law = _loaded(number)
        found = succession_to_undo(law.id, succession_id) if succession_id <= NUMBER_MAX else None
        if found is None:
            raise NotFound(log="no such change of this law")
        undo_succession(found, actor=current_actor(), now=now(), thresholds=thresholds())
    return see_other("curation.succession", number=number)


def _change(kind: str, number: int, verb: Verb, /, *, least: int) -> ResponseReturnValue:
    """First which law or laws take over, then what would move and why it is done, then the deed."""
    form = ChangeForm(formdata=read_form() if request.method == "POST" else request.args)
    law = _loaded(number)
    try:
        check_in_force(law)
        heirs = _heirs(law, form, least)
    except Conflict as problem:
        return _show(kind, law, form, [], problem.status, problems=(problem.message,), blocked=True)
    except Invalid as problem:
        return _show(kind, law, form, [], problem.status, problems=(problem.message,))
    if request.method == "GET":
        return _show(kind, law, form, heirs)
    if problems := request_problems():
        return _show(kind, law, form, heirs, 422, problems=problems)
    if not form.validate():
        return _show(kind, law, form, heirs, 422)
    try:
        with transaction():
            law = _loaded(number)
            expect_version(law, form.seen)
            verb(law, _heirs(law, form, least), form)
    except (Conflict, Invalid) as problem:
        return _again(kind, number, form, problem)
    return see_other("curation.succession", number=number)


def _again(kind: str, number: int, form: ChangeForm, problem: Problem) -> Response:
    return _show(kind, _loaded(number), form, [], problem.status, problems=(problem.message,))


def _heirs(law: Law, form: ChangeForm, least: int) -> list[Law]:
    """The laws that are to take over, as typed. None yet, when nothing was typed. Raises: Invalid"""
    numbers = form.numbers
    if not numbers and (request.method == "GET" or least == 0):
        return []
    found = [_heir(law, one) for one in numbers]
    if least == 2 and len(found) < 2:
        raise Invalid(lazy_gettext("A law is split into at least two different laws."), log="too few heirs")
    if least < 2 and len(found) != 1:
        raise Invalid(lazy_gettext("Please name one law by its number."), log="one heir wanted")
    return found


def _heir(law: Law, number: int) -> Law:
    heir = editable_law(number) if 0 < number <= NUMBER_MAX else None
    if heir is None:
        raise Invalid(lazy_gettext("There is no law %(key)s.", key=number), log="no such law")
    check_heir(law, heir)
    return heir


def _loaded(number: int) -> Law:
    law = editable_law(number) if 0 < number <= NUMBER_MAX else None
    if law is None:
        raise NotFound(log="no such law")
    return law


def _show(kind: str, law: Law, form: ChangeForm, heirs: list[Law], status: int = 200, /, **more: Any) -> Response:
    no_store()
    cards = law_cards([law.id, *(heir.id for heir in heirs)], lang=current_language())
    form.version.data = str(law.version_id)
    if kind == "split":
        form.into.label.text = lazy_gettext("Numbers of the laws it is split into")
    ready = bool(heirs) or kind == "retire"
    return page(
        "curation/change.html",
        status,
        kind=kind,
        law=cards[law.id],
        heirs=[cards[heir.id] for heir in heirs],
        form=form,
        moves=preview(law, tuple(heir.id for heir in heirs)) if ready and not more.get("blocked") else None,
        passages=passages_to_send(law.id) if kind == "split" and heirs else (),
        sent=dict(request.form) if request.method == "POST" else {},
        thresholds=thresholds(),
        request_problems=more.get("problems", ()),
        blocked=more.get("blocked", False),
        form_failed=status != 200,
    )
