"""Sites with other settings, and counting SQL."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import event

from config import Settings
from storyhub.kit.db import db
from storyhub.wiring import create_app


@pytest.fixture
def counted_queries(app: Flask) -> Callable[[], AbstractContextManager[list[str]]]:
    """`with counted_queries() as seen:` collects the SQL statements sent inside."""
    with app.app_context():
        engine = db.engine

    @contextmanager
    def counted() -> Iterator[list[str]]:
        seen: list[str] = []

        def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
            if statement != "BEGIN":
                seen.append(statement)

        event.listen(engine, "before_cursor_execute", listen)
        try:
            yield seen
        finally:
            event.remove(engine, "before_cursor_execute", listen)

    return counted


def wired(settings: Settings, **over: object) -> Iterator[Flask]:
    app = create_app(replace(settings, **over))
    yield app
    app.extensions["storyhub"].renderer.close()
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def demo(settings: Settings) -> Iterator[Flask]:
    yield from wired(settings, demo=True)


@pytest.fixture
def https(settings: Settings) -> Iterator[Flask]:
    yield from wired(settings, base_url="https://stories.example")


@pytest.fixture
def limited(settings: Settings) -> Iterator[Flask]:
    yield from wired(settings, limits=True, limit_sign_in="3 per hour")


@pytest.fixture
def strict(settings: Settings) -> Iterator[Flask]:
    """As in production: deciding roles need a second factor. On a host name, so that passkeys work."""
    yield from wired(settings, second_factor="required", base_url="http://localhost")
