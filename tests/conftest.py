"""One app per test on a real, migrated SQLite file; one client that checks every page it is shown."""

from __future__ import annotations

import fcntl
import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask

from config import Settings
from storyhub.kit.db import db
from storyhub.kit.text import Renderer
from storyhub.kit.web import limiter
from storyhub.starter.seed import seed_demo
from storyhub.wiring import create_app
from tests.chromium import CHROMIUM, MISSING, chromium
from tests.compiled_once import compile_addresses_once, compile_statements_once, compile_templates_once, share_statements
from tests.page_client import PageClient

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session", autouse=True)
def compiled() -> None:
    compile_templates_once()
    compile_addresses_once()
    compile_statements_once()


def made_once(tmp_path_factory: pytest.TempPathFactory, name: str, make: Callable[[Path], None]) -> Path:
    """A folder that the first worker to ask for it makes; the others wait for it and read the same one."""
    base = tmp_path_factory.getbasetemp()
    folder = (base.parent if "PYTEST_XDIST_WORKER" in os.environ else base) / name
    with folder.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not folder.exists():
            unfinished = folder.with_suffix(".unfinished")
            unfinished.mkdir()
            make(unfinished)
            unfinished.rename(folder)
    return folder


def _migrate(folder: Path) -> None:
    app = create_app(Settings.from_env({}, data_dir=folder, testing=True, indexer="off"))
    with app.app_context():
        db.engine.dispose()


def _seed(folder: Path) -> None:
    app = create_app(Settings.from_env({}, data_dir=folder, demo=True, indexer="off"))
    with app.app_context():
        seed_demo(app, say=lambda _text: None)
        db.session.remove()
        db.engine.dispose()
    app.extensions["storyhub"].renderer.close()


@pytest.fixture(scope="session")
def migrated_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database brought up by the real migrations; each test gets a copy."""
    return made_once(tmp_path_factory, "migrated", _migrate) / "storyhub.db"


@pytest.fixture(scope="session")
def seeded_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A data folder with laws, samples and index, to be copied and never changed: seeding is the slowest thing a test can ask for."""
    return made_once(tmp_path_factory, "seeded", _seed)


@pytest.fixture(scope="session")
def renderer() -> Iterator[Renderer]:
    """The process that renders texts, one for all tests of a worker."""
    with Renderer() as renderer:
        yield renderer


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium, one a worker: two that are open at once in one process get in each other's way."""
    if CHROMIUM is None:
        pytest.skip(MISSING)
    with chromium() as browser:
        yield browser


@pytest.fixture
def settings(tmp_path: Path, migrated_db: Path) -> Settings:
    shutil.copy(migrated_db, tmp_path / "storyhub.db")
    return Settings.from_env({}, data_dir=tmp_path, testing=True, indexer="off", limits=False, second_factor="optional")


@pytest.fixture
def app(settings: Settings, renderer: Renderer) -> Iterator[Flask]:
    """The whole site, wired as in production, without limits and without an indexer thread."""
    made = create_app(settings)
    made.extensions["storyhub"].renderer = renderer
    with made.app_context():
        share_statements(db.engine)
    yield made
    with made.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.fixture
def limited(settings: Settings, renderer: Renderer) -> Iterator[Callable[..., Flask]]:
    """`limited(limit_cards="1 per minute")` is the site with its limits on. The limiter is one for all apps: it forgets afterwards."""
    made: list[Flask] = []

    def make(**over: str) -> Flask:
        app = create_app(replace(settings, limits=True, **over))
        app.extensions["storyhub"].renderer = renderer
        made.append(app)
        return app

    yield make
    limiter.reset()
    limiter.enabled = False
    for app in made:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


@pytest.fixture
def context(app: Flask) -> Iterator[Flask]:
    """An app context for tests of verbs and queries (no request)."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app: Flask) -> PageClient:
    """A visitor's browser without JavaScript. Every HTML answer is checked against the page invariants."""
    return PageClient(app)


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of measuring texts beside the project; tests that need it skip where it is absent."""
    folder = Path(os.environ.get("STORYHUB_SHARED", ROOT.parent / "shared"))
    if not (folder / "data").is_dir():
        pytest.skip("the measuring texts are not beside this checkout")
    return folder
