"""One task: looking changes nothing; deciding leads back to the queue, or says who was faster and gives the words back."""

from __future__ import annotations

from typing import Any

from flask import Response, make_response, redirect, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError
from wtforms import Form

from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import BadRequest, Conflict, NotFound
from storyhub.kit.personal import Kind, placeholder
from storyhub.kit.personal.labels import KIND_LABELS
from storyhub.kit.web import (
    current_actor,
    keeps_text,
    no_store,
    now,
    page,
    read_form,
    request_problems,
    require,
    settings,
    sign_in_required,
)
from storyhub.moderation.domain.actions import Action, DecisionDraft, Done
from storyhub.moderation.domain.messages import message_text, messages_for
from storyhub.moderation.domain.nearness import print_key
from storyhub.moderation.forms import action_of, decision_forms, draft_of, typed_words, version_of
from storyhub.moderation.labels import FLAG_REASON_LABELS
from storyhub.moderation.queries import TaskPage, decisions_after, find_story, task_page
from storyhub.moderation.queries.near import NearStory, near_stories
from storyhub.moderation.service import decide_story
from storyhub.moderation.views.addresses import (
    address_of,
    asked_filters,
    claim_address,
    decide_address,
    near_address,
    queue_address,
    task_address,
)
from storyhub.moderation.views.blueprint import bp
from storyhub.moderation.views.marks import marked_html, preview_of


@bp.get("/desk/moderation/<public_id>")
@sign_in_required(Role.moderator)
def task(public_id: str) -> ResponseReturnValue:
    return _page(_found(public_id), decision_forms())


@bp.post("/desk/moderation/<public_id>")
@keeps_text
def decide(public_id: str) -> ResponseReturnValue:
    no_store()
    posted = read_form()
    if not current_actor().is_signed_in:
        return _signed_out(public_id, typed_words(posted))
    require(Role.moderator)
    action, version = action_of(posted), version_of(posted)
    if action is None or version is None:
        raise BadRequest(log="no action or version")
    shown = _found(public_id)
    if shown.version != version or action not in shown.actions:
        return _missed(shown, version, typed_words(posted))
    forms, problems = decision_forms(action, posted), request_problems()
    if "insert" in posted:
        chosen = message_text(posted.get("ready", ""), action, shown.lang)
        forms[action]["message"].data = "\n\n".join(part for part in (typed_words(posted).strip(), chosen) if part)
        return _page(shown, forms, typed=action)
    if not forms[action].validate() or problems:
        return _page(shown, forms, 422, failed=forms[action], problems=problems)
    try:
        decision, done = _decide(public_id, draft_of(action, version, forms[action]), shown)
    except (Conflict, StaleDataError):
        return _missed(_found(public_id), version, typed_words(posted))
    return redirect(queue_address(asked_filters(), done=done, decision=decision), code=303)


def _decide(public_id: str, draft: DecisionDraft, shown: TaskPage) -> tuple[int, Done]:
    """The decision's number and what it did. The text with placeholders is rendered before the transaction begins."""
    actor, moment = require(Role.moderator), now()
    preview = preview_of(shown) if draft.action is Action.publish else None
    with transaction():
        story = find_story(public_id)
        if story is None:
            raise NotFound(log="story")
        redacted = preview.redacted if preview else None
        decision = decide_story(story, draft, actor=actor, now=moment, redacted=redacted)
        return decision.id, Done(decision.action)


def _found(public_id: str) -> TaskPage:
    # A decision that failed may have left rows of its own attempt: what is shown is what the database holds now.
    db.session.rollback()
    found = task_page(public_id, now=now(), promise_days=settings().promise_days)
    if found is None:
        raise NotFound(log="story")
    return found


def _page(shown: TaskPage, forms: dict[str, Form], status: int = 200, /, **context: Any) -> Response:
    no_store()
    filters = asked_filters()
    context = {"failed": None, "typed": None, "problems": (), "form_failed": status != 200, **context}
    return page(
        "moderation/task.html",
        status,
        task=shown,
        forms=forms,
        Action=Action,
        marked=marked_html(shown),
        preview=preview_of(shown),
        alike=_alike(shown),
        near_address=lambda other: near_address(shown.public_id, other, filters),
        kinds={kind: str(label) for kind, label in KIND_LABELS.items()},
        placeholder_of=lambda kind: placeholder(Kind(kind), shown.lang),
        action_address=decide_address(shown.public_id, filters),
        messages={action: messages_for(action) for action in ("ask", "decline")},
        claim_address=claim_address(filters),
        flag_reasons=FLAG_REASON_LABELS,
        reports_address=address_of("answer_reports", shown.public_id, filters),
        removal_address=address_of("removal", shown.public_id, filters),
        marks_address=address_of("mark", shown.public_id, filters),
        suggest_address=address_of("suggest", shown.public_id, filters),
        queue_address=queue_address(filters),
        **context,
    )


def _alike(shown: TaskPage) -> tuple[NearStory, ...]:
    return near_stories(shown.public_id, shown.plain, key=print_key(settings().secret_key))


def _missed(shown: TaskPage, version: int, typed: str) -> Response:
    """Somebody was faster: who, what and when; and the words that were typed."""
    number = int(shown.public_id.removeprefix("S-"))
    filters = asked_filters()
    return page(
        "moderation/missed.html",
        409,
        task=shown,
        decisions=decisions_after(number, version),
        typed=typed,
        task_address=task_address(shown.public_id, filters),
        queue_address=queue_address(filters),
    )


def _signed_out(public_id: str, typed: str) -> Response:
    """Signed out while writing: the words are not lost, and nothing about the story is told."""
    back = url_for("accounts.sign_in", next=url_for("moderation.task", public_id=public_id))
    if not typed.strip():
        return make_response(redirect(back, code=303))
    return page("moderation/signed_out.html", 403, typed=typed, sign_in_address=back)
