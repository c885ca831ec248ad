"""The queue page."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from flask import request
from flask.typing import ResponseReturnValue

from storyhub.kit.actor import Role
from storyhub.kit.i18n import LANGUAGES
from storyhub.kit.web import Pagination, current_actor, no_store, now, page, page_number, settings, sign_in_required
from storyhub.moderation.labels import ANSWERED_TEXTS, DONE_TEXTS
from storyhub.moderation.queries import Claimed, Filters, QueuedTask, TaskState, queue_counts, queued_tasks, undoable
from storyhub.moderation.queries.complaints import waiting_complaints
from storyhub.moderation.views.addresses import asked_filters, claim_address, queue_address, task_address, undo_address
from storyhub.moderation.views.blueprint import bp

SIZE = 25
# Where on the page of a story the matter of another kind of task stands.
PLACES = {TaskState.flag: "#reports", TaskState.removal: "#removal"}


@bp.get("/desk/moderation")
@sign_in_required(Role.moderator)
def queue() -> ResponseReturnValue:
    no_store()
    filters, number, moment = asked_filters(), page_number(), now()
    counts = queue_counts(filters, now=moment)
    tasks = queued_tasks(filters, page=number, size=SIZE, now=moment, promise_days=settings().promise_days)
    done = request.args.get("done", "")
    return page(
        "moderation/queue.html",
        tasks=tasks,
        complaints=waiting_complaints(),
        counts=counts,
        filters=filters,
        states=_choices(tuple(TaskState), counts.by_state, filters.state, lambda word: _of_kind(filters, word)),
        langs=_choices(LANGUAGES, counts.by_lang, filters.lang, lambda word: replace(filters, lang=word)),
        alike=_alike_choices(counts.alike, filters),
        claims=[(word, queue_address(replace(filters, claimed=word)), word == filters.claimed) for word in (None, *Claimed)],
        pagination=Pagination(number=number, size=SIZE, total=counts.total),
        task_address=lambda task: _address_of(task, filters),
        claim_address=claim_address(filters),
        undo_address=undo_address(filters),
        undoable=undoable(request.args.get("decision", ""), actor=current_actor(), now=moment),
        notice={**ANSWERED_TEXTS, **{str(word): text for word, text in DONE_TEXTS.items()}}.get(done),
    )


def _address_of(task: QueuedTask, filters: Filters) -> str:
    return task_address(task.public_id, filters) + PLACES.get(task.state, "")


def _alike_choices(count: int, filters: Filters) -> list[tuple[bool, int, str, bool]]:
    """All, or only what looks like another story; nothing to choose where nothing does."""
    if not count and not filters.alike:
        return []
    return [(only, count, queue_address(replace(filters, alike=only)), only == filters.alike) for only in (False, True)]


def _choices(
    words: Sequence[str], counts: dict[str, int], chosen: str | None, with_word: Callable[[str | None], Filters]
) -> list[tuple[str | None, int, str, bool]]:
    """(word or None for all, how many, address, chosen) for one filter; the other ones stay as they are."""
    rows = [(None, sum(counts.values())), *((word, counts.get(word, 0)) for word in words)]
    return [(word, count, queue_address(with_word(word)), word == chosen) for word, count in rows]


def _of_kind(filters: Filters, word: str | None) -> Filters:
    return replace(filters, state=TaskState(word) if word else None)
