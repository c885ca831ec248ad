"""The queue and the page of a task."""

from __future__ import annotations

import hashlib
import re
import sqlite3
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask
from sqlalchemy import event

from storyhub.kit.actor import Role
from storyhub.kit.db import db
from storyhub.moderation.queries import Filters, TaskState, queue_counts, queued_tasks
from storyhub.stories.domain.words import Audience, ConsentKind, State
from tests.moderation.moderation_factories import make_task, moderator_at, when
from tests.page_client import PageClient
from tests.stories.stories_factories import TEXT

RUSSIAN = "Курьер опоздал на час. Он извинился и поднял коробку на этаж. С тех пор заказываю только там."
EVERY = [
    State.received,
    State.in_review,
    State.changes_requested,
    State.published,
    State.declined,
    State.restricted,
    State.withdrawn,
]


def ids_shown(client: PageClient) -> list[str]:
    return re.findall(r"S-\d{6}", " ".join(item.get_text(" ") for item in client.soup.select(".queue__facts")))


def ids_queued(app: Flask, filters: Filters | None = None, **over: int) -> list[str]:
    with app.app_context():
        found = queued_tasks(filters or Filters(), now=when(22), promise_days=3, **{"page": 1, "size": 25, **over})
    return [task.public_id for task in found]


@pytest.mark.parametrize("address", ["/desk/moderation", "/desk/moderation/S-000001"])
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_only_moderators_enter(app: Flask, client: PageClient, address: str, lang: str) -> None:
    make_task(app)
    client.get(f"/{lang}{address}", status=303, follow=False)
    assert client.response is not None
    assert client.response.headers["Location"].startswith(f"/{lang}/sign-in?next=")
    for role in set(Role) - {Role.moderator}:
        other, _ = moderator_at(app, role)
        other.get(f"/{lang}{address}", status=403)
        token = re.search(r'name="csrf_token" value="([^"]+)"', other.client.get(f"/{lang}/sign-in").text)
        assert token is not None
        posted = {"csrf_token": token[1], "action": "publish", "version": "1"}
        other.post(f"/{lang}/desk/moderation/S-000001", posted, status=403)
    moderator, _ = moderator_at(app)
    moderator.get(f"/{lang}{address}")
    assert moderator.response is not None
    assert moderator.response.headers["Cache-Control"] == "no-store"
    assert moderator.response.headers["X-Robots-Tag"] == "noindex"


def test_a_visitor_cannot_tell_which_tasks_exist(client: PageClient) -> None:
    assert client.client.post("/en/desk/moderation/S-000001", data={}).status_code == 303
    assert client.client.post("/en/desk/moderation/S-999999", data={}).status_code == 303


@pytest.mark.parametrize("public", ["S-000009", "S-1", "nonsense", "S-99999999999999999999"])
def test_an_unknown_task_is_not_found(app: Flask, public: str) -> None:
    client, _ = moderator_at(app)
    client.get(f"/en/desk/moderation/{public}", status=404)


def test_what_waits_is_there_and_nothing_else(app: Flask) -> None:
    by_state = {state: make_task(app, state) for state in EVERY}
    corrected = make_task(app, State.published, correction=TEXT + " It still is so.")
    client, _ = moderator_at(app)
    client.get("/en/desk/moderation")
    waiting = {by_state[state] for state in (State.received, State.in_review, State.changes_requested)}
    assert set(ids_shown(client)) == {*waiting, corrected}
    assert "4 tasks wait." in client.text


def test_people_come_before_imports_and_the_longest_wait_before_the_shorter(app: Flask) -> None:
    asked = make_task(app, State.changes_requested, now=when(1))
    imported = make_task(app, now=when(2), source="complaints")
    young = make_task(app, now=when(21))
    old = make_task(app, now=when(3))
    corrected = make_task(app, State.published, now=when(10), correction=TEXT + " It still is so.")
    assert ids_queued(app) == [old, corrected, young, imported, asked]


@pytest.mark.parametrize(
    ("age", "words"),
    [
        (0, "came today: promised by"),
        (2, "waits 2 days: promised by tomorrow"),
        (3, "waits 3 days: promised by today"),
        (5, "waits 5 days: the promise is broken by 2 days"),
    ],
)
def test_the_priority_is_said_in_words_with_its_reason(app: Flask, age: int, words: str) -> None:
    make_task(app, now=datetime.now(UTC) - timedelta(days=age))
    client, _ = moderator_at(app)
    client.get("/en/desk/moderation")
    assert words in client.text
    assert bool(client.soup.select(".queue__task--urgent")) == (age >= 2)


def test_the_other_reasons_to_wait_have_words_too(app: Flask) -> None:
    make_task(app, State.changes_requested)
    make_task(app, source="complaints", audience=Audience.staff)
    make_task(app, State.published, correction=TEXT + " It still is so.")
    client, _ = moderator_at(app)
    client.get("/en/desk/moderation")
    for words in ("waited for the teller", "nobody was promised an answer", "readers still see the old text", "research-only"):
        assert words in client.text


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_filters_live_in_the_address_and_say_how_many(app: Flask, lang: str) -> None:
    english, russian = make_task(app), make_task(app, text=RUSSIAN)
    review = make_task(app, State.in_review)
    corrected = make_task(app, State.published, text=RUSSIAN, correction=RUSSIAN + " И не жалею.")
    client, _ = moderator_at(app)
    client.get(f"/{lang}/desk/moderation?lang=ru")
    assert set(ids_shown(client)) == {russian, corrected}
    client.get(f"/{lang}/desk/moderation?kind=received")
    assert set(ids_shown(client)) == {english, russian}
    client.get(f"/{lang}/desk/moderation?kind=correction")
    assert ids_shown(client) == [corrected]
    client.get(f"/{lang}/desk/moderation?kind=in_review&lang=ru")
    assert ids_shown(client) == []
    client.get(f"/{lang}/desk/moderation?kind=whatever&lang=xx&page=x&done=burnt")
    assert len(ids_shown(client)) == 4
    assert review in ids_shown(client)
    assert not client.soup.select("main [role=status]")
    chosen = [link.get_text(" ", strip=True) for link in client.soup.select(".queue-filter [aria-current=true]")]
    assert [text.split()[-1] for text in chosen[:2]] == ["4", "4"]
    assert len(chosen) == 3
    for link in client.soup.select(".queue-filter__choice:has(.queue-filter__count)"):
        count = int(link.select_one(".queue-filter__count").get_text())
        client.get(str(link["href"]))
        assert len(ids_shown(client)) == count


