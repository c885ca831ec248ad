"""The pages of plain text, the frame around every page, and the way to any law."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from urllib.parse import parse_qs, urlsplit

import pytest
from flask import Flask

from config import Settings
from storyhub.accounts.models import Person
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.laws.domain.words import LawState
from storyhub.moderation.models import Decision
from storyhub.search.query import parse
from storyhub.stories.domain.words import RevisionAuthor, State
from storyhub.stories.labels import CONSENT_LABELS
from storyhub.stories.models import Revision
from storyhub.wiring import create_app
from tests.accounts.accounts_factories import make_person, sign_in
from tests.page_client import PageClient
from tests.reading.reading_factories import NOW, make_law, make_story
from tests.sql_count import count_sql

LANGS = pytest.mark.parametrize("lang", ["ru", "en"])
PAGES = ("about", "how-it-works", "join", "edits", "privacy", "terms", "contact", "search/help")


@contextmanager
def site(settings: Settings, **over: object) -> Iterator[PageClient]:
    app = create_app(replace(settings, **over))
    yield PageClient(app)
    app.extensions["storyhub"].renderer.close()
    with app.app_context():
        db.engine.dispose()


@LANGS
@pytest.mark.parametrize("page", PAGES)
def test_every_page_of_text_stands_and_leads_on(client: PageClient, lang: str, page: str):
    client.get(f"/{lang}/{page}")

    assert client.soup.select("main .button[href], main .ways-on a[href]")
    assert "Set-Cookie" not in client.response.headers


@LANGS
def test_every_page_of_text_is_one_click_from_every_other(client: PageClient, lang: str):
    client.get(f"/{lang}/stories")

    linked = {link["href"] for link in client.soup.select(".colophon a")}
    assert {f"/{lang}/{page}" for page in PAGES} | {f"/{lang}/laws/any"} <= linked


@pytest.mark.parametrize(
    ("page", "words", "way_on"), [("contact", "has not given an address", "receipt"), ("join", "Open an account", "me/join")]
)
def test_without_an_address_the_site_says_what_to_do_instead(client: PageClient, page: str, words: str, way_on: str):
    client.get(f"/en/{page}")

    assert not client.soup.select("main a[href^='mailto:']")
    assert words in client.text
    assert client.soup.select_one(f"main a[href='/en/{way_on}']")


@pytest.mark.parametrize(
    ("contact", "link"),
    [
        ("hello@stories.example", "mailto:hello@stories.example"),
        ("https://stories.example/ask", "https://stories.example/ask"),
        ("ask at the desk, room 5", None),
        ("javascript:alert(1)", None),
    ],
)
def test_the_contact_is_shown_as_what_it_is(settings: Settings, contact: str, link: str | None):
    with site(settings, contact=contact) as client:
        for page in ("contact", "join", "about", "privacy"):
            client.get(f"/en/{page}")

            assert contact in client.text
            links = [found["href"] for found in client.soup.select("main a") if found.get_text() == contact]
            assert links == ([link] if link else [])


def test_the_terms_show_the_consents_in_the_words_of_the_form(client: PageClient):
    client.get("/en/terms")

    for wording in CONSENT_LABELS.values():
        assert str(wording) in client.text


def test_the_privacy_page_names_how_long_this_site_keeps_a_sign_in(settings: Settings):
    with site(settings, session_hours=9, session_idle_minutes=17) as client:
        client.get("/en/privacy")

        assert "9 hours at most, or until 17 minutes" in client.text


def decide(story_id: int, action: str, reason: str | None = None) -> None:
    with transaction():
        db.session.add(Decision(kind="story", key=str(story_id), action=action, reason=reason, story_version=1, decided_at=NOW))


def tallies(client: PageClient) -> dict[str, str]:
    client.get("/en/edits")
    rows = client.soup.select(".tally tbody tr")
    return {next(row.th.stripped_strings): row.td.get_text(strip=True) for row in rows}


def test_edits_are_counted_by_kind_and_show_no_words(client: PageClient, context: Flask):
    client.get("/en/edits")
    assert "no story has been told here" in client.text
    asked, declined = make_story(), make_story(state=State.declined, published_on=None)
    sample, imported = make_story(is_sample=True), make_story(source="archive", external_id="1")
    make_story(state=State.withdrawn, published_on=None)
    for story in (asked, asked, sample, imported):
        decide(story, "asked")
    decide(declined, "declined", "advertising")
    with transaction():
        for number in (2, 3):
            words = {"source": "Taken out words", "plain": "Taken out words", "html": "", "pipeline": "1", "why": "a surname"}
            db.session.add(Revision(story_id=asked, number=number, author=RevisionAuthor.moderator, created_at=NOW, **words))

    found = tallies(client)

    assert found == {
        "Published now": "1",
        "Teller asked for a change": "1",
        "Text changed by a moderator": "1",
        "Taken off the page": "0",
        "Withdrawn": "1",
        "Declined": "1",
        "It is advertising": "1",
    }
    assert "Taken out words" not in client.text
    assert "surname" not in client.text.replace("a surname or a telephone number", "")


def test_edits_cost_the_same_with_one_story_and_with_three(client: PageClient, app: Flask, context: Flask):
    decide(make_story(), "asked")
    client.get("/en/edits")
    with count_sql(app) as one:
        client.get("/en/edits")
    for _ in range(2):
        decide(make_story(), "asked")

    with count_sql(app) as three:
        client.get("/en/edits")

    assert tallies(client)["Teller asked for a change"] == "3"
    assert one.count == three.count > 0


@LANGS
def test_every_example_of_the_help_on_searching_is_understood(client: PageClient, lang: str):
    client.get(f"/{lang}/search/help")
    examples = [parse_qs(urlsplit(link["href"]).query)["q"][0] for link in client.soup.select(".syntax__example")]

    assert len(examples) > 30
    assert {text: [problem.code for problem in parse(text).problems] for text in examples if parse(text).problems} == {}


def test_a_click_on_an_example_searches_for_it(app: Flask, client: PageClient):
    app.extensions["storyhub"].engine.rebuild([])
    client.get("/en/search/help")
    link = client.soup.select_one(".syntax__example")

    client.get(link["href"])

    assert client.soup.select_one("input[name=q]")["value"] == link.get_text()
    assert not client.soup.select_one(".query-problems")


def test_any_law_is_a_law_in_force_and_kept_by_nobody(client: PageClient, context: Flask):
    for number in (3, 5):
        make_law(number)
    make_law(7, state=LawState.retired)
    make_law(None)

    led = {client.get("/en/laws/any", status=303, follow=False).headers["Location"] for _ in range(40)}

    assert led == {"/en/laws/3", "/en/laws/5"}
    assert client.response.headers["Cache-Control"] == "no-store"


@LANGS
def test_any_law_of_an_empty_library_leads_on(client: PageClient, lang: str):
    client.get(f"/{lang}/laws/any", status=404)

    assert client.soup.select_one(f'main a[href="/{lang}/tell"]')


def test_a_russian_page_carries_both_names_and_its_title_only_one(client: PageClient, context: Flask):
    make_law(1)
    client.get("/ru/laws")
    assert [name.get_text() for name in client.soup.select(".masthead__names > span")] == ["StoryHub", "Законы лояльности"]
    assert client.soup.title.get_text().count("Законы лояльности") == 1
    assert client.soup.title.get_text().endswith("– StoryHub")

    client.get("/en/laws")
    assert [name.get_text() for name in client.soup.select(".masthead__names > span")] == ["StoryHub"]


def test_whoever_is_signed_in_finds_the_desks_of_their_roles_in_their_menu(client: PageClient, app: Flask, context: Flask):
    person: Person = make_person(Role.moderator)
    sign_in(client, person)

    client.get("/en/stories")

    menu = {link["href"] for link in client.soup.select("details.masthead__person a")}
    assert menu == {"/en/desk/moderation", "/en/desk/calls", "/en/desk/thanks", "/en/me"}
    assert person.name in client.soup.select_one("details.masthead__person summary").get_text()


def test_the_law_of_the_day_is_dated_and_leads_to_any_other(client: PageClient, context: Flask):
    make_law(12, name="Ask nothing")

    client.get("/en/")

    assert client.soup.select_one(".today time[datetime]")
    assert client.soup.select_one('.today a[href="/en/laws/any"]')
