"""Migrations: head equals the models, up → down → up works on a database with rows, and nothing is thrown away."""

from __future__ import annotations

import sqlite3
from pathlib import Path

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from flask import Flask
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError, OperationalError

from config import Settings
from storyhub.kit import schema
from storyhub.kit.db import db, listen_to
from storyhub.wiring import SITE, create_app

MIGRATIONS = SITE / "migrations"


@pytest.fixture
def engine(tmp_path: Path):
    made = create_engine(f"sqlite:///{tmp_path / 'some.db'}")
    listen_to(made)
    yield made
    made.dispose()


def tables(engine) -> set[str]:
    with engine.connect() as connection:
        rows = connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"))
        return {row[0] for row in rows} - {"alembic_version"}


def test_the_migrations_make_exactly_what_the_models_say(context: Flask):
    with db.engine.connect() as connection:
        differences = compare_metadata(MigrationContext.configure(connection, opts={"compare_type": True}), db.metadata)

    assert differences == []


def test_up_down_up(engine):
    schema.upgrade(engine, MIGRATIONS)
    first = tables(engine)
    schema.downgrade(engine, MIGRATIONS, to="base")
    emptied = tables(engine)
    schema.upgrade(engine, MIGRATIONS)

    assert "story" in first
    assert emptied == set()
    assert tables(engine) == first


def test_a_copy_is_kept_before_every_step_on_a_database_that_is_in_use(engine, tmp_path: Path):
    schema.upgrade(engine, MIGRATIONS)
    with engine.begin() as connection:
        connection.execute(text("INSERT INTO law_group (slug, name_ru, name_en, position) VALUES ('ease', 'Лёгкость', 'Ease', 0)"))

    schema.downgrade(engine, MIGRATIONS, to="base")

    (copy,) = tmp_path.glob("some.before-*.db")
    connection = sqlite3.connect(copy)
    assert connection.execute("SELECT name_ru FROM law_group").fetchall() == [("Лёгкость",)]
    connection.close()
    assert copy.stat().st_mode & 0o077 == 0


STORY = (
    "INSERT INTO story (version_id, state, audience, lang, is_sample, source, labels, received_at, may_research, may_quote, may_open_data) "
    "VALUES (1, 'received', 'public', 'en', 0, 'site', '{}', '2026-11-22 04:00:00', 1, 0, 0)"
)


def test_stories_survive_the_way_to_touchpoints_and_back(engine):
    schema.upgrade(engine, MIGRATIONS, to="0001")
    with engine.begin() as connection:
        connection.execute(text(STORY))
        before = connection.execute(text("SELECT * FROM story")).mappings().all()
    assert "touchpoint" not in tables(engine)

    schema.upgrade(engine, MIGRATIONS, to="0002")
    with engine.begin() as connection:
        place = "INSERT INTO touchpoint (story_id, position, name, expected, received) VALUES (1, 0, 'The door', 3, 5)"
        connection.execute(text(place))
        after = connection.execute(text("SELECT * FROM story")).mappings().all()
    schema.downgrade(engine, MIGRATIONS, to="0001")

    with engine.connect() as connection:
        again = connection.execute(text("SELECT * FROM story")).mappings().all()
    assert len(before) == 1
    assert before == after == again
    assert not {"touchpoint", "law_day"} & tables(engine)


CODED = (
    "INSERT INTO person (id, handle, name, active, is_sample, session_epoch, created_at) VALUES (1, 'one', 'One', 1, 0, 1, '2026-01-01')",
    STORY,
    "INSERT INTO coding_round (id, story_id, coders_needed, opened_at) VALUES (1, 1, 1, '2026-01-01')",
    "INSERT INTO coding_pass (id, round_id, coder_id, started_at) VALUES (1, 1, 1, '2026-01-01')",
)


def test_what_hangs_on_a_table_that_is_copied_survives_all_the_way_up_and_down(engine):
    schema.upgrade(engine, MIGRATIONS, to="0009")
    with engine.begin() as connection:
        for statement in CODED:
            connection.execute(text(statement))

    schema.upgrade(engine, MIGRATIONS)
    schema.downgrade(engine, MIGRATIONS, to="0009")

    with engine.connect() as connection:
        assert connection.execute(text("SELECT count(*) FROM coding_pass")).scalar() == 1
        assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1, "off for the migration only"
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text("DELETE FROM coding_round"))


def test_the_audit_log_refuses_change_and_deletion(engine):
    schema.upgrade(engine, MIGRATIONS)
    insert = (
        "INSERT INTO audit (at, actor_label, action, kind, key, why, previous_hash, hash) "
        "VALUES ('2026-01-01', 'a', 'b', 'story', '1', '', '0', '1')"
    )
    with engine.begin() as connection:
        connection.execute(text(insert))

    for statement in ("UPDATE audit SET why = 'x'", "DELETE FROM audit"):
        with pytest.raises((IntegrityError, OperationalError), match="append-only"), engine.begin() as connection:
            connection.execute(text(statement))


def test_the_site_refuses_a_database_that_a_newer_version_made(tmp_path: Path):
    settings = Settings.from_env({}, data_dir=tmp_path, indexer="off")
    create_app(settings)
    connection = sqlite3.connect(tmp_path / "storyhub.db")
    connection.execute("UPDATE alembic_version SET version_num = '9999'")
    connection.commit()
    connection.close()

    with pytest.raises(RuntimeError, match="newer version"):
        create_app(settings)


def test_every_migration_says_why_and_goes_both_ways():
    for path in sorted(MIGRATIONS.glob("*.py")):
        source = path.read_text(encoding="utf-8")
        assert path.name[:4].isdigit(), path.name
        assert "Why: " in source, path.name
        assert "def downgrade" in source, path.name
        assert "storyhub" not in source, f"{path.name} must not import the models: they move on, it must not"
