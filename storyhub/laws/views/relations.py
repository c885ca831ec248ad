"""A curator says how laws stand to each other."""

from __future__ import annotations

from flask import Response
from flask.typing import ResponseReturnValue
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types

from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import current_actor, no_store, now, page, read_form, request_problems, see_other, sign_in_required
from storyhub.laws.forms import RelationForm
from storyhub.laws.models import Law
from storyhub.laws.queries import editable_law, law_page, library
from storyhub.laws.service import relate, unrelate
from storyhub.laws.views.blueprint import NUMBER_MAX, bp

MISSING = lazy_gettext("Please choose a law from the list.")


@bp.get("/laws/<int:number>/relations")
@sign_in_required(Role.curator)
def relations(number: int) -> ResponseReturnValue:
    return _show(RelationForm(), number)


@bp.post("/laws/<int:number>/relations")
@sign_in_required(Role.curator)
def change_relations(number: int) -> ResponseReturnValue:
    """Adds one, or with `remove` takes it away; `back` where it is read from the other law to this one."""
    form = RelationForm(formdata=read_form())
    if problems := request_problems():
        return _show(form, number, 422, problems=problems)
    try:
        with transaction():
            law, other = _loaded(number), _other(form)
            first, second = (other, law) if form.back.data else (law, other)
            verb = unrelate if form.remove.data else relate
            verb(first, second, form.kind.data or "", actor=current_actor(), now=now())
    except (Invalid, Conflict) as problem:
        return _show(form, number, 409 if isinstance(problem, Conflict) else 422, problems=(problem.message,))
    return see_other("laws.relations", number=number)


def _loaded(number: int) -> Law:
    law = editable_law(number) if 0 < number <= NUMBER_MAX else None
    if law is None:
        raise NotFound(log="no such law")
    return law


def _other(form: RelationForm) -> Law:
    """Raises: Invalid"""
    typed = form.other.data or ""
    law = editable_law(int(typed)) if typed.isdecimal() and len(typed) < 10 else None
    if law is None:
        raise Invalid(MISSING, log="no other law")
    return law


def _show(form: RelationForm, number: int, status: int = 200, *, problems: tuple[object, ...] = ()) -> Response:
    no_store()
    lang = current_language()
    law = law_page(number, lang) if 0 < number <= NUMBER_MAX else None
    if law is None:
        raise NotFound(log="no such law")
    others = [card for card in library(lang) if card.number != number]
    form.other.choices = [SelectChoice("", "—"), *(SelectChoice(card.key, f"{card.key}. {card.name}") for card in others)]
    return page("laws/relations.html", status, law=law, form=form, request_problems=problems, form_failed=status != 200)
