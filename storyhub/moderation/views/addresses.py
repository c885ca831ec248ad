"""Addresses of the desk. Queries are put together by hand: a filter is called `lang`, and so is the language of the page."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import request, url_for

from storyhub.kit.i18n import LANGUAGES
from storyhub.kit.web import current_actor
from storyhub.moderation.queries import Claimed, Filters, TaskState


def asked_filters() -> Filters:
    """The filters in the address; what is none counts as no filter."""
    kind, lang, claimed = (request.args.get(name) for name in ("kind", "lang", "claimed"))
    return Filters(
        state=TaskState(kind) if kind in set(TaskState) else None,
        lang=lang if lang in LANGUAGES else None,
        claimed=Claimed(claimed) if claimed in set(Claimed) else None,
        person_id=current_actor().person_id,
        alike=request.args.get("alike") == "1",
    )


def queue_address(filters: Filters, *, done: str = "", decision: int = 0) -> str:
    return url_for("moderation.queue") + filter_query(filters, done=done, decision=str(decision or ""))


def task_address(public_id: str, filters: Filters) -> str:
    """The task, with the filters to come back to; a proposal has its own page."""
    if public_id.startswith("P-"):
        return url_for("curation.proposal", number=int(public_id[2:]))
    return url_for("moderation.task", public_id=public_id) + filter_query(filters)


def decide_address(public_id: str, filters: Filters) -> str:
    return url_for("moderation.decide", public_id=public_id) + filter_query(filters)


def address_of(endpoint: str, public_id: str, filters: Filters) -> str:
    """One of the other addresses of a task."""
    return url_for(f"moderation.{endpoint}", public_id=public_id) + filter_query(filters)


def near_address(public_id: str, other: str, filters: Filters) -> str:
    """Two stories side by side."""
    return url_for("moderation.near", public_id=public_id, other=other) + filter_query(filters)


def claim_address(filters: Filters) -> str:
    return url_for("moderation.claim") + filter_query(filters)


def undo_address(filters: Filters) -> str:
    return url_for("moderation.undo") + filter_query(filters)


def filter_query(filters: Filters, **more: str) -> str:
    """The filters as the end of an address, to come back to."""
    chosen = {"kind": filters.state, "lang": filters.lang, "claimed": filters.claimed, "alike": "1" if filters.alike else None}
    pairs = {**{name: value or "" for name, value in chosen.items()}, **more}
    query = urlencode({name: value for name, value in pairs.items() if value})
    return f"?{query}" if query else ""
