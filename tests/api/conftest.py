"""As in the tests of reading: requests run apart from the test's own app context, so that two clients share nothing."""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import Context
from typing import Any

import pytest
from flask import Flask

from tests.api.api_factories import Program


@pytest.fixture(autouse=True)
def _requests_stand_alone(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = app.wsgi_app

    def alone(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return Context().run(inside, environ, start_response)

    monkeypatch.setattr(app, "wsgi_app", alone)


@pytest.fixture
def program(app: Flask) -> Program:
    """A client without a token."""
    return Program(app)
