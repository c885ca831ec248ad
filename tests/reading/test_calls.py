"""Calls for stories as readers see them: the list, one call, its counter and its feeds; nothing that is not public counts."""

from __future__ import annotations

from datetime import UTC, datetime
from xml.etree import ElementTree

import pytest
from flask import Flask

from storyhub.calls.models import Call
from storyhub.kit.actor import OPERATOR, TELLER, Role
from storyhub.kit.db import db, transaction
from storyhub.reading.domain.atom import Entry, Feed, atom
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Story
from storyhub.stories.service import publish_story, restrict_story, withdraw_story
from tests.accounts.accounts_factories import make_person, sign_in
from tests.calls.calls_factories import make_call
from tests.page_client import PageClient
from tests.sql_count import count_sql
from tests.stories.stories_factories import make_story

NOW = datetime.now(UTC)
ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def call(context: Flask) -> Call:
    with transaction():
        return make_call(goal=3)


def answer(call: Call, state: State = State.published, **values: object) -> Story:
    with transaction():
        return make_story(state=state, call_id=call.id, **values)


def feed_of(client: PageClient, address: str) -> ElementTree.Element:
    response = client.get(address)
    assert response.mimetype == "application/atom+xml"
    return ElementTree.fromstring(response.get_data())


def entries(client: PageClient, address: str) -> list[str]:
    return [str(entry.findtext(f"{ATOM}id")) for entry in feed_of(client, address).iter(f"{ATOM}entry")]


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_without_a_call_any_story_is_welcome(client: PageClient, lang: str):
    client.get(f"/{lang}/calls")

    assert client.soup.select_one(f"main .empty a[href='/{lang}/tell']")
    client.get(f"/{lang}/")
    assert not client.soup.select_one(".call-now")


def test_the_list_tells_apart_what_is_open_coming_and_over(client: PageClient, context: Flask):
    with transaction():
        for opens, closes, title in ((-9, 9, "Long"), (-9, 2, "Short"), (3, 9, "Later"), (2, 9, "Sooner"), (-9, -3, "Old")):
            make_call(opens, closes, title=title)
        make_call(-9, 9, title="Gone", withdrawn_at=NOW)
    client.get("/en/calls")

    shelves = {
        section.h2.get_text(): [link.get_text() for link in section.select(".call-card__title a")]
        for section in client.soup.select("main section")
    }
    assert shelves == {"Open now": ["Short", "Long"], "Coming": ["Sooner", "Later"], "Over": ["Old"]}
    client.get("/en/")
    assert client.soup.select_one(".call-now h2").get_text(strip=True) == "Short"


def test_a_call_shows_its_days_its_text_and_the_way_to_answer(client: PageClient, call: Call):
    client.get(f"/en/calls/{call.slug}")

    assert client.h1 == "While you waited"
    assert client.soup.select_one(".prose strong").get_text() == "bearable"
    assert "5 days left" in client.text
    assert "0 stories so far (of 3)" in client.text
    assert client.soup.select_one(".call__aside a.button")["href"] == f"/en/tell?call={call.slug}"
    assert client.soup.select_one("meta[name=description]")
    assert client.soup.select_one("link[type='application/atom+xml']")["href"] == f"/en/calls/{call.slug}/feed.atom"
    client.get(f"/ru/calls/{call.slug}")
    assert client.h1 == "Пока\u00a0вы ждали".replace("\u00a0", " ")


@pytest.mark.parametrize(("opens", "closes", "said"), [(-1, 0, "Today is the last day"), (2, 9, "Opens on"), (-9, -1, "It was open from")])
def test_only_what_is_open_can_be_answered(client: PageClient, context: Flask, opens: int, closes: int, said: str):
    with transaction():
        slug = make_call(opens, closes).slug
    client.get(f"/en/calls/{slug}")

    assert said in client.text
    assert bool(client.soup.select_one(".call__aside a.button")) == (opens <= 0 <= closes)


def test_only_stories_that_everybody_can_read_count(client: PageClient, call: Call):
    shown = answer(call)
    for state in (State.received, State.in_review, State.changes_requested, State.declined, State.restricted):
        answer(call, state)
    answer(call, audience=Audience.staff)
    with transaction():
        make_story()

    def looks() -> tuple[str, int, list[str]]:
        client.get(f"/en/calls/{call.slug}")
        counter = client.soup.select_one(".call-counter span").get_text(" ", strip=True)
        return counter, len(client.soup.select(".story-card")), entries(client, f"/en/calls/{call.slug}/feed.atom")

    before = looks()
    with transaction():
        withdraw_story(db.session.get_one(Story, shown.id), actor=TELLER, now=NOW)
    after = looks()

    assert before == ("1 story so far (of 3)", 1, [f"http://127.0.0.1:8000/stories/S-{shown.id:06d}"])
    assert after == ("0 stories so far (of 3)", 0, [])


def test_staff_see_the_same_stories_and_a_way_to_the_desk(client: PageClient, call: Call):
    answer(call)
    answer(call, audience=Audience.staff)
    sign_in(client, make_person(Role.moderator))
    client.get(f"/en/calls/{call.slug}")

    assert len(client.soup.select(".story-card")) == 1
    assert client.soup.select_one(f"a[href='/en/desk/calls/{call.slug}/edit']")


def test_a_goal_that_is_reached_is_said(client: PageClient, call: Call):
    for _ in range(3):
        answer(call)
    client.get(f"/en/calls/{call.slug}")
    assert "3 stories so far, as many as we hoped for" in client.text
    answer(call)
    client.get(f"/en/calls/{call.slug}")
    assert "more than we hoped for (3)" in client.text


