"""`editions verify`: whoever changes a frozen edition behind our back is found, and what was changed is named."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from sqlalchemy import text

from storyhub.editions.cli import editions
from storyhub.editions.domain.canonical import sha256
from storyhub.editions.domain.written import laws_text
from storyhub.editions.models import Edition, EditionPart
from storyhub.editions.queries.served import path_of
from storyhub.editions.queries.verifying import verify
from storyhub.kit.db import db, transaction
from tests.coding import coding_factories as coding
from tests.editions.editions_factories import curator, edition_numbered, frozen_edition, quoted_story, work

pytestmark = pytest.mark.usefixtures("makers")


@pytest.fixture
def number(context: Flask) -> int:
    law = coding.make_law(7)
    coding.make_law(12)
    quoted_story(law)
    made = frozen_edition([law], curator())
    work(context)
    return made


def found(app: Flask, number: int) -> list[tuple[str, str]]:
    folder: Path = app.extensions["storyhub"].settings.data_dir
    return [(one.kind, one.name) for one in verify(number, folder=folder) or ()]


def change(statement: str, **values: object) -> None:
    """Behind the back of the site: in plain SQL."""
    with transaction():
        db.session.execute(text(statement), values)


def test_a_sound_edition_differs_in_nothing_and_one_that_is_not_there_is_none(context: Flask, number: int):
    assert found(context, number) == []
    assert verify(99, folder=Path("/nowhere")) is None


def test_the_law_whose_words_were_changed_is_named(context: Flask, number: int):
    change("UPDATE edition_part SET text = replace(text, 'People stay', 'People leave') WHERE law_number = 12")

    assert ("law", "12") in found(context, number)
    assert ("law", "7") not in found(context, number)


def test_a_checksum_that_was_changed_along_is_found_by_the_whole_and_by_the_log(context: Flask, number: int):
    part = db.session.get_one(EditionPart, (edition_numbered(number).id, 12))
    changed = part.text.replace("People stay", "People leave")
    change("UPDATE edition_part SET text = :text, sha256 = :sum WHERE law_number = 12", text=changed, sum=sha256(changed))
    assert found(context, number) == [("law", "12"), ("edition", "1")]

    edition = edition_numbered(number)
    parts = [db.session.get_one(EditionPart, (edition.id, law)).text for law in (7, 12)]
    change("UPDATE edition SET sha256 = :sum", sum=sha256(laws_text(edition.head or "", parts)))
    db.session.expire_all()
    assert ("log", "1") in found(context, number)


def test_a_law_that_is_missing_and_a_head_that_was_changed_are_found(context: Flask, number: int):
    change("DELETE FROM edition_part WHERE law_number = 7")
    assert [kind for kind, _ in found(context, number)] == ["law", "edition"]


def test_a_file_that_was_changed_or_lost_is_named(context: Flask, number: int):
    folder: Path = context.extensions["storyhub"].settings.data_dir
    path_of(folder, number, "edition.json").write_bytes(b"{}")
    path_of(folder, number, "quotes.txt").unlink()

    assert found(context, number) == [("file", "edition.json"), ("file", "quotes.txt")]


def test_the_commands_say_it_and_end_with_one(app: Flask, context: Flask, number: int):
    runner = CliRunner()
    sound = runner.invoke(editions, ["verify", str(number)])
    change("UPDATE edition_part SET text = replace(text, 'People stay', 'People leave') WHERE law_number = 12")
    broken = runner.invoke(editions, ["verify", str(number)])
    unknown = runner.invoke(editions, ["verify", "99"])
    listed = runner.invoke(editions, ["list"])

    assert sound.exit_code == 0, sound.output
    assert db.session.get_one(Edition, 1).sha256 in sound.output
    assert (broken.exit_code, "law 12" in broken.output) == (1, True)
    assert unknown.exit_code == 1
    assert "2 laws" in listed.output
