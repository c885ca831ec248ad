"""The cite box on pages, and the files behind it."""

from __future__ import annotations

import json

import pytest
from flask import Flask

from storyhub.citing.domain.formats import FILES
from storyhub.kit.actor import OPERATOR, Role
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Story
from storyhub.stories.service import withdraw_story
from tests.accounts.accounts_factories import make_person, sign_in
from tests.citing.reading_back import from_latex, read_bibtex, read_ris
from tests.page_client import PageClient
from tests.reading.reading_factories import ENGLISH, NOW, index_everything, make_coder, make_coding, make_law, make_story

BASE = "http://127.0.0.1:8000"


def styles(client: PageClient) -> dict[str, str]:
    return {str(found["data-style"]): found.select_one("[data-citation]").get_text() for found in client.soup.select("details[data-style]")}


def test_a_law_shows_every_style_folded_but_the_first(client: PageClient, context: Flask):
    make_law(12, name="Slack & <b>honesty</b>")

    client.get("/en/laws/12")

    shown = styles(client)
    assert list(shown) == ["apa", "gost", "bibtex", "ris", "csl", "link"]
    assert shown["apa"].startswith("StoryHub. (")
    assert "Slack & <b>honesty</b>" in shown["apa"]
    assert shown["apa"].endswith(f"(Law No. 12). {BASE}/laws/12")
    assert "open" in client.soup.select_one('details[data-style="apa"]').attrs
    assert len(client.soup.select("details[data-style][open]")) == 1
    assert client.soup.select_one(f'.citing__address a[href="{BASE}/laws/12"]')
    client.get("/ru/laws/12")
    assert next(iter(styles(client))) == "gost"
    assert "[Электронный ресурс]: закон 12, версия 1 // Законы лояльности." in styles(client)["gost"]


@pytest.mark.parametrize("suffix", FILES)
def test_every_file_is_a_download_with_its_media_type(client: PageClient, context: Flask, suffix: str):
    make_law(12, name="Slack")
    client.get("/en/laws/12")
    [link] = client.soup.select(f'.citing a[href$=".{suffix}"]')

    response = client.client.get(link["href"])

    assert response.status_code == 200
    assert response.content_type == f"{FILES[suffix].media_type}; charset=utf-8"
    assert response.headers["Content-Disposition"] == f'attachment; filename="storyhub-law-12-v1.{suffix}"'
    assert response.headers["X-Robots-Tag"] == "noindex"
    body = response.get_data(as_text=True)
    found = {
        "bib": lambda: from_latex(read_bibtex(body)[2]["title"]),
        "ris": lambda: read_ris(body)["TI"],
        "json": lambda: json.loads(body)[0]["title"],
        "txt": lambda: body.partition("). ")[2].partition(" (Law")[0] or body,
    }[suffix]()
    assert found == "Slack"


def test_a_file_of_nothing_or_in_no_format_is_not_found(client: PageClient, context: Flask):
    make_law(12)
    make_story(ENGLISH, id=7)
    for address in (
        "law/13.bib", "law/12.pdf", "law/99999999999.bib", "story/S-000008.bib", "story/s-000007", "story/S-000007.pdf",
        "story/S-000007/0", "story/S-000007/99", "story/S-000007/99.ris", "search.pdf", "story/S-999999999999",
    ):  # fmt: skip
        client.get(f"/en/cite/{address}", status=404)


def test_a_story_shows_one_style_and_leads_to_the_others(client: PageClient, context: Flask):
    story = public_id(make_story(ENGLISH, title="The clerk"))
    client.get(f"/en/stories/{story}")

    assert client.soup.select_one(".cite").get_text() == f"The clerk (Story {story}). (2026, November 20). StoryHub. {BASE}/stories/{story}"
    assert client.soup.select_one(f'.story__foot a[href="{BASE}/stories/{story}"]')
    client.get(client.soup.select_one('.story__foot a[href*="/cite/"]')["href"])

    assert client.h1 == f"Cite story {story}"
    assert len(styles(client)) == 6
    assert client.soup.select_one('meta[name="robots"][content="noindex"]')
    item = json.loads(client.client.get(f"/en/cite/story/{story}.json").get_data())[0]
    assert "author" not in item
    assert item["title"] == "The clerk"


def test_a_passage_on_a_laws_page_leads_to_its_citation(client: PageClient, context: Flask):
    story, law = make_story(ENGLISH, title="The clerk"), make_law(12)
    make_coding(story, law, "they called and apologised", coder_id=make_coder())
    client.get("/en/laws/12")

    client.get(client.soup.select_one(".evidence__cite")["href"])

    named = public_id(story)
    assert client.h1 == f"Cite sentence 3 of story {named}"
    assert client.soup.select_one("blockquote").get_text().startswith("The next day they called and apologised")
    assert styles(client)["link"].endswith(f"{BASE}/stories/{named}#s-3")
    tags = read_ris(client.client.get(f"/en/cite/story/{named}/3.ris").get_data(as_text=True))
    assert (tags["M1"], tags["UR"]) == (f"{named}, sentence 3", f"{BASE}/stories/{named}#s-3")


def test_a_search_is_cited_with_its_address_its_day_and_how_much_it_found(client: PageClient, app: Flask, context: Flask):
    for title in ("One", "Two"):
        make_story(ENGLISH, title=title)
    index_everything(app)

    client.get("/en/search?q=refunded&kind=story")

    assert "[2 results]. Retrieved " in styles(client)["apa"]
    assert styles(client)["apa"].endswith(f", from {BASE}/search?q=refunded&kind=story")
    file = client.soup.select_one('.citing a[href*="search.bib"]')["href"]
    _kind, _key, fields = read_bibtex(client.client.get(file).get_data(as_text=True))
    assert fields["url"] == f"{BASE}/search?q=refunded&kind=story"
    assert "2 results" in fields["note"]
    client.get("/en/search?q=nothingofthekind")
    assert not styles(client)


def test_a_withdrawn_story_cannot_be_cited_any_more(client: PageClient, context: Flask):
    story = make_story(ENGLISH, title="Says too much")
    addresses = [f"/en/cite/story/{public_id(story)}{end}" for end in ("", ".bib", "/1", "/1.json")]
    assert all(client.client.get(address).status_code == 200 for address in addresses)
    with transaction():
        withdraw_story(db.session.get(Story, story), actor=OPERATOR, now=NOW)

    for address in addresses:
        assert "Says too much" not in client.get(address, status=410).get_data(as_text=True)


def test_what_is_not_public_is_cited_by_nobody_else(client: PageClient, app: Flask, context: Flask):
    hidden = public_id(make_story(ENGLISH, audience=Audience.staff))
    declined = public_id(make_story(ENGLISH, state=State.declined, published_on=None))
    for named in (hidden, declined):
        for end in ("", ".bib", "/1"):
            client.get(f"/en/cite/story/{named}{end}", status=404)

    staff = PageClient(app)
    sign_in(staff, make_person(Role.researcher))
    staff.get(f"/en/cite/story/{hidden}")
    staff.get(f"/en/cite/story/{declined}", status=404)
