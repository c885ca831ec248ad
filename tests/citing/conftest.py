"""Requests of these tests run apart from the test's own app context, so that two browsers share nothing that a request keeps."""

from __future__ import annotations

from collections.abc import Iterable
from contextvars import Context
from typing import Any

import pytest
from flask import Flask


@pytest.fixture(autouse=True)
def _requests_stand_alone(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    inside = app.wsgi_app

    def alone(environ: dict[str, Any], start_response: Any) -> Iterable[bytes]:
        return Context().run(inside, environ, start_response)

    monkeypatch.setattr(app, "wsgi_app", alone)
