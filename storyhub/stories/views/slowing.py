"""When many stories come from one address: a page with ways on, never a closed door.

What lifts the limit of an address or a network: the code of a story told here before; and, where the operator switched it on, a puzzle
that the browser solves or, without a script, a minute's patience. Nothing lifts the limit of the whole site.
"""

from __future__ import annotations

from typing import Any

from flask import Response, request

from storyhub.kit.errors import NotFound
from storyhub.kit.web import now, page, settings
from storyhub.stories.domain.receipt import is_nonce
from storyhub.stories.domain.stamp import LASTS_S, WAIT_S, age_of, is_solved, stamp
from storyhub.stories.domain.words import State
from storyhub.stories.forms.telling import TellForm
from storyhub.stories.service import open_receipt
from storyhub.stories.views.blueprint import key, posted_form, private

# The stamp of the form is no use for the puzzle, and the other way round.
OPENED, PUZZLE = "opened", "puzzle"


def is_lifted() -> bool:
    """Whether this request brings what lifts the limit of its address."""
    return _has_code() or (settings().proof_of_work == "fallback" and _has_paid())


def slow_page(_limit: Any = None) -> Response:
    """The text, nothing lost, and the ways on. Says only what its reader needs."""
    private()
    form = TellForm(formdata=posted_form())
    puzzle = request.form.get("puzzle", "")
    if (age := _age(puzzle)) is None or age > LASTS_S:
        puzzle = stamp(key(), _purpose(), now())
    response = page(
        "stories/slow.html",
        429,
        form=form,
        puzzle=puzzle if settings().proof_of_work == "fallback" and is_nonce(key(), form.nonce.data) else "",
        wait=WAIT_S,
        has_failed="lift" in request.form,
    )
    response.headers["Retry-After"] = str(WAIT_S)
    return response


def seconds_open(form: TellForm) -> float | None:
    """How long the form has been open; None where its stamp is not ours."""
    return age_of(key(), OPENED, form.opened.data, now())


def _has_code() -> bool:
    typed = request.form.get("lift", "")
    if not typed.strip():
        return False
    try:
        return open_receipt(typed, key=key()).state != State.withdrawn
    except NotFound:
        return False


def _has_paid() -> bool:
    puzzle = request.form.get("puzzle", "")
    age = _age(puzzle)
    if age is None or age > LASTS_S:
        return False
    return age >= WAIT_S or is_solved(puzzle, request.form.get("solution", ""))


def _age(puzzle: str) -> float | None:
    return age_of(key(), _purpose(), puzzle, now())


def _purpose() -> str:
    """Bound to the form's nonce, which makes one story only: a puzzle is good for that one."""
    return f"{PUZZLE}|{request.form.get('nonce', '')}"
