"""What the first reader would wait for is made beside the first request, once."""

from __future__ import annotations

import threading

import pytest
from flask import Flask

from storyhub.wiring import warming


def test_the_first_request_has_the_laws_taken_apart_and_no_other_does(monkeypatch: pytest.MonkeyPatch) -> None:
    warmed: list[str] = []
    done = threading.Event()

    def taken_apart(*, in_force: bool) -> None:
        warmed.append(f"{in_force} {threading.current_thread().name}")
        done.set()

    monkeypatch.setattr(warming, "law_likeness", taken_apart)
    app = Flask("bare")
    warming.warm_with_first_request(app)
    for _ in range(3):
        app.test_client().get("/")
    assert done.wait(10)
    assert warmed == ["True warming"]
