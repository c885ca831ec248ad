"""Counting the SQL statements of a piece of code, to show that a list costs the same with one item and with three."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from storyhub.kit.db import db


class Statements(list[str]):
    """The statements run so far, in order, without BEGIN, COMMIT and PRAGMA."""

    @property
    def count(self) -> int:
        return len(self)


@contextmanager
def count_sql(app: Flask) -> Iterator[Statements]:
    """Collects every statement the app's engine runs inside the block: `with count_sql(app) as run: …; run.count`."""
    seen = Statements()
    with app.app_context():
        engine = db.engine

    def note(_connection: Any, _cursor: Any, statement: str, _parameters: Any, _context: Any, _many: bool) -> None:
        if statement.split(None, 1)[0].upper() not in ("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA"):
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", note)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", note)