def test_long_queues_have_pages(app: Flask) -> None:
    every = [make_task(app, now=when(1) + timedelta(minutes=minute)) for minute in range(27)]
    client, _ = moderator_at(app)
    client.get("/en/desk/moderation")
    assert ids_shown(client) == every[:25]
    client.get(client.soup.select_one("a[rel=next]")["href"])
    assert ids_shown(client) == every[25:]
    client.get("/en/desk/moderation?page=9")
    assert "no such page" in client.text


def statements_for(app: Flask, client: PageClient, address: str) -> list[str]:
    seen: list[str] = []
    with app.app_context():
        engine = db.engine

    def listen(_connection: object, _cursor: object, statement: str, *_rest: object) -> None:
        if statement != "BEGIN":
            seen.append(statement)

    event.listen(engine, "before_cursor_execute", listen)
    try:
        client.get(address)
    finally:
        event.remove(engine, "before_cursor_execute", listen)
    return seen


def test_one_and_three_tasks_cost_the_same_queries(app: Flask) -> None:
    public = make_task(app, State.published, correction=TEXT + " It still is so.")
    client, _ = moderator_at(app)
    one = statements_for(app, client, "/en/desk/moderation")
    task = statements_for(app, client, f"/en/desk/moderation/{public}")
    make_task(app, text=unlike("a"))
    make_task(app, State.changes_requested, text=unlike("b"))
    assert len(statements_for(app, client, "/en/desk/moderation")) == len(one) == 8
    for state in (State.changes_requested, State.restricted, State.declined):
        another = make_task(app, state, text=unlike(state))
        assert len(statements_for(app, client, f"/en/desk/moderation/{another}")) == len(task) == 12


def unlike(word: str) -> str:
    """A text like no other: stories that look alike are looked up, too."""
    return " ".join(f"{word}{n} happened." for n in range(9))


def digest(path: Path) -> str:
    """Everything in the database but who was seen when."""
    with sqlite3.connect(path) as connection:
        lines = [line for line in connection.iterdump() if '"person_session"' not in line]
    return hashlib.sha256("\n".join(lines).encode()).hexdigest()


def test_looking_changes_nothing(app: Flask) -> None:
    publics = [make_task(app, state) for state in EVERY] + [make_task(app, State.published, correction=TEXT + " It still is so.")]
    client, _ = moderator_at(app)
    path = app.extensions["storyhub"].settings.data_dir / "storyhub.db"
    before = digest(path)
    client.get("/en/desk/moderation")
    for public in publics:
        client.get(f"/en/desk/moderation/{public}")
        client.get(f"/ru/desk/moderation/{public}")
    assert digest(path) == before


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_task_shows_facts_consents_rights_and_timeline(app: Flask, lang: str) -> None:
    public = make_task(
        app,
        source="complaints",
        external_id="77",
        rights="Public domain (17 U.S.C. § 105)",
        audience=Audience.staff,
        consents=frozenset({ConsentKind.publish, ConsentKind.quote}),
        sector="banking",
        stage="feedback",
        month="2026-05",
        country="US",
        title="Two lost cards",
    )
    client, _ = moderator_at(app)
    client.get(f"/{lang}/desk/moderation/{public}")
    assert client.h1 == "Two lost cards"
    for words in ("complaints", "17 U.S.C.", "2026, US"):
        assert words in client.text
    assert client.soup.select(".timeline__event")
    assert len(client.soup.select(".consents li")) == 4
    if lang == "en":
        assert "the public will never see it" in client.text
        assert "sent the story" in client.text
        consents = [item.get_text(" ", strip=True).rsplit(" ", 1)[1] for item in client.soup.select(".consents li")]
        assert consents == ["yes", "no", "yes", "no"]


def test_seventeen_thousand_waiting_stories_are_no_reason_to_wait(app: Flask) -> None:
    """Counts the work, not the time: whatever the machine does besides, texts are read for one page only."""
    public = make_task(app)
    path = app.extensions["storyhub"].settings.data_dir / "storyhub.db"
    with sqlite3.connect(path) as connection:
        names = [
            row[1]
            for row in connection.execute("PRAGMA table_info(story)")
            if row[1] not in ("id", "submission_key", "receipt_hash")
        ]
        columns = ", ".join(f'"{name}"' for name in names)
        copy = (
            f"WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 17000) "
            f"INSERT INTO story ({columns}) SELECT {columns} FROM story, n WHERE story.id = 1"
        )
        connection.execute(copy)
    with app.app_context():
        assert queue_counts(Filters(), now=when(22)).total == 17_001
        assert queue_counts(Filters(state=TaskState.received, lang="en"), now=when(22)).by_state == {"received": 17_001}
    assert ids_queued(app)[0] == public
    assert len(ids_queued(app, page=680)) == 25
