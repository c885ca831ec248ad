"""Instances to back up and backup files to break."""

from __future__ import annotations

import json
import os
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from click.testing import CliRunner, Result
from flask import Flask
from flask.cli import ScriptInfo

from config import Settings
from storyhub.__main__ import program
from storyhub.kit.db import db
from storyhub.wiring import create_app

Files = dict[str, bytes]


def run(folder: Path, *words: str | Path) -> Result:
    """A word of the program on the instance in `folder`, as an operator types it."""
    before, made = dict(os.environ), []
    os.environ["STORYHUB_DATA_DIR"] = str(folder)

    def make() -> Flask:
        made.append(create_app(Settings.from_env(indexer="off")))
        return made[0]

    try:
        return CliRunner().invoke(program, [str(word) for word in words], obj=ScriptInfo(create_app=make), prog_name="storyhub")
    finally:
        for app in made:
            _close(app)
        os.environ.clear()
        os.environ.update(before)


@contextmanager
def opened(folder: Path) -> Iterator[Flask]:
    """The instance in a folder, without a server."""
    app = create_app(Settings.from_env({}, data_dir=folder, testing=True, indexer="off", limits=False))
    try:
        with app.app_context():
            yield app
    finally:
        _close(app)


def _close(app: Flask) -> None:
    with app.app_context():
        db.session.remove()
        db.engine.dispose()
    app.extensions["storyhub"].renderer.close()


def files_of(path: Path) -> Files:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def packed(path: Path, files: Files) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def altered(source: Path, target: Path, change: Callable[[Files, dict[str, Any]], None]) -> Path:
    """A copy of a backup with its files and its manifest changed."""
    files = files_of(source)
    manifest = json.loads(files.pop("manifest.json"))
    change(files, manifest)
    return packed(target, {**files, "manifest.json": json.dumps(manifest).encode()})


