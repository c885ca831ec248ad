"""The way to letters and back keeps every consent, and lets the new kind in."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.exc import IntegrityError

from storyhub.kit import schema
from storyhub.kit.db import listen_to
from storyhub.wiring import SITE

MIGRATIONS = SITE / "migrations"
STORY = (
    "INSERT INTO story (version_id, state, audience, lang, is_sample, source, labels, received_at, may_research, may_quote, may_open_data) "
    "VALUES (1, 'received', 'public', 'en', 0, 'site', '{}', '2026-11-22 04:00:00', 1, 0, 0)"
)
CONSENT = "INSERT INTO consent (story_id, kind, granted, wording, lang, at) VALUES (1, '{}', 1, '2026-11', 'en', '2026-11-22 04:00:00')"


def test_consents_survive_both_ways(tmp_path: Path):
    engine = create_engine(f"sqlite:///{tmp_path / 'some.db'}")
    listen_to(engine)
    schema.upgrade(engine, MIGRATIONS, to="0002")
    with engine.begin() as connection:
        connection.execute(text(STORY))
        connection.execute(text(CONSENT.format("publish")))
        before = connection.execute(text("SELECT * FROM consent")).all()
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(CONSENT.format("contact")))

    schema.upgrade(engine, MIGRATIONS, to="head")
    with engine.begin() as connection:
        connection.execute(text(CONSENT.format("contact")))
        made = str(connection.execute(text("SELECT sql FROM sqlite_master WHERE name = 'consent'")).scalar_one())
    with pytest.raises(IntegrityError), engine.begin() as connection:
        connection.execute(text(CONSENT.format("anything")))
    schema.downgrade(engine, MIGRATIONS, to="0002")

    with engine.connect() as connection:
        after = connection.execute(text("SELECT * FROM consent")).all()
        indexes = set(connection.execute(text("SELECT name FROM sqlite_master WHERE type = 'index'")).scalars())
    assert after == before
    assert "AUTOINCREMENT" in made
    assert "ix_consent_story" in indexes
    engine.dispose()
