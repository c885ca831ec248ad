"""What the first reader would have to wait for is made ready beside the first request, after any fork."""

from __future__ import annotations

import threading

from flask import Flask

from storyhub.laws.queries.likeness import law_likeness


def warm_with_first_request(app: Flask) -> None:
    """Taking the wording of all laws apart takes a second of the processor, and the first problem typed into the box needs it."""
    begun = threading.Event()

    @app.before_request
    def begin() -> None:
        if not begun.is_set():
            begun.set()
            threading.Thread(target=_warm, args=(app,), name="warming", daemon=True).start()


def _warm(app: Flask) -> None:
    with app.app_context():
        law_likeness(in_force=True)
