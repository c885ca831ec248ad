"""Feeds of stories, laws and days, read as a stranger's program reads them."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import feedparser
import pytest
from flask import Flask
from sqlalchemy import delete

from storyhub.kit.db import db, transaction
from storyhub.laws.models import Law, LawDay
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Revision, Story, Withdrawal
from tests.laws.laws_factories import make_law
from tests.page_client import PageClient
from tests.reading.reading_factories import ENGLISH, RUSSIAN, make_story
from tests.sql_count import count_sql

BASE = "http://127.0.0.1:8000"


def feed(client: PageClient, path: str, **kwargs: Any) -> Any:
    response = client.get(path, **kwargs)
    found = feedparser.parse(response.get_data(), response_headers={"content-type": response.headers["Content-Type"]})
    assert found.bozo == 0, found.get("bozo_exception")
    assert found.version == "atom10"
    assert response.mimetype == "application/atom+xml"
    return found


@pytest.fixture
def stories(app: Flask, context: Flask) -> dict[str, int]:
    return {
        "ru": make_story(RUSSIAN, title="Деньги вернули", published_on=date(2026, 11, 20), sector="retail"),
        "en": make_story(ENGLISH, published_on=date(2026, 11, 21)),
        "staff": make_story(ENGLISH, title="For staff only", audience=Audience.staff),
        "restricted": make_story(ENGLISH, title="Restricted one", state=State.restricted),
        "withdrawn": make_story(ENGLISH, title="Withdrawn one", state=State.withdrawn),
        "waiting": make_story(ENGLISH, title="Waiting one", state=State.in_review, published_on=None),
    }


def test_the_newest_stories_under_addresses_that_are_the_same_in_every_language(client: PageClient, stories: dict[str, int]):
    english, russian = feed(client, "/en/stories/feed.atom"), feed(client, "/ru/stories/feed.atom")

    wanted = [f"{BASE}/stories/S-{stories['en']:06d}", f"{BASE}/stories/S-{stories['ru']:06d}"]
    assert [entry.id for entry in english.entries] == [entry.id for entry in russian.entries] == wanted
    assert [entry.link for entry in russian.entries] == [address.replace("/stories/", "/ru/stories/") for address in wanted]
    first, second = english.entries
    assert first.title.startswith("The clerk refunded my money"), "a story without a title goes by its first words"
    assert (second.title, second.updated, second.published) == ("Деньги вернули", "2026-11-20T00:00:00Z", "2026-11-20T00:00:00Z")
    assert english.feed.id == f"{BASE}/en/stories/feed.atom" == english.feed.links[0].href
    assert english.feed.updated == "2026-11-21T00:00:00Z"
    client.get(wanted[0].removeprefix(BASE))
    assert client.address.endswith(f"/stories/S-{stories['en']:06d}")


def test_a_feed_is_narrowed_as_its_page_is(client: PageClient, stories: dict[str, int]):
    client.get("/en/stories?lang=ru&sector=retail&nonsense=1")
    address = client.soup.select_one('.ways-on a[type="application/atom+xml"]')["href"]
    found = feed(client, address)

    assert [entry.id for entry in found.entries] == [f"{BASE}/stories/S-{stories['ru']:06d}"]
    assert found.feed.title.startswith("Stories told in Russian")
    assert found.feed.id == f"{BASE}/en/stories/feed.atom?lang=ru&sector=retail"
    assert not feed(client, "/en/stories/feed.atom?sector=travel").entries


def test_a_new_text_moves_the_date_and_a_withdrawal_moves_that_of_the_feed(client: PageClient, stories: dict[str, int]):
    before = feed(client, "/en/stories/feed.atom").feed.updated
    with transaction():
        story = db.session.get_one(Story, stories["ru"])
        db.session.get_one(Revision, story.published_revision_id).created_at = datetime(2026, 11, 23, 15, 40, tzinfo=UTC)
    changed = feed(client, "/en/stories/feed.atom")
    assert changed.entries[1].updated == "2026-11-23T00:00:00Z", "to the day: a minute could point at a teller"
    assert changed.entries[1].published == "2026-11-20T00:00:00Z"

    with transaction():
        db.session.get_one(Story, stories["en"]).state = State.withdrawn
        moment = datetime(2026, 11, 25, 9, 30, tzinfo=UTC)
        db.session.add(Withdrawal(story_id=stories["en"], public_id=f"S-{stories['en']:06d}", reason="teller", at=moment))
    gone = feed(client, "/en/stories/feed.atom")
    assert [entry.title for entry in gone.entries] == ["Деньги вернули"]
    assert before < changed.feed.updated < gone.feed.updated == "2026-11-25T00:00:00Z"


def test_laws_come_to_the_front_when_they_are_worded_anew(client: PageClient, app: Flask, context: Flask):
    first, second = make_law(name_en="Slack"), make_law(name_en="<Thanks> & more")
    retired = make_law(name_en="Retired")
    with transaction():
        db.session.get_one(Law, second.id).decided_at = first.decided_at + timedelta(hours=1)
        db.session.get_one(Law, retired.id).state = "retired"
    found = feed(client, "/en/laws/feed.atom")
    assert [entry.id for entry in found.entries] == [f"{BASE}/laws/2", f"{BASE}/laws/1"]
    assert found.entries[0].title == "Law 2: <Thanks> & more"

    with transaction():
        law = db.session.get_one(Law, first.id)
        law.current.created_at = first.decided_at + timedelta(days=3)
    found = feed(client, "/ru/laws/feed.atom")
    assert [entry.id for entry in found.entries] == [f"{BASE}/laws/1", f"{BASE}/laws/2"]
    assert found.entries[0].updated > found.entries[0].published


def test_the_law_of_each_of_the_last_days(client: PageClient, app: Flask, context: Flask):
    laws = [make_law(), make_law(), make_law()]
    today = datetime.now(UTC).date()
    with transaction():
        db.session.execute(delete(LawDay))
        for law in laws:
            row = db.session.get_one(Law, law.id)
            row.decided_at = row.created_at = datetime.now(UTC) - timedelta(days=40)
            row.current.created_at = row.decided_at
        # A day that was kept stays what was read, whatever became of the law.
        kept = today - timedelta(days=2)
        db.session.add(LawDay(day=kept, law_id=laws[1].id, cycle=kept))
        db.session.get_one(Law, laws[1].id).state = "retired"

    found = feed(client, "/en/law-of-the-day/feed.atom")

    days = [entry.published[:10] for entry in found.entries]
    assert days == [(today - timedelta(days=back)).isoformat() for back in range(3)], "before the first kept day nobody read any"
    assert [entry.id for entry in found.entries] == [f"tag:127.0.0.1,{day}:law-of-the-day" for day in days]
    assert found.entries[2].link == f"{BASE}/en/laws/2"
    assert len({entry.link for entry in found.entries}) == 3
    client.get("/en/")
    assert client.soup.select(f'main a[href="{found.entries[0].link.removeprefix(BASE)}"]')


def test_pages_name_their_feeds_and_every_one_can_be_read(client: PageClient, stories: dict[str, int]):
    make_law()
    named = {}
    for page in ("/en/", "/en/stories", "/en/laws", "/ru/calls"):
        client.get(page)
        named[page] = [str(link["href"]) for link in client.soup.select('head link[type="application/atom+xml"]')]
    assert {page: len(links) for page, links in named.items()} == {"/en/": 3, "/en/stories": 3, "/en/laws": 2, "/ru/calls": 1}
    for address in {link for links in named.values() for link in links}:
        answer = client.get(address)
        feed(client, address)
        client.get(address, status=304, headers={"If-None-Match": answer.headers["ETag"]})


def test_feeds_ask_the_database_no_more_for_more_entries(client: PageClient, app: Flask, context: Flask):
    make_law()
    make_story(ENGLISH)
    paths = ("/en/stories/feed.atom", "/en/laws/feed.atom", "/en/law-of-the-day/feed.atom")
    counted = []
    for _round in range(2):
        for path in paths:
            client.get(path)
        with count_sql(app) as statements:
            for path in paths:
                client.get(path)
        counted.append(len(statements))
        for _number in range(2):
            make_law()
            make_story(ENGLISH)
    assert counted[0] == counted[1]
