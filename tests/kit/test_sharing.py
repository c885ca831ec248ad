"""What other sites see of a page: words, a picture and one address on public pages; on all others, "noindex" and nothing else."""

from __future__ import annotations

import struct
from urllib.parse import urlsplit

import pytest
from flask import Flask

from storyhub.kit.web.sharing import HEIGHT, PICTURES, WIDTH
from tests.laws.laws_factories import make_law, make_proposal
from tests.page_client import PageClient

STATEMENT = 'Whoever was given "slack" comes back more readily.'


@pytest.fixture
def indexed(app: Flask) -> None:
    app.extensions["storyhub"].engine.rebuild([])


def meta(client: PageClient, name: str) -> str:
    [found] = client.soup.select(f'meta[name="{name}"], meta[property="{name}"]')
    return str(found["content"])


def has_noindex(client: PageClient) -> bool:
    return [found["content"] for found in client.soup.select('meta[name="robots"]')] == ["noindex"]


# Pages that nobody should find, what is no page, and one that leads on.
PRIVATE = tuple(
    f"reading.{name}"
    for name in ("search", "search_table", "search_json", "why", "suggest", "any_law", "own_stories")
)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_public_page_without_a_number_describes_itself(app: Flask, client: PageClient, indexed: None, lang: str):
    rules = [rule for rule in app.url_map.iter_rules() if rule.endpoint.startswith("reading.") and rule.arguments == {"lang"}]
    pages = [rule.rule.split(">", 1)[1] for rule in rules if rule.endpoint not in PRIVATE and not rule.endpoint.endswith("_feed")]
    assert len(pages) > 8

    described = {}
    for page in [*pages, "/tell", "/proposals"]:
        client.get(f"/{lang}{page}")
        described[page] = meta(client, "description")
        assert meta(client, "og:description") == described[page]
        assert not client.soup.select('meta[name="robots"]'), page
    assert all(20 < len(words) <= 211 for words in described.values()), described
    assert len(set(described.values())) == len(described)


def test_a_law_shares_its_name_statement_and_permanent_address(app: Flask, client: PageClient):
    with app.app_context():
        law = make_law(statement_en=STATEMENT)
        make_proposal("en", statement="A thank-you by hand is remembered longer.")
    client.get("/en/laws/1")
    base = app.extensions["storyhub"].settings.base_url

    assert meta(client, "description") == "Whoever was given “slack” comes back more readily."
    assert meta(client, "og:title") == client.h1
    assert meta(client, "og:type") == "article"
    assert meta(client, "og:url") == f"{base}/en/laws/1"
    assert [link["href"] for link in client.soup.select('link[rel="canonical"]')] == [f"{base}/en/laws/1"]
    assert (meta(client, "og:locale"), meta(client, "og:locale:alternate")) == ("en_GB", "ru_RU")
    assert law.number == 1
    client.get("/en/proposals/P-1")
    assert meta(client, "description") == "A thank-you by hand is remembered longer."
    client.get("/en/laws/1/history")
    assert meta(client, "description").startswith("Whoever")


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_picture_is_there_in_the_language_of_the_page_and_small(app: Flask, client: PageClient, lang: str):
    client.get(f"/{lang}/")

    address = meta(client, "og:image")
    assert address.startswith(app.extensions["storyhub"].settings.base_url)
    assert address.endswith(PICTURES[lang])
    with app.test_client().get(urlsplit(address).path) as response:
        picture = response.data
    assert struct.unpack(">II", picture[16:24]) == (WIDTH, HEIGHT) == (1200, 630)
    assert (meta(client, "og:image:width"), meta(client, "og:image:height")) == ("1200", "630")
    assert len(picture) < 120_000
    assert meta(client, "og:image:alt")
    assert meta(client, "twitter:card") == "summary_large_image"


def test_the_canonical_address_drops_filters_and_keeps_the_page(app: Flask, client: PageClient):
    base = app.extensions["storyhub"].settings.base_url
    client.get("/en/stories?sector=banks&page=2&lang=ru")
    assert client.soup.select_one('link[rel="canonical"]')["href"] == f"{base}/en/stories?page=2"

    client.get("/en/laws?sort=evidence")
    assert client.soup.select_one('link[rel="canonical"]')["href"] == f"{base}/en/laws"


@pytest.mark.parametrize("path", ["receipt", "sign-in", "search?q=x", "laws/77", "stories/S-000009", "no/such/page"])
def test_private_and_missing_pages_share_nothing(client: PageClient, indexed: None, path: str):
    missing = path.startswith(("laws", "stories", "no"))
    client.get(f"/en/{path}", status=404 if missing else 200)

    assert has_noindex(client)
    assert not client.soup.select('meta[property^="og:"], meta[name="description"], link[rel="canonical"]')


def test_the_icon_is_where_browsers_look_for_it(app: Flask, client: PageClient):
    with app.test_client().get("/favicon.ico") as response:
        icon = response.data
        assert (response.status_code, response.headers["Cache-Control"]) == (200, "public, max-age=2592000")
        assert "Set-Cookie" not in response.headers
    zero, kind, count = struct.unpack("<HHH", icon[:6])
    assert (zero, kind, count) == (0, 1, 3)
    assert [icon[6 + 16 * index] for index in range(count)] == [16, 32, 48]
    client.get("/en/about")
    touch = client.soup.select_one('link[rel="apple-touch-icon"]')["href"]
    with app.test_client().get(touch) as response:
        assert struct.unpack(">II", response.data[16:24]) == (180, 180)
