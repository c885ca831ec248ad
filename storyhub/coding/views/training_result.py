"""What came of a training: for the newcomer herself, and for who answers her request."""

from __future__ import annotations

from flask import Response

from storyhub.accounts.models import Person
from storyhub.accounts.queries import find_person
from storyhub.accounts.rules import may_answer_requests
from storyhub.coding.models import TrainingRun
from storyhub.coding.queries.training import finished_runs
from storyhub.coding.queries.training_result import training_result
from storyhub.coding.views.blueprint import bp
from storyhub.kit.actor import Role
from storyhub.kit.errors import Forbidden, NotFound
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import current_actor, no_store, page, sign_in_required


@bp.get("/training/result", endpoint="training_result")
@sign_in_required()
def own_result() -> Response:
    """One's own result, of the run finished last."""
    return _page(finished_runs(current_actor().person_id), None)


@bp.get("/desk/training/results/<handle>", endpoint="training_result_of")
@sign_in_required(Role.curator, Role.admin)
def result_of(handle: str) -> Response:
    """Somebody's result, beside the request."""
    person = find_person(handle)
    if not may_answer_requests(current_actor()):
        raise Forbidden(log="only who answers requests sees results")
    if person is None:
        raise NotFound(log="no such person")
    return _page(finished_runs(person.id), person)


def _page(runs: tuple[TrainingRun, ...], person: Person | None) -> Response:
    no_store()
    if not runs:
        raise NotFound(lazy_gettext("No training has been finished yet."), log="no finished run")
    return page("coding/training_result.html", result=training_result(runs[0], lang=current_language()), person=person, times=len(runs))
