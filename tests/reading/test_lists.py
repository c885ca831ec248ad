"""Home, the list of stories, companies: what is there, what is not, and at what cost."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask

from storyhub.kit.actor import Role
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from tests.accounts.accounts_factories import make_person, sign_in
from tests.page_client import PageClient
from tests.reading.reading_factories import (
    ENGLISH,
    NOW,
    RUSSIAN,
    change_story,
    make_coder,
    make_coding,
    make_law,
    make_organisation,
    make_story,
)
from tests.sql_count import count_sql

LANGS = pytest.mark.parametrize("lang", ["ru", "en"])


@LANGS
def test_the_first_page_of_an_empty_site_calls_for_the_first_story(client: PageClient, lang: str):
    client.get(f"/{lang}/")

    assert client.soup.select_one(f'main a.button[href="/{lang}/tell"]')
    assert client.soup.select_one(".newest .empty")
    assert not client.soup.select_one(".today")
    assert client.soup.select_one(f'form[action="/{lang}/search"] input[name=q]')


@LANGS
def test_the_first_page_shows_the_law_of_the_day_and_the_newest_stories(client: PageClient, context: Flask, lang: str):
    make_law(12, name="Ask nothing")
    for day in range(1, 9):
        make_story(title=f"Story of day {day}", published_on=date(2026, 11, day))

    client.get(f"/{lang}/")

    assert "Ask nothing" in client.soup.select_one(".today").get_text()
    titles = [title.get_text(strip=True) for title in client.soup.select(".story-card__title")]
    assert titles == [f"Story of day {day}" for day in range(8, 2, -1)]


def test_the_numbers_count_what_readers_can_see(client: PageClient, context: Flask):
    law, coder = make_law(12), make_coder()
    long_ago = {"received_at": NOW - timedelta(days=300), "answered_at": NOW - timedelta(days=300)}
    coded = make_story(ENGLISH, **long_ago)
    make_coding(coded, law, "they called", coder_id=coder)
    make_coding(make_story(ENGLISH, **long_ago), law, "they called", coder_id=coder, complete=False)
    make_story(audience=Audience.staff, **long_ago)
    recently = datetime.now(UTC) - timedelta(days=20)
    for hours in (10, 20, 30, 30, 30 * 24):
        make_story(audience=Audience.staff, received_at=recently, answered_at=recently + timedelta(hours=hours))
    make_story(is_sample=True, received_at=NOW - timedelta(days=90), answered_at=NOW)
    make_story(state=State.received, published_on=None, received_at=datetime.now(UTC))

    client.get("/en/")

    values = [value.get_text(strip=True) for value in client.soup.select(".numbers dd")]
    assert values == ["3", "1", "1", "30 hours", "80 %"]
    assert "80 %" in client.soup.select_one(".hero__promise").get_text()


@LANGS
def test_an_empty_list_of_stories_calls_for_the_first_one(client: PageClient, lang: str):
    client.get(f"/{lang}/stories")

    assert client.soup.select_one(f'.empty a[href="/{lang}/tell"]')


@LANGS
def test_stories_are_listed_newest_first_twenty_a_page(client: PageClient, context: Flask, lang: str):
    for number in range(23):
        make_story(title=f"Number {number}", published_on=date(2026, 1, 1) + timedelta(days=number))

    client.get(f"/{lang}/stories")
    first = [title.get_text(strip=True) for title in client.soup.select(".story-card__title")]
    client.get(client.soup.select_one("a[rel=next]")["href"])
    second = [title.get_text(strip=True) for title in client.soup.select(".story-card__title")]

    assert first + second == [f"Number {number}" for number in range(22, -1, -1)]
    assert len(first) == 20


def test_filters_live_in_the_address_and_survive_paging(client: PageClient, context: Flask):
    for number in range(21):
        make_story(RUSSIAN, title=f"Bank {number}", sector="banking")
    make_story(ENGLISH, title="English bank", sector="banking")
    make_story(RUSSIAN, title="Trip", sector="travel")

    client.get("/en/stories?lang=ru&sector=banking")

    assert client.soup.select_one("option[selected][value=banking]")
    assert "21 stories" in client.text
    assert "English bank" not in client.text
    following = client.soup.select_one("a[rel=next]")["href"]
    assert following == "/en/stories?lang=ru&sector=banking&page=2"
    client.get(following)
    assert len(client.soup.select(".story-card")) == 1


def test_the_filter_form_sends_what_was_chosen(client: PageClient, context: Flask):
    make_story(RUSSIAN, title="По-русски", stage="feedback")
    make_story(ENGLISH, title="In English", stage="feedback")
    client.get("/en/stories")

    client.submit({"lang": "ru", "stage": "feedback"}, form="form.filters")

    assert "По-русски" in client.text
    assert "In English" not in client.text


@pytest.mark.parametrize(
    "query",
    [
        "page=0",
        "page=-1",
        "page=x",
        "page=999999",
        "page=99999999999999",
        "lang=xx",
        "sector=%00",
        "lang=%ED%A0%80",
        "_scheme=https&page=1",
        "_external=1&_anchor=x",
        "lang=ru&lang=en&_method=POST",
    ],
)
def test_odd_addresses_are_answered_all_the_same(client: PageClient, context: Flask, query: str):
    for _ in range(21):
        make_story()

    client.get(f"/en/stories?{query}")


def test_only_published_stories_are_listed(client: PageClient, context: Flask):
    shown = make_story(title="Shown")
    for state in State:
        if state != State.published:
            make_story(title="Hidden", state=state)

    client.get("/en/stories")

    assert public_id(shown) in str(client.soup)
    assert "Hidden" not in client.text
    assert "1 story" in client.text


@pytest.mark.parametrize("address", ["/en/", "/en/stories", "/en/stories?lang=ru", "/en/organisations/corner-shop"])
def test_research_only_stories_are_listed_for_staff_only(client: PageClient, app: Flask, context: Flask, address: str):
    organisation = make_organisation("Corner Shop")
    make_story(title="For everybody", organisation_id=organisation)
    make_story(title="For research", organisation_id=organisation, audience=Audience.staff)
    staff = PageClient(app)
    sign_in(staff, make_person(Role.moderator))

    client.get(address)
    staff.get(address)

    assert "For everybody" in client.text
    assert "For research" not in client.text
    assert "For research" in staff.text


def test_a_company_known_from_research_only_has_no_public_page(client: PageClient, app: Flask, context: Flask):
    make_story(organisation_id=make_organisation("Secret Shop"), audience=Audience.staff)
    staff = PageClient(app)
    sign_in(staff, make_person(Role.moderator))

    client.get("/en/organisations/secret-shop", status=404)
    staff.get("/en/organisations/secret-shop")

    assert staff.h1 == "Secret Shop"


@LANGS
def test_a_company_lists_the_stories_about_it(client: PageClient, context: Flask, lang: str):
    shop = make_organisation("Corner Shop", sector="retail")
    make_organisation("Corner Store", merged_into=shop)
    make_story(title="About the shop", organisation_id=shop)
    make_story(title="About nobody")

    client.get(f"/{lang}/organisations/corner-store")

    assert client.address.endswith(f"/{lang}/organisations/corner-shop")
    assert client.h1 == "Corner Shop"
    assert "About the shop" in client.text
    assert "About nobody" not in client.text


@pytest.mark.parametrize("slug", ["nobody", "%00", "x" * 3000])
def test_an_unknown_company_is_no_page(client: PageClient, slug: str):
    client.get(f"/en/organisations/{slug}", status=404)


@pytest.mark.parametrize("address", ["/en/", "/en/stories", "/en/organisations/corner-shop"])
def test_a_list_costs_the_same_with_one_story_and_with_three(client: PageClient, app: Flask, context: Flask, address: str):
    organisation = make_organisation("Corner Shop")
    make_law(1)
    make_story(organisation_id=organisation)
    client.get(address)
    with count_sql(app) as one:
        client.get(address)
    for _ in range(2):
        make_story(organisation_id=organisation)

    with count_sql(app) as three:
        client.get(address)

    assert len(client.soup.select(".story-card")) == 3
    assert one.count == three.count > 0


@pytest.mark.parametrize(
    "address",
    [
        "/en/",
        "/ru/stories",
        "/en/laws",
        "/en/laws/1",
        "/en/stories/S-000001",
        "/ru/about",
        "/en/privacy",
        "/en/search/help",
        "/en/search",
    ],
)
def test_anonymous_reading_sets_no_cookie_and_answers_304(client: PageClient, app: Flask, context: Flask, address: str):
    make_story(id=1)
    make_law(1)
    app.extensions["storyhub"].engine.rebuild([])

    first = client.get(address)
    again = client.get(address, headers={"If-None-Match": first.headers["ETag"]}, status=304)

    assert "Set-Cookie" not in first.headers
    assert "Set-Cookie" not in again.headers
    assert again.data == b""


def test_a_page_changes_its_tag_when_its_story_goes(client: PageClient, context: Flask):
    story = make_story(title="Here for now")
    first = client.get("/en/stories")
    change_story(story, state=State.withdrawn)

    client.get("/en/stories", headers={"If-None-Match": first.headers["ETag"]})

    assert "Here for now" not in client.text


@LANGS
@pytest.mark.parametrize("address", ["about", "privacy", "search/help"])
def test_the_pages_of_plain_text_answer(client: PageClient, lang: str, address: str):
    client.get(f"/{lang}/{address}")

    assert len(client.text) > 400
