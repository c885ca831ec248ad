"""A reader shares a law: what a machine finds on the page, and what people see of the link. The browser runs none of it."""

from __future__ import annotations

import json
from collections.abc import Callable
from io import BytesIO
from typing import Any

import feedparser
from PIL import Image
from playwright.sync_api import expect


def test_a_shared_law_is_known_to_machines_and_nice_to_look_at(visit: Callable[..., Any]) -> None:
    page = visit(lang="ru", width=390)
    answer = page.goto("/ru/laws/12")
    block = json.loads(page.locator('head script[type="application/ld+json"]').inner_text())
    assert block["name"] == page.locator("h1").inner_text().replace("\n", " ")
    assert 'rel="cite-as"' in answer.headers["link"]

    picture = page.request.get(str(page.locator('meta[property="og:image"]').get_attribute("content")))
    assert Image.open(BytesIO(picture.body())).size == (1200, 630)

    document = page.request.get("/laws/12.jsonld").json()
    assert block["name"] in [name["@value"] for name in document["name"]]


def test_a_reader_takes_a_feed_along_without_scripts(visit: Callable[..., Any]) -> None:
    page = visit(lang="en", width=390, javascript=False)
    page.goto("/en/stories?lang=ru")
    link = page.get_by_role("link", name="These stories as a feed")
    expect(link).to_be_visible()

    found = feedparser.parse(page.request.get(str(link.get_attribute("href"))).body())

    assert found.bozo == 0
    assert {entry.language for entry in found.entries if "language" in entry} <= {"ru"}
    assert len(found.entries) > 5
