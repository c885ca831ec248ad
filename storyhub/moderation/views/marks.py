"""Marks on the task page: what is shown of them, and the buttons that replace, undo and hide."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from flask import redirect
from flask.typing import ResponseReturnValue

from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import BadRequest, Conflict, NotFound
from storyhub.kit.i18n import gettext
from storyhub.kit.personal import Kind, findings, placeholder
from storyhub.kit.personal.labels import KIND_LABELS
from storyhub.kit.text import Html, Mark, TextProblem, mark_up
from storyhub.kit.text.renderer import RendererUnavailable
from storyhub.kit.web import hub, no_store, now, read_form, require, settings, sign_in_required
from storyhub.moderation.domain.marks import Cut, marks_of, places_of, with_cuts
from storyhub.moderation.domain.marks import Mark as Place
from storyhub.moderation.forms import place_of, version_of
from storyhub.moderation.queries import Pending, TaskPage, find_story
from storyhub.moderation.service import Redacted, replace_places, touch_claim, undo_redaction
from storyhub.moderation.views.addresses import asked_filters, task_address
from storyhub.moderation.views.blueprint import bp
from storyhub.stories import service as stories
from storyhub.stories.models import Story


@dataclass(frozen=True, slots=True)
class Preview:
    """The text as it becomes public; `html` is None where it cannot be shown just now."""

    redacted: Redacted | None
    problem: object = None

    @property
    def html(self) -> Html | None:
        return self.redacted.rendered.html if self.redacted else None


def marked_html(task: TaskPage) -> Html:
    """The newest text with every mark in it: open ones lead to their buttons, chosen ones say what stands there instead."""
    if not task.may_mark:
        return task.html
    shown = [
        Mark(
            start=mark.shown_from,
            end=mark.shown_to,
            slot=None,
            href=f"#mark-{number}",
            label=_sentence(mark),
            number_text=str(KIND_LABELS[Kind(mark.kind)]),
            polarity="personal" if mark.certain else "perhaps",
            ident=f"place-{number}",
        )
        for number, mark in enumerate(task.marks, 1)
        if mark.shown_from is not None and mark.shown_to is not None
    ]
    return mark_up(task.html, marks=[*shown, *_chosen(task)])


def _chosen(task: TaskPage) -> list[Mark]:
    by_place = {(mark.start, mark.end): mark for mark in marks_of(task.source, task.plain, findings)}
    found = []
    for row in task.pending:
        mark = by_place.get((row.start, row.end))
        start, end = _shown_place(task, row) if mark is None else (mark.shown_from, mark.shown_to)
        if start is None or end is None:
            continue
        word = placeholder(Kind(row.kind), task.lang)
        said = gettext("becomes %(placeholder)s", placeholder=word)
        found.append(Mark(start, end, None, f"#chosen-{row.id}", said, f"→ {word}", "gone", f"gone-{row.id}"))
    return found


def _shown_place(task: TaskPage, row: Pending) -> tuple[int | None, int | None]:
    """Where words hidden by hand stand in what readers see."""
    words = task.source[row.start : row.end]
    number = [start for start, _end in places_of(task.source, words)].index(row.start)
    there = places_of(task.plain, words)
    return there[number] if number < len(there) else (None, None)


def _sentence(mark: Place) -> str:
    kind = str(KIND_LABELS[Kind(mark.kind)])
    return str(gettext("Certainly: %(kind)s", kind=kind) if mark.certain else gettext("Perhaps: %(kind)s", kind=kind))


def preview_of(task: TaskPage) -> Preview | None:
    """Exactly what becomes public with the chosen places; None when nothing is chosen."""
    if not task.pending:
        return None
    cuts = [Cut(row.start, row.end, placeholder(Kind(row.kind), task.lang)) for row in task.pending]
    source = with_cuts(task.source, cuts)
    try:
        return Preview(Redacted(source, hub().renderer.render(source)))
    except TextProblem:
        return Preview(None, gettext("With these placeholders the text cannot be rendered. Please undo the last one."))
    except RendererUnavailable:
        return Preview(None, gettext("The text cannot be shown just now. Please try again in a minute."))


@bp.post("/desk/moderation/<public_id>/marks")
@sign_in_required(Role.moderator)
def mark(public_id: str) -> ResponseReturnValue:
    """Replaces one place, all certain ones or words typed by hand, or undoes one; back to the marks."""
    no_store()
    actor, posted, moment = require(Role.moderator), read_form(), now()
    version = version_of(posted)
    if version is None:
        raise BadRequest(log="no version")
    with transaction():
        story = find_story(public_id)
        if story is None or story.latest_revision is None:
            raise NotFound(log="story")
        stories.expect_version(story, version)
        revision = story.latest_revision_id or 0
        if posted.get("undo", "").isdigit():
            undo_redaction(story, int(posted["undo"]), actor=actor, now=moment)
        else:
            places = _asked_places(story, posted)
            if not replace_places(story, places, revision_id=revision, actor=actor, now=moment):
                raise Conflict(gettext("These words are not in the text."), log="nothing to replace")
        touch_claim("story", str(story.id), minutes=settings().claim_minutes, actor=actor, now=moment)
    return redirect(task_address(public_id, asked_filters()) + "#marks", code=303)


def _asked_places(story: Story, posted: dict[str, str]) -> Sequence[tuple[int, int, str]]:
    newest = story.latest_revision
    assert newest is not None
    if posted.get("all") == "certain":
        marks = marks_of(newest.source, newest.plain, findings)
        return [(one.start, one.end, one.kind) for one in marks if one.certain and one.start is not None and one.end is not None]
    if "replace" in posted:
        place = place_of(posted["replace"])
        if place is None:
            raise BadRequest(log="no place")
        return [place]
    if posted.get("kind") not in set(Kind):
        raise BadRequest(log="no kind")
    return [(start, end, posted["kind"]) for start, end in places_of(newest.source, posted.get("words", ""))]
