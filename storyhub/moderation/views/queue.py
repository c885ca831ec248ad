"""The queue page."""

from __future__ import annotations

from collections.abc import Callable

from flask import request
from flask.typing import ResponseReturnValue

from storyhub.kit.actor import Role
from storyhub.kit.i18n import LANGUAGES
from storyhub.kit.web import Pagination, no_store, now, page, page_number, settings, sign_in_required
from storyhub.moderation.domain.actions import Done
from storyhub.moderation.labels import DONE_TEXTS
from storyhub.moderation.queries import Filters, TaskState, queue_counts, queued_tasks
from storyhub.moderation.views.addresses import asked_filters, queue_address, task_address
from storyhub.moderation.views.blueprint import bp

SIZE = 25


@bp.get("/desk/moderation")
@sign_in_required(Role.moderator)
def queue() -> ResponseReturnValue:
    no_store()
    filters, number = asked_filters(), page_number()
    counts = queue_counts(filters)
    tasks = queued_tasks(filters, page=number, size=SIZE, now=now(), promise_days=settings().promise_days)
    done = request.args.get("done")
    return page(
        "moderation/queue.html",
        tasks=tasks,
        counts=counts,
        filters=filters,
        states=_choices(
            tuple(TaskState), counts.by_state, filters.state, lambda word: Filters(TaskState(word) if word else None, filters.lang)
        ),
        langs=_choices(LANGUAGES, counts.by_lang, filters.lang, lambda word: Filters(filters.state, word)),
        pagination=Pagination(number=number, size=SIZE, total=counts.total),
        task_address=lambda task: task_address(task.public_id, filters),
        notice=DONE_TEXTS[Done(done)] if done in set(Done) else None,
    )


def _choices(
    words: tuple[str, ...], counts: dict[str, int], chosen: str | None, with_word: Callable[[str | None], Filters]
) -> list[tuple[str | None, int, str, bool]]:
    """(word or None for all, how many, address, chosen) for one filter; the other one stays as it is."""
    rows = [(None, sum(counts.values())), *((word, counts.get(word, 0)) for word in words)]
    return [(word, count, queue_address(with_word(word)), word == chosen) for word, count in rows]
