"""Readers report a published story, on a page of its own: reading pages have no form, hence no cookie."""

from __future__ import annotations

from flask import Response, redirect, request, url_for
from flask.typing import ResponseReturnValue

from storyhub.kit.db import transaction
from storyhub.kit.errors import NotFound
from storyhub.kit.web import keeps_text, limiter, no_store, now, page, read_form, request_problems
from storyhub.kit.web.limits import limit_of
from storyhub.moderation.domain.flagging import FlagReason
from storyhub.moderation.forms import ReportForm
from storyhub.moderation.queries import find_story, published_sentences
from storyhub.moderation.rules import may_be_flagged
from storyhub.moderation.service import report_story
from storyhub.moderation.views.blueprint import bp
from storyhub.stories.models import Story


@bp.route("/stories/<public_id>/report", methods=["GET", "POST"])
@keeps_text
@limiter.limit(limit_of("report"), methods=["POST"])
def report(public_id: str) -> ResponseReturnValue:
    no_store()
    story = _readable(public_id)
    if request.method == "GET":
        return _report_page(public_id, ReportForm.about(published_sentences(story)))
    form = ReportForm.about(published_sentences(story), read_form())
    problems = request_problems()
    if not form.validate() or problems:
        return _report_page(public_id, form, problems)
    with transaction():
        story = _readable(public_id)
        places = [span for span, _words in published_sentences(story)]
        number = int(form.sentence.data or 0)
        place = places[number - 1] if 0 < number <= len(places) else None
        report_story(story, FlagReason(form.reason.data), place=place, now=now())
    return redirect(url_for("moderation.report", public_id=public_id, done=1), code=303)


def _readable(public_id: str) -> Story:
    story = find_story(public_id)
    if story is None or not may_be_flagged(story):
        raise NotFound(log="not readable")
    return story


def _report_page(public_id: str, form: ReportForm, problems: tuple[object, ...] = ()) -> Response:
    failed = bool(form.errors or problems)
    done = "done" in request.args and request.method == "GET"
    return page(
        "moderation/report.html", 422 if failed else 200, public_id=public_id, form=form, problems=problems, form_failed=failed, done=done
    )
