"""Complaints about the site: anyone writes one, reads the answer with the code; staff answer."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Invalid, NotFound
from storyhub.kit.i18n import current_language
from storyhub.kit.web import keeps_text, limiter, no_store, now, page, read_form, request_problems, require, settings, sign_in_required
from storyhub.kit.web.headers import no_referrer
from storyhub.kit.web.limits import limit_of
from storyhub.moderation.domain.complaining import Remedy, Topic
from storyhub.moderation.forms import AnswerForm, ComplaintCodeForm, ComplaintForm
from storyhub.moderation.labels import REMEDY_LABELS, TOPIC_LABELS
from storyhub.moderation.models import Complaint
from storyhub.moderation.queries.complaints import ComplaintRow, complaint_list, complaint_row
from storyhub.moderation.service.complaints import answer_complaint, complain, open_complaint
from storyhub.moderation.views.blueprint import bp
from storyhub.stories.domain.receipt import is_nonce, new_nonce, receipt_key

STAFF = (Role.moderator, Role.curator, Role.admin)


def complaint_key() -> bytes:
    """The key of complaints' codes: no code of a story opens a complaint, and none of a complaint a story."""
    return receipt_key(f"complaint|{settings().secret_key}")


@bp.route("/complain", methods=["GET", "POST"])
@keeps_text
@limiter.limit(limit_of("report"), methods=["POST"])
def complain_page() -> Response:
    _private()
    form = ComplaintForm(formdata=read_form() if request.method == "POST" else None)
    nonce = form.nonce.data or ""
    if not is_nonce(complaint_key(), nonce):
        form.nonce.data = nonce = new_nonce(complaint_key())
    if request.method == "GET":
        return _complain(form)
    problems = request_problems()
    if problems or not form.validate():
        return _complain(form, problems, failed=True)
    try:
        with transaction():
            complaint, code = complain(
                form.text.data or "", Topic(form.topic.data), nonce=nonce, key=complaint_key(), lang=current_language(), now=now()
            )
    except Invalid as refused:
        return _complain(form, (refused.message,), failed=True)
    return page("moderation/complaint_code.html", code=code, due=_shown(complaint).due)


@bp.route("/complain/answer", methods=["GET", "POST"])
@keeps_text
@limiter.limit(limit_of("receipt"), methods=["POST"], deduct_when=lambda response: response.status_code in (404, 422))
def complaint_answer() -> Response:
    """GET asks for the code, POST shows the complaint and its answer."""
    _private()
    form = ComplaintCodeForm(formdata=read_form() if request.method == "POST" else None)
    if request.method == "GET":
        return page("moderation/complaint_status.html", form=form, problems=(), complaint=None)
    problems = request_problems()
    try:
        shown = None if problems else _shown(open_complaint(form.code.data or "", key=complaint_key()))
    except NotFound as refused:
        problems, shown = (refused.message,), None
    failed = shown is None
    return page(
        "moderation/complaint_status.html",
        422 if failed else 200,
        form=form, problems=problems, complaint=shown, topics=TOPIC_LABELS, remedies=REMEDY_LABELS, form_failed=failed,
    )  # fmt: skip


@bp.get("/desk/complaints")
@sign_in_required(*STAFF)
def complaints() -> Response:
    no_store()
    days = settings().promise_days
    return page(
        "moderation/complaints.html",
        waiting=complaint_list(promise_days=days),
        answered=complaint_list(promise_days=days, answered=True, limit=20),
        topics=TOPIC_LABELS,
        remedies=REMEDY_LABELS,
        moment=now(),
    )


@bp.route("/desk/complaints/<int:complaint_id>", methods=["GET", "POST"])
@sign_in_required(*STAFF)
@keeps_text
def complaint(complaint_id: int) -> ResponseReturnValue:
    no_store()
    actor, form = require(*STAFF), AnswerForm(formdata=read_form() if request.method == "POST" else None)
    if request.method == "GET":
        return _task(complaint_id, form)
    problems = request_problems()
    if problems or not form.validate():
        return _task(complaint_id, form, problems, failed=True)
    try:
        with transaction():
            answer_complaint(_found(complaint_id), Remedy(form.remedy.data), form.answer.data or "", actor=actor, now=now())
    except Invalid as refused:
        return _task(complaint_id, form, (refused.message,), failed=True)
    return redirect(url_for("moderation.complaints"), code=303)


def _private() -> None:
    no_store()
    no_referrer()


def _found(complaint_id: int) -> Complaint:
    found = db.session.get(Complaint, complaint_id)
    if found is None:
        raise NotFound(log="complaint")
    return found


def _shown(complaint: Complaint) -> ComplaintRow:
    return complaint_row(complaint.id, promise_days=settings().promise_days)


def _complain(form: ComplaintForm, problems: tuple[object, ...] = (), *, failed: bool = False) -> Response:
    return page("moderation/complain.html", 422 if failed else 200, form=form, problems=problems, form_failed=failed)


def _task(complaint_id: int, form: AnswerForm, problems: tuple[object, ...] = (), *, failed: bool = False) -> Response:
    shown = _shown(_found(complaint_id))
    return page(
        "moderation/complaint.html",
        422 if failed else 200,
        complaint=shown, form=form, problems=problems, form_failed=failed, topics=TOPIC_LABELS, remedies=REMEDY_LABELS,
    )  # fmt: skip
