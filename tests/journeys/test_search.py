"""A reader searches: suggestions by keyboard, a filter taken away, why a result was found, a search kept and its letter opened."""

from __future__ import annotations

import sqlite3
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.walking import AXE, Axe

Visit = Callable[..., Any]


def calm(page: Any) -> None:
    """No axe violation on the page as it is just now."""
    options = {"runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]}}
    page.evaluate(Axe().axe_script)
    found = page.evaluate(AXE, options)["violations"]
    assert [(broken["id"], node["target"]) for broken in found for node in broken["nodes"]] == []


def test_a_reader_is_helped_while_typing(visit: Visit) -> None:
    page = visit(lang="en", width=390)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if "/suggest" in request.url else None)
    page.goto("/en/")
    box = page.get_by_role("combobox")
    expect(box).to_have_attribute("aria-expanded", "false")
    box.press_sequentially("trust", delay=10)
    options = page.get_by_role("option")
    expect(options.first).to_be_visible()
    assert len(asked) <= 2, "no storm of requests"
    expect(page.locator(".search-box [role=status]")).to_contain_text("suggestion")
    box.press("ArrowDown")
    expect(options.first).to_have_attribute("aria-selected", "true")
    expect(box).to_have_attribute("aria-activedescendant", options.first.get_attribute("id"))
    expect(box).to_have_value("trust")
    calm_options = options.count()
    calm(page)
    box.press("End")
    assert box.get_attribute("aria-activedescendant") is None
    box.press("ArrowUp")
    expect(options.nth(calm_options - 1)).to_have_attribute("aria-selected", "true")
    box.press("Escape")
    expect(page.locator(".suggestions")).to_be_hidden()
    expect(box).to_have_value("trust")
    box.press("ArrowDown")
    expect(options.first).to_be_visible()
    page.locator("h1").click()
    expect(page.locator(".suggestions")).to_be_hidden()
    box.focus()
    box.press("ArrowDown")
    options.first.tap()
    page.wait_for_url("**/en/laws/*")


@pytest.mark.parametrize("javascript", [True, False], ids=["with-scripts", "without"])
def test_a_search_is_narrowed_explained_kept_and_written_about(visit: Visit, tmp_path: Path, javascript: bool) -> None:
    page = visit(lang="en", width=1280 if javascript else 390, javascript=javascript)
    steps.sign_in(page, "en", "h-willoughby")
    page.goto("/en/search")
    page.locator("#q").fill("money")
    page.locator("#q").press("Enter")
    page.locator(".kinds__tab", has_text="Stories").click()
    before = page.locator(".result").count()
    if not javascript:
        page.locator(".narrow__summary").click()
    page.locator(".facets__value").first.click()
    expect(page.locator(".chip")).to_have_count(1)
    page.locator(".chip").click()
    expect(page.locator(".chip")).to_have_count(0)
    expect(page.locator(".result")).to_have_count(before)

    why = page.locator(".why-this").first
    why.locator("summary").click()
    if not javascript:
        why.locator("a").click()
    expect(page.locator(".why__line").first).to_contain_text("“money”")
    if javascript:
        calm(page)
    else:
        page.go_back()

    page.get_by_role("link", name="Save this search").click()
    page.locator("#name").fill("About money")
    page.get_by_role("button", name="Save the search").click()
    expect(page.locator(".rows__title")).to_have_text("About money")
    as_if_nothing_had_been_seen(tmp_path / "site" / "storyhub.db")
    letter = newest_letter(page, "About money")
    expect(letter).to_contain_text("/en/stories/S-")
    letter_page = page.locator("a[href*='/search/letters/']").first
    letter_page.click()
    page.locator("main form button").click()
    expect(page.locator("h1")).to_have_text("No more letters")


def as_if_nothing_had_been_seen(database: Path) -> None:
    """A week passes in the database of the site, and the daily chore has asked for the letter."""
    with sqlite3.connect(database, timeout=10) as connection:
        connection.execute("UPDATE saved_search SET seen = '', looked_at = '2026-01-01 00:00:00.000000'")
        connection.execute(
            "INSERT INTO outbox (kind, key, version, attempts, created_at, last_error) "
            "SELECT 'saved.digest', id, 1, 0, '2026-01-01 00:00:00.000000', '' FROM saved_search"
        )


def newest_letter(page: Any, words: str) -> Any:
    """Opens the letter that the folder of letters holds about a search, as soon as it is there."""
    deadline = time.monotonic() + steps.PATIENCE_S
    while time.monotonic() < deadline:
        page.goto("/en/dev/mail")
        link = page.locator(".queue__title a").filter(has_text=words)
        if link.count():
            link.first.click()
            return page.locator(".letter")
    raise AssertionError("no letter")
