"""One seeded instance for all tests of the starter content: seeding is the slow part, and these tests only read."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from storyhub.kit.db import db
from storyhub.wiring import create_app


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory, seeded_folder: Path) -> Iterator[Flask]:
    """The site with laws, samples and index, inside an app context."""
    folder = tmp_path_factory.mktemp("starter") / "data"
    shutil.copytree(seeded_folder, folder)
    app = create_app(Settings.from_env({}, data_dir=folder, testing=True, indexer="off", limits=False))
    with app.app_context():
        yield app
        db.session.remove()
        db.engine.dispose()
    app.extensions["storyhub"].renderer.close()
