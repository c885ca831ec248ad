"""Bringing an unpacked backup in order: schema, withdrawals, outbox, index, and the proof that all of it is right."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from alembic.script import ScriptDirectory
from flask import Flask

from storyhub.backup.domain.ledger import Ledger
from storyhub.backup.domain.problem import BackupProblem
from storyhub.backup.queries import own_ledger
from storyhub.backup.service import replay, requeue
from storyhub.kit import audit, outbox, schema
from storyhub.kit.db import db, transaction, write_back
from storyhub.search.sync import check, rebuild
from storyhub.wiring.app import create_app, open_database
from storyhub.wiring.site import SITE

if TYPE_CHECKING:
    from config import Settings

# A bar for so many documents.
Bar = Callable[[int], AbstractContextManager[Callable[[int], object]]]


@dataclass(slots=True)
class Readied:
    """What had to be done."""

    withdrawn: int = 0
    waiting: int = 0
    documents: int = 0


def known_schemas() -> frozenset[str]:
    """The revisions this version can bring up to date."""
    scripts = ScriptDirectory.from_config(schema.alembic_config(SITE / "migrations")).walk_revisions()
    return frozenset(script.revision for script in scripts)


def make_ready(settings: Settings, *, newer: Ledger | None, bar: Bar) -> Readied:
    """Works on the folder of `settings`, which nobody serves from. Raises: BackupProblem if the result is not whole."""
    _migrate(settings)
    app = create_app(replace(settings, indexer="off"))
    try:
        with app.app_context():
            return _in_order(app, newer, bar)
    finally:
        with app.app_context():
            write_back()
            db.session.remove()
            db.engine.dispose()
        app.extensions["storyhub"].renderer.close()


def _migrate(settings: Settings) -> None:
    engine = open_database(settings)
    try:
        if schema.state(engine, SITE / "migrations") != "ok":
            schema.upgrade(engine, SITE / "migrations")
            # The copy made on the way is the backup itself.
            for copy in Path(settings.data_dir).glob("*.before-*.db*"):
                copy.unlink()
    finally:
        engine.dispose()


def _in_order(app: Flask, newer: Ledger | None, bar: Bar) -> Readied:
    hub, done = app.extensions["storyhub"], Readied()
    with transaction():
        for ledger in (own_ledger(), newer):
            done.withdrawn += replay(ledger) if ledger is not None else 0
        done.waiting = requeue()
    with bar(hub.registry.count()) as passed:
        done.documents = rebuild(hub.registry, hub.engine, outbox, passed)
    if broken := audit.verify():
        raise BackupProblem(f"the log of decisions in the backup is broken at row {broken[0]}")
    if differences := check(hub.registry, hub.engine):
        raise BackupProblem(f"the index made from the database differs from it in {len(differences)} documents")
    return done
