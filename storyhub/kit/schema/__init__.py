"""The database's schema and its numbered migrations (`migrations/0001_….py` at the top level), run by Alembic.

Knows no table: the migrations say everything themselves.
"""

from __future__ import annotations

import sqlite3
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

HERE = Path(__file__).resolve().parent


def alembic_config(versions: Path) -> Config:
    """Alembic set up for the migrations in `versions`, without an ini file."""
    config = Config()
    config.set_main_option("script_location", str(HERE).replace("%", "%%"))
    config.set_main_option("version_locations", str(versions).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    config.set_main_option("file_template", "%%(rev)s_%%(slug)s")
    return config


@cache
def head(versions: Path) -> str:
    """The newest revision this code knows. Read once a process: every question whether it is ready asks again."""
    found = ScriptDirectory.from_config(alembic_config(versions)).get_current_head()
    assert found is not None, "there are no migrations"
    return found


def current(engine: Engine) -> str | None:
    """The revision the database is at; None for an empty one."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def state(engine: Engine, versions: Path) -> str:
    """`ok`, `empty`, or a sentence that says what to do."""
    found, wanted = current(engine), head(versions)
    if found == wanted:
        return "ok"
    if found is None:
        return "empty"
    known = {script.revision for script in ScriptDirectory.from_config(alembic_config(versions)).walk_revisions()}
    if found in known:
        return f"the database is at {found}, this version needs {wanted}: run `python3 dev.py migrate`"
    return f"the database is at {found}, which a newer version made: use that version"


def upgrade(engine: Engine, versions: Path, *, to: str = "head") -> None:
    """Brings the database to `to`. SQLite files are copied first (`….before-<revision>.db`), so that nothing is ever thrown away."""
    if current(engine) is not None:
        _backup(engine)
    _run(engine, versions, to, command.upgrade)


def downgrade(engine: Engine, versions: Path, *, to: str) -> None:
    """Takes the database back to `to`, after a copy."""
    _backup(engine)
    _run(engine, versions, to, command.downgrade)


def _run(engine: Engine, versions: Path, to: str, step: Any) -> None:
    config = alembic_config(versions)
    with engine.connect() as connection:
        # Batch migrations copy tables; with the checks on, dropping the old copy would take its children along, or fail.
        _foreign_keys(connection, on=False)
        config.attributes["connection"] = connection
        with connection.begin():
            step(config, to)
        _check_foreign_keys(connection)


def _check_foreign_keys(connection: Connection) -> None:
    if connection.dialect.name != "sqlite":
        return
    broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    connection.rollback()
    _foreign_keys(connection, on=True)
    if broken:
        raise RuntimeError(f"the migration broke {len(broken)} references, the first in table {broken[0][0]}")


def _foreign_keys(connection: Connection, *, on: bool) -> None:
    """Straight to the driver: SQLAlchemy would begin a transaction first, and within one SQLite passes this over without a word."""
    if connection.dialect.name == "sqlite":
        driver = connection.connection.dbapi_connection
        assert driver is not None
        driver.execute(f"PRAGMA foreign_keys={'ON' if on else 'OFF'}")


def _backup(engine: Engine) -> None:
    database = engine.url.database
    if engine.dialect.name != "sqlite" or not database or database == ":memory:":
        return
    stamp = datetime.now(UTC).strftime("%Y%m%dT%H%M%S%f")
    target = Path(database).with_suffix(f".before-{current(engine)}-{stamp}.db")
    source = sqlite3.connect(database)
    copy = sqlite3.connect(target)
    with copy:
        source.backup(copy)
    copy.close()
    source.close()
    target.chmod(0o600)


