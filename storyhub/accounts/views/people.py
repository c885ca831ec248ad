"""The administrator's pages: who there is, inviting, roles, ending and reopening accounts."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.accounts.forms import InvitationForm, RolesForm
from storyhub.accounts.models import Person
from storyhub.accounts.queries import factors_of, find_person
from storyhub.accounts.queries import people as all_people
from storyhub.accounts.service import deactivate as deactivate_verb
from storyhub.accounts.service import forget_factors as forget_factors_verb
from storyhub.accounts.service import invite_again as invite_again_verb
from storyhub.accounts.service import invite_person, set_roles
from storyhub.accounts.service import reactivate as reactivate_verb
from storyhub.accounts.views import bp
from storyhub.accounts.views.proofs import fresh_required, full_address
from storyhub.kit import audit
from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import current_language
from storyhub.kit.web import current_actor, keeps_text, now, page, read_form, request_problems, see_other, sign_in_required
from storyhub.kit.web.templating import site_name


@bp.get("/desk/people")
@sign_in_required(Role.admin)
def people() -> ResponseReturnValue:
    return page("accounts/people.html", people=all_people())


@bp.route("/desk/people/new", methods=["GET", "POST"])
@sign_in_required(Role.admin)
@fresh_required
@keeps_text
def invite() -> ResponseReturnValue:
    if request.method == "GET":
        return _invite_page(InvitationForm(data={"lang": current_language()}))
    form, problems, actor = InvitationForm(formdata=read_form()), request_problems(), current_actor()
    if problems or not form.validate():
        return _invite_page(form, 422, problems=problems)
    try:
        with transaction():
            invite_person(
                form.handle.data or "",
                form.name.data or "",
                form.email.data or "",
                [Role(role) for role in form.roles.data or ()],
                lang=form.lang.data,
                link=_link,
                site=site_name(),
                actor=actor,
                now=now(),
            )
    except (Invalid, Conflict) as refused:
        return _invite_page(form, refused.status, problems=(refused.message,))
    return see_other("accounts.person", handle=form.handle.data)


@bp.route("/desk/people/<handle>", methods=["GET", "POST"])
@sign_in_required(Role.admin)
@fresh_required
def person(handle: str) -> ResponseReturnValue:
    """Looking, and setting the roles."""
    if request.method == "GET":
        return _person_page(_found(handle))
    form = RolesForm(formdata=read_form())
    if not form.validate():
        raise Invalid(log="unknown role")
    actor = current_actor()
    with transaction():
        set_roles(_found(handle), [Role(role) for role in form.roles.data or ()], actor=actor, now=now())
    return see_other("accounts.person", handle=handle)


@bp.post("/desk/people/<handle>/deactivate")
@sign_in_required(Role.admin)
@fresh_required
def deactivate(handle: str) -> ResponseReturnValue:
    actor = current_actor()
    with transaction():
        deactivate_verb(_found(handle), actor=actor, now=now())
    return see_other("accounts.person", handle=handle)


@bp.post("/desk/people/<handle>/reactivate")
@sign_in_required(Role.admin)
@fresh_required
def reactivate(handle: str) -> ResponseReturnValue:
    actor = current_actor()
    with transaction():
        reactivate_verb(_found(handle), actor=actor, now=now())
    return see_other("accounts.person", handle=handle)


@bp.post("/desk/people/<handle>/invite")
@sign_in_required(Role.admin)
@fresh_required
def invite_again(handle: str) -> ResponseReturnValue:
    actor = current_actor()
    with transaction():
        invite_again_verb(_found(handle), link=_link, site=site_name(), actor=actor, now=now())
    return see_other("accounts.person", handle=handle)


@bp.post("/desk/people/<handle>/factors")
@sign_in_required(Role.admin)
@fresh_required
def forget_factors(handle: str) -> ResponseReturnValue:
    """For somebody who lost everything: the second step is set up anew after the next sign-in."""
    actor = current_actor()
    with transaction():
        forget_factors_verb(_found(handle), actor=actor, now=now())
    return see_other("accounts.person", handle=handle)


def _link(token: str) -> str:
    return full_address("accounts.lost_password", token=token)


def _found(handle: str) -> Person:
    found = find_person(handle)
    if found is None:
        raise NotFound(log="no such person")
    return found


def _person_page(found: Person) -> Response:
    roles = [row.role for row in found.roles]
    return page(
        "accounts/person.html",
        person=found,
        form=RolesForm(data={"roles": roles}),
        factors=factors_of(found.id),
        events=audit.timeline("person", str(found.id)),
    )


def _invite_page(form: InvitationForm, status: int = 200, *, problems: tuple[object, ...] = ()) -> Response:
    return page("accounts/invite.html", status, form=form, problems=problems, form_failed=status != 200)
