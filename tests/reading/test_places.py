"""Sectors, stages and companies: what each page gathers, what it says when there is nothing, and at what cost."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.coding.domain.words import Polarity
from storyhub.kit.actor import Role
from storyhub.stories.domain.words import Audience, Sector, Stage
from tests.accounts.accounts_factories import make_person, sign_in
from tests.page_client import PageClient
from tests.reading.reading_factories import ENGLISH, make_coder, make_coding, make_law, make_organisation, make_story
from tests.sql_count import count_sql

LANGS = pytest.mark.parametrize("lang", ["ru", "en"])
PLACES = ("/en/sectors/banking", "/en/stages/feedback", "/en/organisations/corner-shop")


def told(law: int, *, organisation: int | None = None, polarity: Polarity = Polarity.upholds, **over: object) -> int:
    values = {"sector": "banking", "stage": "feedback", **over}
    story = make_story(ENGLISH, organisation_id=organisation, **values)
    make_coding(story, law, "they called and apologised", coder_id=make_coder(), polarity=polarity)
    return story


def place_names(client: PageClient) -> list[str]:
    return [name.get_text(strip=True) for name in client.soup.select(".places__name")]


@LANGS
def test_every_sector_has_a_page_that_invites(client: PageClient, lang: str):
    client.get(f"/{lang}/sectors")
    addresses = [link["href"] for link in client.soup.select(".places__place")]
    assert sorted(addresses) == sorted(f"/{lang}/sectors/{sector}" for sector in Sector)

    client.get(addresses[0])

    assert client.soup.select_one(f'.empty a[href="/{lang}/tell"]')


def test_sectors_with_stories_come_first_with_their_numbers(client: PageClient, context: Flask):
    for _ in range(2):
        make_story(sector="culture")
    make_story(sector="housing", audience=Audience.staff)

    client.get("/en/sectors")

    assert place_names(client)[0] == "Culture and leisure"
    first = client.soup.select_one(".places__place")
    assert "2 stories" in first.get_text()
    assert len(client.soup.select(".places__place--empty")) == len(Sector) - 1


def test_a_sector_gathers_its_stories_companies_and_laws(client: PageClient, context: Flask):
    law, other = make_law(12, name="Ask nothing"), make_law(13, name="Elsewhere")
    shop = make_organisation("Corner Shop")
    told(law, organisation=shop, title="A bank story")
    told(other, sector="travel", title="A trip")

    client.get("/en/sectors/banking")

    assert "A bank story" in client.text
    assert "A trip" not in client.text
    assert place_names(client) == ["Corner Shop"]
    assert [name["href"] for name in client.soup.select(".law-list__name")] == ["/en/laws/12"]
    assert "upheld in 1 story" in client.text


def test_a_story_without_a_sector_of_its_own_counts_with_its_company(client: PageClient, context: Flask):
    shop = make_organisation("Corner Shop", sector="retail")
    make_story(organisation_id=shop, title="Of the shop")
    make_story(organisation_id=shop, title="Said otherwise", sector="travel")

    client.get("/en/sectors/retail")

    assert "Of the shop" in client.text
    assert "Said otherwise" not in client.text
    client.get("/en/stories?sector=retail")
    assert len(client.soup.select(".story-card")) == 1
    client.get("/en/sectors")
    assert "1 story" in client.soup.select_one('.places__place[href="/en/sectors/retail"]').get_text()


@LANGS
def test_every_stage_says_what_it_is_and_leads_to_the_next(client: PageClient, context: Flask, lang: str):
    make_law(12, stages=["persuasion"])
    client.get(f"/{lang}/stages")
    assert [link["href"] for link in client.soup.select(".stages__name a")] == [f"/{lang}/stages/{stage}" for stage in Stage]

    client.get(f"/{lang}/stages/persuasion")

    assert client.soup.select_one(f'.law-list a[href="/{lang}/laws/12"]')
    assert client.soup.select_one(f'a[rel=prev][href="/{lang}/stages/imagination"]')
    assert client.soup.select_one(f'a[rel=next][href="/{lang}/stages/experience"]')
    assert client.soup.select_one(f'.ask a[href="/{lang}/tell"]')


@pytest.mark.parametrize("path", ["sectors/x", "sectors/Banking", "sectors/%00", "stages/x", "stages/experience%20", "stages/0"])
def test_another_word_is_no_page(client: PageClient, path: str):
    client.get("/en/sectors/banking")
    client.get("/en/stages/experience")

    client.get(f"/en/{path}", status=404)


def test_a_company_shows_the_laws_of_its_stories_and_its_sector(client: PageClient, context: Flask):
    shop = make_organisation("Corner Shop", sector="retail")
    upheld, violated = make_law(12, name="Ask nothing"), make_law(7, name="Keep your word")
    for _ in range(2):
        told(upheld, organisation=shop)
    told(violated, organisation=shop, polarity=Polarity.violates)
    told(make_law(9, name="Of another"), organisation=make_organisation("Another"))

    client.get("/en/organisations/corner-shop")

    laws = [law.get_text(" ", strip=True) for law in client.soup.select(".law-list__words")]
    assert laws == ["12 Ask nothing upheld in 2 stories", "7 Keep your word violated in 1 story"]
    assert client.soup.select_one('a[href="/en/sectors/retail"]')


def test_what_only_staff_may_read_is_counted_for_staff_only(client: PageClient, app: Flask, context: Flask):
    shop = make_organisation("Corner Shop")
    make_story(ENGLISH, organisation_id=shop, sector="banking", stage="feedback")
    told(make_law(12, name="Ask nothing"), organisation=shop, audience=Audience.staff)
    staff = PageClient(app)
    sign_in(staff, make_person(Role.researcher))

    for address in (PLACES[0], PLACES[2]):
        client.get(address)
        staff.get(address)
        assert not client.soup.select(".law-list")
        assert "1 story" in client.text
        assert "Ask nothing" in staff.text
        assert "2 stories" in staff.text


@pytest.mark.parametrize("address", [*PLACES, "/en/sectors", "/en/stages"])
def test_a_place_costs_the_same_with_one_story_and_with_three(client: PageClient, app: Flask, context: Flask, address: str):
    shop = make_organisation("Corner Shop")
    told(make_law(1, stages=["feedback"]), organisation=shop)
    client.get(address)
    with count_sql(app) as one:
        client.get(address)
    for number in (2, 3):
        told(make_law(number, stages=["feedback"]), organisation=shop)

    with count_sql(app) as three:
        client.get(address)

    assert one.count == three.count > 0


def test_a_page_beyond_the_last_leads_back(client: PageClient, context: Flask):
    make_story(sector="banking")

    client.get("/en/sectors/banking?page=7")

    assert client.soup.select_one('.empty__text a[href="/en/sectors/banking"]')
