"""Coders side by side on one story: differences and agreements, each linked to its words; settling them; the adjudicated set as a file."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from dataclasses import dataclass

from flask import Response, request

from storyhub.coding.domain.differences import Kind
from storyhub.coding.models import CodingPass, CodingRound
from storyhub.coding.queries import Compared, Comparison, adjudicated_rows, comparison, law_guides, round_and_pass, story_with_places
from storyhub.coding.rules import may_adjudicate, may_close_round, may_compare
from storyhub.coding.service.adjudicating import NewVersion, Ruling, adjudicate, name_adjudicator
from storyhub.coding.views.blueprint import bp
from storyhub.coding.views.law_lists import law_groups
from storyhub.coding.views.showing import story_to_code
from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import current_actor, keeps_text, no_store, now, page, request_problems, see_other, sign_in_required
from storyhub.stories.models import Story

AGREED = "agreed"
FILTERS = (*(str(kind) for kind in Kind), AGREED, "open")


@dataclass(frozen=True, slots=True)
class Sent:
    """What a form asked for that was refused, to be shown again in its place."""

    key: str = ""
    verdict: str = ""
    chosen: tuple[str, ...] = ()
    place: str = ""
    law: str = ""
    polarity: str = "upholds"
    strength: str = "2"
    reason: str = ""


@bp.get("/desk/coding/<public_id>/compare")
@sign_in_required(Role.researcher, Role.curator)
def compare(public_id: str) -> Response:
    """All differences, or one kind of them."""
    return _page(public_id)


@bp.post("/desk/coding/<public_id>/adjudicate")
@keeps_text
@sign_in_required(Role.researcher, Role.curator)
def settle(public_id: str) -> Response:
    """Settles one difference, or shows its form again with what is wrong."""
    sent = _sent()
    if request_problems():
        return _page(public_id, sent, problems=request_problems(), status=422)
    try:
        with transaction():
            found, _round, _pass = _seen(public_id)
            adjudicate(found, _ruling(sent), actor=current_actor(), now=now())
    except (Conflict, Invalid) as problem:
        return _page(public_id, sent, problems=(problem.message,), status=problem.status)
    return see_other("coding.compare", public_id=public_id, _anchor=f"d-{sent.key}")


@bp.post("/desk/coding/<public_id>/adjudicator")
@sign_in_required(Role.curator)
def adjudicator(public_id: str) -> Response:
    """A curator names who else may settle."""
    with transaction():
        found, _round, _pass = _seen(public_id)
        name_adjudicator(found, _number(request.form.get("person", "")), actor=current_actor(), now=now())
    return see_other("coding.compare", public_id=public_id)


@bp.get("/desk/coding/<public_id>/adjudicated.csv")
@sign_in_required(Role.researcher, Role.curator)
def adjudicated(public_id: str) -> Response:
    """What all said alike and what was settled, as a table."""
    no_store()
    found, _round, _pass = _seen(public_id)
    file = io.StringIO()
    rows = adjudicated_rows(comparison(found, lang=current_language()), public_id)
    writer = csv.DictWriter(file, fieldnames=list(rows[0]) if rows else ["story"])
    writer.writeheader()
    writer.writerows({name: _tame(value) for name, value in row.items()} for row in rows)
    answer = Response(file.getvalue(), mimetype="text/csv")
    answer.headers["Content-Disposition"] = f'attachment; filename="adjudicated-{public_id}.csv"'
    return answer


def _seen(public_id: str) -> tuple[Story, CodingRound | None, CodingPass | None]:
    """The story, to whoever may compare it. Raises: NotFound for anybody else: that others marked it is hidden."""
    found = story_to_code(public_id)
    coding_round, own_pass = round_and_pass(found, current_actor())
    if not may_compare(current_actor(), coding_round, own_pass):
        raise NotFound(lazy_gettext("You see what others marked once you have finished this story."), log="may not compare")
    return found, coding_round, own_pass


def _page(public_id: str, sent: Sent | None = None, *, problems: tuple[object, ...] = (), status: int = 200) -> Response:
    no_store()
    found, coding_round, own_pass = _seen(public_id)
    actor, lang = current_actor(), current_language()
    kind = request.args.get("kind", "")
    kind = kind if kind in FILTERS else ""
    seen = comparison(found, lang=lang)
    places = [place for place in seen.places if kind in ("", *_filters(place))]
    may_settle = may_adjudicate(actor, coding_round, own_pass)
    return page(
        "coding/compare.html",
        status,
        story=found,
        public_id=public_id,
        seen=seen,
        counts=_counts(seen),
        kind=kind,
        places=places,
        html=story_with_places(found, seen, places),
        may_settle=may_settle,
        may_name=may_close_round(actor),
        is_complete=coding_round is not None and coding_round.complete_at is not None,
        groups=law_groups(law_guides(lang, story_lang=found.lang)) if may_settle else {},
        sent=sent or Sent(),
        problems=problems,
        form_failed=status != 200,
        me=actor.person_id,
    )


def _filters(place: Compared) -> list[str]:
    kinds = [str(kind) for kind in place.unit.kinds]
    if not kinds:
        return [AGREED]
    return kinds if place.decision else [*kinds, "open"]


def _counts(seen: Comparison) -> Mapping[str, int]:
    filters = [name for place in seen.places for name in _filters(place)]
    return {name: filters.count(name) for name in FILTERS}


def _sent() -> Sent:
    fields = {name: request.form.get(name, default) for name, default in (("key", ""), ("verdict", ""), ("place", ""), ("law", ""))}
    return Sent(
        **fields,
        chosen=tuple(request.form.getlist("chosen")),
        polarity=request.form.get("polarity", "upholds"),
        strength=request.form.get("strength", "2"),
        reason=request.form.get("reason", ""),
    )


def _ruling(sent: Sent) -> Ruling:
    chosen = tuple(number for number in map(_number, sent.chosen) if number) if sent.verdict == "chosen" else ()
    if sent.verdict not in ("chosen", "new", "none") or (sent.verdict == "chosen" and not chosen):
        raise Invalid(lazy_gettext("Choose which marks stand, or a new version, or that none stands."), log="no verdict")
    considered = tuple(number for number in map(_number, request.form.get("considered", "").split()[:1_000]) if number)
    return Ruling(considered=considered, chosen=chosen, new=_new(sent) if sent.verdict == "new" else None, reason=sent.reason)


def _new(sent: Sent) -> NewVersion:
    start, _, end = sent.place.partition("-")
    is_whole = sent.place == "whole"
    if not is_whole and (_number(start) is None or _number(end) is None):
        raise Invalid(lazy_gettext("Choose the words of the new version."), log="no place")
    return NewVersion(
        start=None if is_whole else _number(start),
        end=None if is_whole else _number(end),
        law_id=_number(sent.law) or 0,
        polarity=sent.polarity,
        strength=_number(sent.strength) or 0,
    )


def _number(text: str) -> int | None:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 15 else None


def _tame(value: object) -> object:
    """A text that a spreadsheet would take for a formula begins with an apostrophe."""
    return f"'{value}" if isinstance(value, str) and value[:1] in "=+-@\t\r" and value else value
