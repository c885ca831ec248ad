"""Real Chromium against the real site with the samples in it. Skipped, with the reason, where there is no Chromium."""

from __future__ import annotations

import shutil
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest
from werkzeug.serving import make_server

from config import Settings
from storyhub.wiring import create_app
from tests.chromium import CHROMIUM, MISSING

HERE = Path(__file__).resolve().parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if HERE in item.path.parents:
            item.add_marker(pytest.mark.journey)
            if CHROMIUM is None:
                item.add_marker(pytest.mark.skip(reason=MISSING))


@contextmanager
def served(folder: Path, *, host: str = "127.0.0.1", **over: Any) -> Iterator[str]:
    """The site on a port of this machine, one thread per request, its indexer running. Yields the address; `host` is its name there."""
    # Held from the first moment: two workers that look for a free port at once would find the same one.
    listening = socket.create_server(("127.0.0.1", 0), backlog=128)
    port = listening.getsockname()[1]
    settings = Settings.from_env({}, data_dir=folder, demo=True, base_url=f"http://{host}:{port}", **{"limits": False, **over})
    app = create_app(settings)
    server = make_server("127.0.0.1", port, app, threaded=True, fd=listening.fileno())
    listening.close()
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    try:
        yield f"http://{host}:{port}"
    finally:
        server.shutdown()
        thread.join(10)
        server.server_close()
        hub = app.extensions["storyhub"]
        hub.indexer.stop()
        hub.renderer.close()


@pytest.fixture
def site(seeded_folder: Path, tmp_path: Path) -> Iterator[str]:
    """The address of a freshly copied demo site."""
    folder = tmp_path / "site"
    shutil.copytree(seeded_folder, folder)
    with served(folder) as address:
        yield address


@dataclass
class Watch:
    """What must not happen on any page of a journey."""

    console: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)

    def check(self) -> None:
        assert self.console == []
        assert self.strangers == []


@pytest.fixture
def visit(browser: Any, site: str) -> Iterator[Callable[..., Any]]:
    """`visit(lang=…, width=…, dark=…, javascript=…)` opens a new person's browser page on the site; checked when the test ends."""
    contexts, watch = [], Watch()

    def open_page(*, lang: str = "ru", width: int = 1280, dark: bool = False, javascript: bool = True) -> Any:
        context = browser.new_context(
            base_url=site,
            locale={"ru": "ru-RU", "en": "en-GB"}[lang],
            viewport={"width": width, "height": 800 if width > 500 else 640},
            color_scheme="dark" if dark else "light",
            java_script_enabled=javascript,
            has_touch=width < 500,
        )
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(15_000)
        page.on("console", lambda message: watch.console.append(message.text) if is_failure(message) else None)
        page.on("pageerror", lambda error: watch.console.append(str(error)))
        page.on(
            "request", lambda request: watch.strangers.append(request.url) if not request.url.startswith((site, "data:")) else None
        )
        return page

    yield open_page
    for context in contexts:
        context.close()
    watch.check()


def is_failure(message: Any) -> bool:
    """Errors count; the browser's own note that a page answered 4xx on purpose does not."""
    return message.type == "error" and "Failed to load resource: the server responded with a status of" not in message.text
