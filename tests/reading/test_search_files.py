"""A search as a feed, a table and JSON: the same finds as on the page, what everybody may read, words where their teller allows it."""

from __future__ import annotations

import csv
import io
import json
from xml.etree import ElementTree

import pytest
from flask import Flask

from storyhub.kit.actor import Role
from storyhub.reading.views import search_files
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience
from tests.accounts.accounts_factories import make_person, sign_in
from tests.page_client import PageClient
from tests.reading.reading_factories import RUSSIAN, index_everything, make_coder, make_coding, make_law, make_story
from tests.sql_count import count_sql

ATOM = "{http://www.w3.org/2005/Atom}"


@pytest.fixture
def stories(app: Flask, context: Flask) -> dict[str, int]:
    """A story whose words are free, one whose are not, one for staff, a law, a marked passage."""
    free = make_story(RUSSIAN, title="=1+1", may_open_data=True, sector="retail")
    own = make_story(RUSSIAN, title="Not free")
    make_story(RUSSIAN, title="For staff", audience=Audience.staff, may_open_data=True)
    law = make_law(12, name="Деньги назад")
    make_coding(free, law, "вернула мне деньги", coder_id=make_coder())
    index_everything(app)
    return {"free": free, "own": own, "law": law}


def table(client: PageClient, query: str) -> list[dict[str, str]]:
    text = client.client.get(f"/en/search.csv?{query}").get_data().decode("utf-8-sig")
    return list(csv.DictReader(io.StringIO(text)))


def test_a_table_holds_the_finds_of_the_page(client: PageClient, stories: dict[str, int]):
    rows = {(row["kind"], row["id"]): row for row in table(client, "q=деньги")}

    free, own = public_id(stories["free"]), public_id(stories["own"])
    assert set(rows) == {("story", free), ("story", own), ("law", "12"), ("passage", f"{free}#s-1")}
    assert rows["story", free]["title"] == "'=1+1", "a spreadsheet runs nothing"
    assert "деньги" in rows["story", free]["text"]
    assert (rows["story", free]["licence"], rows["story", free]["date"]) == ("CC BY 4.0", "2026-11-20")
    assert rows["law", "12"]["address"].endswith("/en/laws/12")
    assert rows["passage", f"{free}#s-1"]["address"].endswith(f"/en/stories/{free}#s-1")
    assert [row["id"] for row in table(client, "q=деньги&sector=retail&kind=story")] == [free]


def test_words_that_are_not_free_are_not_given_away(client: PageClient, stories: dict[str, int]):
    row = next(row for row in table(client, "q=деньги") if row["id"] == public_id(stories["own"]))

    assert (row["title"], row["text"], row["licence"]) == ("", "", "")
    assert row["address"].endswith(f"/en/stories/{public_id(stories['own'])}")


@pytest.mark.parametrize("kind", ["csv", "json", "atom"])
def test_files_hold_nothing_for_staff_only_even_for_staff(app: Flask, stories: dict[str, int], kind: str):
    staff = PageClient(app)
    sign_in(staff, make_person(Role.researcher))
    staff.get("/en/search?q=деньги")
    assert "For staff" in staff.text

    text = staff.client.get(f"/en/search.{kind}?q=деньги").get_data(as_text=True)

    assert "For staff" not in text
    assert public_id(stories["own"]) in text


def test_json_says_what_was_asked_and_that_it_was_cut(client: PageClient, stories: dict[str, int], monkeypatch: pytest.MonkeyPatch):
    found = json.loads(client.client.get("/en/search.json?q=деньги&kind=story").get_data())
    assert (found["query"], found["filters"], found["total"], found["note"]) == ("деньги", {"kind": ["story"]}, 2, "")
    assert len(found["results"]) == 2

    monkeypatch.setattr(search_files, "MOST", 1)
    found = json.loads(client.client.get("/en/search.json?q=деньги&kind=story").get_data())
    assert (len(found["results"]), found["note"]) == (1, "These are the first 1 of 2 results.")
    assert [row["kind"] for row in table(client, "q=деньги&kind=story")] == ["story", "note"]


def test_the_page_names_its_feed_and_the_feed_its_page(client: PageClient, stories: dict[str, int]):
    client.get("/en/search?q=деньги&sort=oldest")
    address = client.soup.select_one('link[type="application/atom+xml"]')["href"]
    assert {link["href"] for link in client.soup.select(".search__take a[type]")} >= {address}

    response = client.client.get(address)
    feed = ElementTree.fromstring(response.get_data())

    assert response.mimetype == "application/atom+xml"
    titles = [title.text for title in feed.iter(f"{ATOM}title")]
    assert {"=1+1", "Not free", "Деньги назад"} <= set(titles)
    page = feed.find(f"{ATOM}link[@rel='alternate']").get("href")
    client.get(page.removeprefix("http://127.0.0.1:8000"))
    assert client.h1 == "Search: деньги"


def test_a_broken_index_breaks_no_program(client: PageClient, context: Flask):
    for kind in ("csv", "json", "atom"):
        assert client.client.get(f"/en/search.{kind}?q=x").status_code == 503


def test_files_cost_the_same_for_one_find_and_for_three(client: PageClient, app: Flask, context: Flask):
    law, coder = make_law(1, name="Money"), make_coder()
    counts = []
    for number in (1, 2):
        for _ in range(number):
            make_coding(make_story(RUSSIAN), law, "вернула мне деньги", coder_id=coder)
        index_everything(app)
        client.client.get("/en/search.json?q=деньги")
        with count_sql(app) as counted:
            client.client.get("/en/search.json?q=деньги")
        counts.append(counted.count)

    assert counts[0] == counts[1] > 0
