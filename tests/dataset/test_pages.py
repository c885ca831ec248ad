"""The page of the open data and its files: what was taken back is withheld at once, and the rest is there again after one turn."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest
from click.testing import CliRunner
from flask import Flask
from flask.cli import ScriptInfo

from storyhub.dataset.service import FOLDER, ready
from storyhub.kit.actor import OPERATOR, TELLER
from storyhub.kit.db import db, transaction
from storyhub.kit.traces import read_through
from storyhub.stories.domain.words import ConsentKind
from storyhub.stories.models import Story
from storyhub.stories.service import correct_story, publish_story, restrict_story, set_consents, withdraw_story
from storyhub.wiring import commands
from tests.page_client import PageClient
from tests.sql_count import count_sql
from tests.stories.stories_factories import make_story, rendered

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
WORDS = "The Quetzalcoatl pump broke in a week, and they sent a new one at once."
OTHER = "A second story, which nobody takes back; it stays where it is for good."
KEPT = frozenset({ConsentKind.publish, ConsentKind.research})


def turn(app: Flask) -> None:
    """The background work, as far as it goes."""
    while app.extensions["storyhub"].indexer.run_once():
        pass


def taken(client: PageClient, name: str) -> bytes:
    """A file, read to its end."""
    with client.client.get(f"/en/dataset/files/{name}") as answer:
        assert answer.status_code == 200
        return answer.data


@pytest.fixture
def told(app: Flask) -> int:
    """Two stories, and the files with both."""
    with app.app_context():
        with transaction():
            number = make_story(WORDS, now=NOW).id
            make_story(OTHER, now=NOW)
        turn(app)
    return number


def _withdraw(story: Story) -> None:
    withdraw_story(story, actor=TELLER, now=NOW)


def _restrict(story: Story) -> None:
    restrict_story(story, why="A court asked for it.", actor=OPERATOR, now=NOW)


def _take_the_licence_back(story: Story) -> None:
    set_consents(story, KEPT, lang="en", now=NOW)


def _correct(story: Story) -> None:
    source = WORDS.replace("Quetzalcoatl", "[name]")
    correct_story(story, source=source, rendered=rendered(source), actor=OPERATOR, now=NOW)
    publish_story(story, actor=OPERATOR, now=NOW)


@pytest.mark.parametrize("take_back", [_withdraw, _restrict, _take_the_licence_back, _correct])
def test_what_is_taken_back_is_withheld_at_once_and_gone_after_one_turn(
    app: Flask, client: PageClient, told: int, tmp_path: Path, take_back: Callable[[Story], None]
):
    folder = tmp_path / FOLDER
    assert b"Quetzalcoatl" in taken(client, "data/stories.csv")
    with app.app_context(), transaction():
        take_back(db.session.get_one(Story, told))

    for name in ("data/stories.csv", "data/laws.jsonl", "storyhub-dataset.zip", "storyhub-dataset.sqlite"):
        refused = client.client.get(f"/en/dataset/files/{name}")
        assert refused.status_code == 503
        assert b"taken back or changed" in refused.data
    client.get("/en/dataset")
    assert "taken back or changed" in client.text
    assert client.soup.select(".downloads") == []
    assert b"Quetzalcoatl" not in client.client.get("/en/dataset/changes.zip?since=2026-01-01").data

    with app.app_context():
        turn(app)
    again = taken(client, "data/stories.csv")
    assert b"Quetzalcoatl" not in again
    assert OTHER.encode() in again
    assert read_through(folder, ["Quetzalcoatl"]).found == ()


def test_the_page_offers_every_file_and_explains_every_field(app: Flask, client: PageClient, told: int):
    client.get("/en/dataset")

    links = [str(link["href"]) for link in client.soup.select("a[href*='/dataset/files/']")]
    assert len(links) == 25
    for link in links:
        with client.client.get(link) as answer:
            assert answer.status_code == 200, link
            assert answer.headers["X-Robots-Tag"] == "noindex"
            assert answer.headers["X-Content-Type-Options"] == "nosniff"
            assert answer.headers["Cache-Control"] == "public, max-age=0, must-revalidate"
        with client.client.get(link, headers={"If-None-Match": answer.headers["ETag"]}) as again:
            assert again.status_code == 304
    assert len(client.soup.select("details.dictionary")) == 9
    assert "StoryHub. Stories of customers and laws of loyalty: open data [Data set]. Version" in client.text
    assert "licenses/by/4.0" in str(client.soup.select_one("a[rel=license]"))
    assert client.soup.select_one("a[href='/en/dataset']") is not None
    assert client.soup.select_one("meta[name=robots]") is None


def test_before_the_first_making_the_page_says_so_and_files_wait(app: Flask, client: PageClient):
    client.get("/en/dataset")
    assert "being made" in client.text
    assert client.client.get("/en/dataset/files/README.md").status_code == 503


@pytest.mark.parametrize("name", ["../storyhub.db", "%2e%2e/secret.key", "data/../../secret.key", "ready.json", "data", "data/people.csv"])
def test_nothing_but_the_files_is_given_away(app: Flask, client: PageClient, told: int, name: str):
    assert client.client.get(f"/en/dataset/files/{name}").status_code == 404


def test_the_page_takes_as_many_queries_for_one_story_as_for_three(app: Flask, client: PageClient, told: int):
    with count_sql(app) as two:
        client.get("/en/dataset")
    with app.app_context():
        with transaction():
            make_story("A third story of a customer who was glad about a small thing.", now=NOW)
        CliRunner().invoke(commands()["dataset"], ["make"], obj=ScriptInfo(create_app=lambda: app))
        assert len(ready(app.extensions["storyhub"].settings.data_dir / FOLDER).stories) == 3
    with count_sql(app) as three:
        client.get("/en/dataset")
    assert len(three) == len(two)


def test_the_command_says_what_is_ready(app: Flask, told: int):
    def run(*words: str):
        return CliRunner().invoke(commands()["dataset"], list(words), obj=ScriptInfo(create_app=lambda: app))

    assert "2 stories" in run("status").output
    with app.app_context(), transaction():
        _withdraw(db.session.get_one(Story, told))
    assert run("status").exit_code == 1
    assert "storyhub-dataset.zip" in run("make").output
    assert "1 stories" in run("status").output
