"""Taking a file in at the desk: sent, looked into without changing anything, then taken in at once or thrown away."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import asdict, replace
from datetime import timedelta
from typing import Any

from flask import Response, request

from storyhub.coding.domain.words import Polarity
from storyhub.exchange.domain.counting import Counting
from storyhub.exchange.domain.losses import Loss
from storyhub.exchange.domain.mapping import user_guid
from storyhub.exchange.forms.project_in import ReadProject, read_package
from storyhub.exchange.forms.told_in import told
from storyhub.exchange.labels import counting_label
from storyhub.exchange.service.taking_in import TakenIn, Terms, take_in
from storyhub.exchange.service.waiting import Waiting, bytes_of, drop_file, drop_old_files, find_file, keep_file, note_file
from storyhub.exchange.views.blueprint import bp, folder
from storyhub.exchange.views.desk import show_desk
from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import Invalid
from storyhub.kit.i18n import current_language, gettext
from storyhub.kit.web import (
    current_actor,
    keeps_text,
    no_store,
    now,
    page,
    request_problems,
    see_other,
    settings,
    sign_in_required,
    takes_file,
)
from storyhub.laws.queries.cards import law_choices

MOST_CODES = 60


class _OnlyLooking(Exception):
    """Rolls back what was only tried."""


@bp.post("/desk/exchange")
@keeps_text
@takes_file("exchange_bytes")
@sign_in_required(Role.researcher)
def send_file() -> Response:
    """Looks into the file. Nothing is changed: what would be is tried, and rolled back."""
    if request_problems():
        return show_desk(problems=request_problems(), status=422)
    sent = request.files.get("file")
    data = sent.read() if sent else b""
    if sent:
        sent.close()
    if sent is None or not data:
        return show_desk(problems=(gettext("Please choose a QDPX file."),), status=422)
    place, moment = folder(), now()
    drop_old_files(place, before=moment - timedelta(hours=settings().exchange_hours))
    try:
        read = _read(data)
    except Invalid as problem:
        return show_desk(problems=(problem.message,), status=422)
    waiting = keep_file(place, data, name=sent.filename or "", person_id=_person(), now=moment)
    _look(waiting, read, {"only": _likely_user(read), "polarity": "", "codes": {}})
    return see_other("exchange.file", token=waiting.token)


@bp.get("/desk/exchange/files/<token>")
@sign_in_required(Role.researcher)
def file(token: str) -> Response:
    """What is in the file, and what of it would be (or was) taken in."""
    no_store()
    waiting = find_file(folder(), token, person_id=_person())
    choices = law_choices(current_language()) if waiting.report.get("unknown") and not waiting.is_done else ()
    report = {**waiting.report, "lost": [(Loss(kind), count, examples) for kind, count, examples in waiting.report["lost"]]}
    counting = counting_label(Counting(**waiting.report["counting"]))
    return page("exchange/file.html", waiting=waiting, report=report, counting=counting, laws=choices, polarities=list(Polarity))


@bp.post("/desk/exchange/files/<token>")
@sign_in_required(Role.researcher)
def decide_file(token: str) -> Response:
    """Looks again with other choices, takes the file in as it was looked at, or throws it away."""
    place = folder()
    waiting = find_file(place, token, person_id=_person())
    action = request.form.get("action", "")
    if action == "drop":
        drop_file(place, waiting)
        return see_other("exchange.desk")
    if not waiting.is_done:
        read = _read(bytes_of(place, waiting))
        if action == "take":
            taken = _take(read, _terms(waiting.options), keep=True)
            note_file(place, replace(waiting, report=_report(read, taken), is_done=True))
            drop_file(place, waiting, keep_note=True)
        else:
            _look(waiting, read, _options(read))
    return see_other("exchange.file", token=token)


def _read(data: bytes) -> ReadProject:
    """Less than the command line reads: a serving process has readers to think of. Raises: Invalid."""
    return read_package(data, most=settings().exchange_bytes)


def _look(waiting: Waiting, read: ReadProject, options: dict[str, Any]) -> None:
    taken = _take(read, _terms(options), keep=False)
    note_file(folder(), replace(waiting, options=options, report=_report(read, taken)))


def _take(read: ReadProject, terms: Terms, *, keep: bool) -> TakenIn:
    """One transaction: all of it, or, where one only looks, nothing."""
    known, taken = settings(), None
    with suppress(_OnlyLooking), transaction():
        taken = take_in(
            read.project, terms, site=known.base_url, coders_needed=known.coders_per_story, actor=current_actor(), now=now()
        )
        if not keep:
            raise _OnlyLooking
    assert taken is not None
    return taken


def _terms(options: dict[str, Any]) -> Terms:
    codes = [told(code, law) for code, law in options.get("codes", {}).items()]
    return Terms(
        coder=current_actor().label,
        only=options.get("only") or None,
        polarity=options.get("polarity") or None,
        codes=dict(one for one in codes if one is not None),
    )


def _options(read: ReadProject) -> dict[str, Any]:
    """What was chosen on the page, as far as it can be."""
    sent, users = request.form, {user.guid for user in read.project.users}
    codes = {name.removeprefix("code-"): value for name, value in sent.items() if name.startswith("code-") and value}
    return {
        "only": sent.get("only") if sent.get("only") in users else "",
        "polarity": sent.get("polarity") if sent.get("polarity") in set(Polarity) else "",
        "codes": dict(list(codes.items())[:MOST_CODES]),
    }


def _report(read: ReadProject, taken: TakenIn) -> dict[str, Any]:
    lost: dict[str, tuple[int, list[str]]] = {}
    for each in (*read.lost, *taken.lost):
        count, examples = lost.get(each.kind, (0, []))
        lost[each.kind] = (count + each.count, [*examples, *each.examples][:5])
    return {
        "added": taken.added, "present": taken.present, "stories": taken.stories, "sources": len(read.project.sources),
        "lost": [(kind, count, examples) for kind, (count, examples) in sorted(lost.items())], "unknown": taken.unknown[:MOST_CODES],
        "users": [(user.guid, user.name or user.id or user.guid) for user in read.project.users], "origin": read.project.origin[:80],
        "counting": asdict(read.counting), "borne_out": read.borne_out, "selections": read.selections,
    }  # fmt: skip


def _likely_user(read: ReadProject) -> str:
    """Herself, where the file knows her; else its only user; else the first, until she chooses."""
    own = user_guid(settings().base_url, current_actor().label)
    guids = [user.guid for user in read.project.users]
    return own if own in guids else next(iter(guids), "")


def _person() -> int:
    return current_actor().person_id or 0
