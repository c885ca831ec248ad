"""Tokens, and programs that carry them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from storyhub.accounts.models import Person
from storyhub.api.domain.token import Scope
from storyhub.api.service.tokens import make_token
from storyhub.kit.days import day_of
from storyhub.kit.db import transaction
from tests.accounts.accounts_factories import actor_for

ROOT = "/api/v1"


def token_for(person: Person, scope: Scope, *, days: int = 30, name: str = "a program", now: datetime | None = None) -> str:
    """A committed token. Needs an app context."""
    moment = now or datetime.now(UTC)
    with transaction():
        return make_token(name, scope, expires_on=day_of(moment) + timedelta(days=days), actor=actor_for(person), now=moment)


class Program:
    """A client of the API: no cookies, a token where it has one. Checks what every answer has to be."""

    def __init__(self, app: Flask, token: str | None = None) -> None:
        self.client = app.test_client(use_cookies=False)
        self.token = token

    def ask(self, method: str, path: str, *, status: int = 200, headers: dict[str, str] | None = None, **kwargs: Any) -> Any:
        """The decoded answer."""
        response = self.call(method, path, headers=headers, **kwargs)
        assert response.status_code == status, f"{method} {path}: {response.status_code}, not {status}: {response.text[:400]}"
        return response.get_json() if response.data else None

    def get(self, path: str, **kwargs: Any) -> Any:
        return self.ask("GET", path, **kwargs)

    def call(self, method: str, path: str, *, headers: dict[str, str] | None = None, **kwargs: Any) -> TestResponse:
        sent = dict(headers or {})
        if self.token:
            sent.setdefault("Authorization", f"Bearer {self.token}")
        response = self.client.open(path if path.startswith(("/api", "http")) else ROOT + path, method=method, headers=sent, **kwargs)
        assert response.headers["X-Content-Type-Options"] == "nosniff"
        assert "Access-Control-Allow-Origin" not in response.headers
        assert "Set-Cookie" not in response.headers
        if response.status_code >= 400:
            assert response.mimetype == "application/problem+json", response.text[:200]
            assert response.json["status"] == response.status_code
        elif response.data:
            assert response.content_type == "application/json; charset=utf-8"
        return response
