"""Editions as machines meet them: a feed, linked data, signposts, a card, a place in the map."""

from __future__ import annotations

import json
from io import BytesIO

import feedparser
import pytest
from flask import Flask
from PIL import Image

from tests.citing.expanding import expand
from tests.editions.editions_factories import NOW, curator, frozen_edition, work
from tests.laws.laws_factories import make_law
from tests.page_client import PageClient

BASE = "http://127.0.0.1:8000"


@pytest.fixture
def edition(app: Flask, context: Flask) -> int:
    laws = [make_law(), make_law(name_en="Slack </script>")]
    return frozen_edition([law.id for law in laws], curator())


def test_editions_are_a_feed_whose_entries_never_change(client: PageClient, edition: int):
    client.get("/en/editions")
    address = client.soup.select_one('head link[type="application/atom+xml"]')["href"]
    found = feedparser.parse(client.get(address).data)

    assert found.bozo == 0
    [entry] = found.entries
    assert (entry.id, entry.link) == (f"{BASE}/editions/{edition}", f"{BASE}/en/editions/{edition}")
    assert entry.updated == entry.published == f"{NOW:%Y-%m-%d}T00:00:00Z"
    assert entry.title.startswith(f"Edition {edition}")


def test_an_edition_is_a_book_of_terms_with_signposts_to_its_files(app: Flask, client: PageClient, edition: int):
    work(app)
    client.get(f"/en/editions/{edition}")
    [block] = client.soup.select('head script[type="application/ld+json"]')
    here = json.loads(str(block.string))
    expand(here)
    assert (here["@id"], here["@type"]) == (f"{BASE}/editions/{edition}", ["Book", "DefinedTermSet"])
    assert [term["termCode"] for term in here["hasDefinedTerm"]] == ["1", "2"]
    client.get(here["hasDefinedTerm"][1]["@id"].removeprefix(BASE))
    assert client.address == f"/en/editions/{edition}/laws/2"

    client.get(f"/en/editions/{edition}")
    header = client.response.headers["Link"]
    assert f'<{BASE}/editions/{edition}>; rel="cite-as"' in header
    whole = client.get(f"/editions/{edition}.jsonld")
    document = whole.get_json(force=True)
    expand(document)
    assert "Last-Modified" not in whole.headers, "files come and go, and nobody notes when one went"
    [around, *_rest] = client.get(f"/editions/{edition}.linkset.json").get_json(force=True)["linkset"]
    for file in (*document["encoding"], *around["item"]):
        address = file.get("contentUrl") or file["href"]
        assert client.get(address.removeprefix(BASE)).headers["ETag"]
    assert document["encoding"]
    for name in ("jsonld", "linkset.json"):
        client.get(f"/editions/9.{name}", status=404)


def test_a_file_that_is_not_served_is_named_nowhere(client: PageClient, edition: int):
    assert "encoding" not in client.get(f"/editions/{edition}.jsonld").get_json(force=True)
    client.get(f"/en/editions/{edition}")
    assert 'rel="item"' not in client.response.headers["Link"]


def test_an_edition_has_a_card_and_a_place_in_the_map(client: PageClient, edition: int):
    client.get(f"/ru/editions/{edition}")
    address = client.soup.select_one('meta[property="og:image"]')["content"].removeprefix(BASE)
    assert address.startswith(f"/cards/ru/editions/{edition}-")
    assert Image.open(BytesIO(client.get(address).data)).size == (1200, 630)
    assert f"<loc>{BASE}/en/editions/{edition}</loc><lastmod>{NOW:%Y-%m-%d}" in client.get("/sitemaps/pages.xml").get_data(as_text=True)
