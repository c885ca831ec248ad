"""Maps for search engines: every public page in both languages, and nothing that is not for everybody."""

from __future__ import annotations

import time
from datetime import date
from urllib.parse import quote
from xml.etree import ElementTree

import pytest
from flask import Flask
from sqlalchemy import insert

from storyhub.kit.db import db, transaction
from storyhub.reading.domain.sitemap import MOST, Place, part
from storyhub.reading.views import sitemap
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Revision, Story
from tests.calls.calls_factories import make_call
from tests.laws.laws_factories import NOW, make_law, make_proposal
from tests.page_client import PageClient
from tests.reading.reading_factories import ENGLISH, make_organisation, make_story
from tests.sql_count import count_sql

BASE = "http://127.0.0.1:8000"
NAMES = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}


def read(client: PageClient, address: str) -> ElementTree.Element:
    answer = client.get(address.removeprefix(BASE))
    assert answer.mimetype == "application/xml"
    return ElementTree.fromstring(answer.data)


def addresses(client: PageClient) -> dict[str, ElementTree.Element]:
    """Every address of every part."""
    parts = [str(found.text) for found in read(client, "/sitemap.xml").findall("s:sitemap/s:loc", NAMES)]
    return {str(url.findtext("s:loc", None, NAMES)): url for one in parts for url in read(client, one)}


def test_every_address_is_a_page_that_wants_to_be_found(app: Flask, client: PageClient, context: Flask):
    app.extensions["storyhub"].engine.rebuild([])
    make_law()
    make_proposal("en")
    story = public_id(make_story(ENGLISH, organisation_id=make_organisation("Кафе"), sector="retail"))
    with transaction():
        make_call(slug="spring")
    hidden = [make_story(ENGLISH, state=state) for state in (State.withdrawn, State.restricted, State.in_review)]
    hidden.append(make_story(ENGLISH, audience=Audience.staff))
    found = addresses(client)

    assert {f"{BASE}/{lang}/{path}" for lang in ("ru", "en") for path in ("", "laws/1", f"stories/{story}", "calls/spring")} <= set(found)
    assert {f"{BASE}/en/proposals/P-1", f"{BASE}/en/sectors/retail", f"{BASE}/en/organisations/{quote('кафе')}"} <= set(found)
    assert not any(public_id(number) in address for number in hidden for address in found)
    for address in found:
        client.get(address.removeprefix(BASE))
        assert not client.soup.select('meta[name="robots"]'), address
        assert client.soup.select_one('link[rel="canonical"]')["href"] == address
        named = {link["hreflang"]: link["href"] for link in client.soup.select("head link[hreflang]")}
        mapped = {link.get("hreflang"): link.get("href") for link in found[address].findall("x:link", NAMES)}
        assert {lang: mapped[lang] for lang in ("ru", "en")} == named
        client.get(str(mapped["x-default"]).removeprefix(BASE))
        assert BASE + client.address in (named["ru"], named["en"])


def test_the_day_of_the_last_change_is_told_where_it_is_known(client: PageClient, context: Flask):
    make_law()
    ident = public_id(make_story(ENGLISH, published_on=date(2026, 11, 21)))
    found = addresses(client)

    days = {address.removeprefix(f"{BASE}/en/"): url.findtext("s:lastmod", None, NAMES) for address, url in found.items()}
    assert (days[f"stories/{ident}"], days["laws/1"], days["about"]) == ("2026-11-21", "2026-11-01", None)
    whole = [one.findtext("s:lastmod", None, NAMES) for one in read(client, "/sitemap.xml")]
    assert whole == [None, "2026-11-01", "2026-11-21"]
    assert client.get("/sitemaps/laws.xml").headers["Last-Modified"]
    client.get("/sitemaps/stories-2.xml", status=404)
    client.get("/sitemaps/stories-0.xml", status=404)
    client.get(f"/sitemaps/stories-{'9' * 30}.xml", status=404)
    assert f"\nSitemap: {BASE}/sitemap.xml\n" in client.get("/robots.txt").get_data(as_text=True)


def test_stories_are_mapped_in_parts_that_are_quick(app: Flask, client: PageClient, context: Flask):
    make_story(ENGLISH)
    [revision] = db.session.execute(db.select(Revision)).scalars()
    rows = [
        {"id": number, "version_id": 1, "state": "published", "audience": "public", "lang": "en", "received_at": NOW, "labels": {},
         "published_on": date(2026, 11, 20), "published_revision_id": revision.id}
        for number in range(2, 3 * sitemap.BLOCK + 2)
    ]  # fmt: skip
    with transaction():
        db.session.execute(insert(Story), rows)
    with count_sql(app) as run:
        parts = [str(found.text) for found in read(client, "/sitemap.xml").findall("s:sitemap/s:loc", NAMES)]
    assert len(parts) == 6
    assert run.count == 2
    begun = time.process_time()
    sizes = [len(read(client, one)) for one in parts[2:]]
    assert time.process_time() - begun < 4
    assert sizes == [MOST, MOST, MOST, 2]


@pytest.mark.parametrize("address", ["http://x/?a=1&b=<2>", 'http://x/"'])
def test_an_address_is_written_as_xml_wants_it(address: str):
    [url] = ElementTree.fromstring(part([Place({"en": address}, address)]))

    assert url.findtext("s:loc", None, NAMES) == address
    assert {link.get("href") for link in url.findall("x:link", NAMES)} == {address}
