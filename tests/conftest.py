"""One app per test on a real, migrated SQLite file; one client that checks every page it is shown."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from storyhub.kit.db import db
from storyhub.wiring import create_app
from tests.page_client import PageClient

ROOT = Path(__file__).resolve().parent.parent


@pytest.fixture(scope="session")
def migrated_db(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty database brought up by the real migrations, once a worker; each test gets a copy."""
    folder = tmp_path_factory.mktemp("migrated")
    app = create_app(Settings.from_env({}, data_dir=folder, testing=True, indexer="off"))
    with app.app_context():
        db.engine.dispose()
    return folder / "storyhub.db"


@pytest.fixture
def settings(tmp_path: Path, migrated_db: Path) -> Settings:
    shutil.copy(migrated_db, tmp_path / "storyhub.db")
    return Settings.from_env({}, data_dir=tmp_path, testing=True, indexer="off", limits=False)


@pytest.fixture
def app(settings: Settings) -> Iterator[Flask]:
    """The whole site, wired as in production, without limits and without an indexer thread."""
    made = create_app(settings)
    yield made
    made.extensions["storyhub"].renderer.close()
    with made.app_context():
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
