"""Editions and their laws: the cite box, its files, and permanent addresses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from flask import Flask

from storyhub.stories.domain.public_id import story_id
from tests.citing.reading_back import from_latex, read_bibtex
from tests.editions.kept import keep
from tests.editions.snapshots import snapshot
from tests.page_client import PageClient
from tests.reading.reading_factories import ENGLISH, make_story


@pytest.fixture
def kept(app: Flask, context: Flask, tmp_path: Path) -> None:
    """The second edition of five laws, with the stories it quotes."""
    found = snapshot(2)
    for quote in found.quotes:
        make_story(ENGLISH, id=story_id(quote.story))
    keep(found, app.extensions["storyhub"].settings.data_dir)


@pytest.mark.usefixtures("kept")
def test_an_edition_and_its_law_are_cited_with_their_permanent_addresses(client: PageClient):
    client.get("/en/editions/2")
    apa = client.soup.select_one('details[data-style="apa"] [data-citation]').get_text()
    assert apa == "StoryHub. (2026). Laws of Loyalty (2nd ed.). https://example.org/editions/2"
    number = next(law.number for law in snapshot(2).laws)

    client.get(f"/ru/editions/2/laws/{number}")

    gost = client.soup.select_one('details[data-style="gost"] [data-citation]').get_text()
    assert f"[Электронный ресурс]: закон {number}, версия 1 // Законы лояльности / StoryHub. 2-е изд. 2026. URL: " in gost
    assert f"https://example.org/editions/2/laws/{number} (дата обращения: " in gost


@pytest.mark.usefixtures("kept")
def test_the_files_of_an_edition_hold_what_the_page_says(client: PageClient):
    number = snapshot(2).laws[0].number
    for page, files in (("/en/editions/2", 6), (f"/en/editions/2/laws/{number}", 5)):
        client.get(page)
        links = [str(link["href"]) for link in client.soup.select(".citing a[download]")]
        assert len(set(links)) == files
        for link in links:
            response = client.client.get(link)
            assert response.status_code == 200, link
            assert response.headers["Content-Disposition"].startswith("attachment")
    kind, key, fields = read_bibtex(client.client.get("/en/cite/edition/2.bib").get_data(as_text=True))
    assert (kind, key, from_latex(fields["title"])) == ("book", "storyhub-edition-2", "Laws of Loyalty")
    record = json.loads(client.client.get("/en/cite/edition/2.datacite.json").get_data())
    assert record["types"]["resourceTypeGeneral"] == "Book"
    for nothing in ("edition/3.bib", "edition/2/laws/9999.ris", "edition/3.datacite.json", "edition/3.cff", "edition/2.pdf"):
        client.get(f"/en/cite/{nothing}", status=404)


@pytest.mark.usefixtures("kept")
def test_editions_are_found_without_a_language(client: PageClient):
    number = snapshot(2).laws[0].number
    for address in ("/editions/2", f"/editions/2/laws/{number}"):
        response = client.client.get(address, headers={"Accept-Language": "ru"})

        assert (response.status_code, response.headers["Location"]) == (302, f"/ru{address}")
        assert "Accept-Language" in response.headers["Vary"]
        client.get(address)
    client.get("/editions/9", status=404)
