"""Calls for tests, written through the real verb; days count from today. Call inside an app context and a `transaction()`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from storyhub.calls.domain.drafts import CallDraft
from storyhub.calls.models import Call
from storyhub.calls.service import create_call
from storyhub.kit.actor import OPERATOR
from storyhub.kit.days import day_of
from storyhub.kit.db import db


def draft(**over: Any) -> CallDraft:
    """Open since three days ago, for five more."""
    today = day_of(datetime.now(UTC))
    values: dict[str, Any] = {
        "title_ru": "Пока вы ждали",
        "title_en": "While you waited",
        "text_ru": "Что сделало ожидание терпимым?",
        "text_en": "What made it **bearable**?",
        "opens_on": today - timedelta(days=3),
        "closes_on": today + timedelta(days=5),
        "goal": None,
        **over,
    }
    return CallDraft(**values)


def make_call(opens: int = -3, closes: int = 5, *, title: str = "While you waited", **over: Any) -> Call:
    """`opens` and `closes` are days from today; it may be over already. Other columns by name."""
    now = datetime.now(UTC)
    today = day_of(now)
    days = {"opens_on": today + timedelta(days=opens), "closes_on": today + timedelta(days=closes)}
    written = min(now, now + timedelta(days=opens))
    call = create_call(draft(title_en=title, **days, **{"goal": over.pop("goal", None)}), actor=OPERATOR, now=written)
    for name, value in over.items():
        setattr(call, name, value)
    db.session.flush()
    return call