def test_a_call_that_was_taken_back_is_gone_and_its_stories_stay(client: PageClient, call: Call):
    story = answer(call)
    address = f"/en/stories/S-{story.id:06d}"
    client.get(address)
    assert "While you waited" in client.soup.select_one(".facts").get_text()
    with transaction():
        db.session.get_one(Call, call.id).withdrawn_at = NOW

    client.get(f"/en/calls/{call.slug}", status=410)
    client.get(f"/en/calls/{call.slug}/feed.atom", status=410)
    assert entries(client, "/en/calls/feed.atom") == []
    client.get(address)
    assert "While you waited" not in client.text


@pytest.mark.parametrize("slug", ["no-such", "UPPER", "a%00b", "%ED%A0%80", "x" * 300])
def test_what_is_no_call_is_not_found(client: PageClient, slug: str):
    client.get(f"/en/calls/{slug}", status=404)
    client.get(f"/en/calls/{slug}/feed.atom", status=404)


def test_a_page_beyond_the_last_one_leads_back(client: PageClient, call: Call):
    answer(call)
    client.get(f"/en/calls/{call.slug}?page=7")
    assert client.soup.select_one(f".empty a[href='/en/calls/{call.slug}']")


def test_the_pages_cost_the_same_with_one_and_with_three(client: PageClient, app: Flask, call: Call):
    def costs() -> list[int]:
        found = []
        for address in ("/en/calls", f"/en/calls/{call.slug}", "/en/calls/feed.atom", f"/en/calls/{call.slug}/feed.atom"):
            with count_sql(app) as run:
                client.get(address)
            found.append(run.count)
        return found

    answer(call)
    one = costs()
    for _ in range(2):
        answer(call)
        with transaction():
            make_call()
    assert costs() == one


def test_feeds_are_whole_and_valid(client: PageClient, call: Call):
    first, second = answer(call), answer(call, title="Tea & <b>biscuits</b>", lang="ru")
    root = feed_of(client, f"/en/calls/{call.slug}/feed.atom")

    assert root.tag == f"{ATOM}feed"
    base = "http://127.0.0.1:8000/en"
    links = {link.get("rel"): link.get("href") for link in root.findall(f"{ATOM}link")}
    assert links == {"self": f"{base}/calls/{call.slug}/feed.atom", "alternate": f"{base}/calls/{call.slug}"}
    for element in (root, *root.iter(f"{ATOM}entry")):
        for name in ("id", "title", "updated"):
            assert len(element.findall(f"{ATOM}{name}")) == 1, name
            assert element.findtext(f"{ATOM}{name}")
        assert datetime.fromisoformat(str(element.findtext(f"{ATOM}updated"))).tzinfo is not None
    newest = root.find(f"{ATOM}entry")
    assert newest.findtext(f"{ATOM}id") == f"http://127.0.0.1:8000/stories/S-{second.id:06d}"
    assert newest.findtext(f"{ATOM}title") == "Tea & <b>biscuits</b>"
    assert newest.get("{http://www.w3.org/XML/1998/namespace}lang") == "ru"
    # The minute of publishing is nobody's business.
    assert str(newest.findtext(f"{ATOM}updated")).endswith("T00:00:00Z")
    assert len(list(root.iter(f"{ATOM}entry"))) == 2
    assert first.id != second.id
    calls = feed_of(client, "/ru/calls/feed.atom")
    assert calls.findtext(f"{ATOM}entry/{ATOM}title", "").replace("\u00a0", " ") == "Пока вы ждали"
    assert calls.find(f"{ATOM}entry/{ATOM}content").get("type") == "html"


def test_a_program_that_asks_again_gets_nothing_new_unless_something_left(client: PageClient, call: Call):
    story = answer(call)
    answer(call)
    address = f"/en/calls/{call.slug}/feed.atom"
    first = client.get(address)
    assert first.headers["Last-Modified"]
    assert client.client.get(address, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    with transaction():
        withdraw_story(db.session.get_one(Story, story.id), actor=TELLER, now=NOW)

    for known in ({"If-None-Match": first.headers["ETag"]}, {"If-Modified-Since": "Fri, 01 Jan 2100 00:00:00 GMT"}):
        again = client.client.get(address, headers=known)
        assert again.status_code == 200, known
        assert f"S-{story.id:06d}" not in again.text


def test_a_restricted_story_leaves_and_comes_back(client: PageClient, call: Call):
    story = answer(call)
    with transaction():
        restrict_story(db.session.get_one(Story, story.id), why="A court asked.", actor=OPERATOR, now=NOW)
    assert entries(client, f"/en/calls/{call.slug}/feed.atom") == []
    with transaction():
        publish_story(db.session.get_one(Story, story.id), actor=OPERATOR, now=NOW)
    assert len(entries(client, f"/en/calls/{call.slug}/feed.atom")) == 1


def test_a_feed_holds_whatever_was_typed():
    entry = Entry("http://x/1", "a\x00b\x1f \ud800 ]]> &amp;", NOW, "en", summary="\ufffe\U0001f600")
    root = ElementTree.fromstring(atom(Feed("http://x/f", "http://x", "<t>", "me", "en", NOW, [entry])))

    assert root.findtext(f"{ATOM}entry/{ATOM}title") == "a\ufffdb\ufffd \ufffd ]]> &amp;"
    assert root.findtext(f"{ATOM}entry/{ATOM}summary") == "\ufffd\U0001f600"
