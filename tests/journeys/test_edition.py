"""A curator prepares an edition, freezes it and watches its files come."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.journeys.steps import sign_in


def test_an_edition_from_the_first_word_to_its_files(visit: Callable[..., Any]):
    page = visit(lang="en", width=390)
    sign_in(page, "en", "m-lund")
    page.goto("/en/desk/editions")
    page.get_by_role("button", name="Begin a new edition").click()
    expect(page.locator(".lacks__lack--blocks")).to_have_count(1)
    page.locator("#title_ru").fill("Первое издание")
    page.locator("#title_en").fill("First edition")
    page.get_by_role("button", name="Keep the words").click()
    expect(page.locator(".lacks__lack--blocks")).to_have_count(0)
    chosen = page.locator(".draft-law__quotes", has_text=re.compile(r"0 of [1-9]")).first
    chosen.locator("a").click()
    page.locator("input[name=passage]").first.check()
    page.get_by_role("button", name="Keep these quotes").click()
    expect(page.locator(".draft-law__quotes", has_text=re.compile(r"1 of [1-9]"))).to_have_count(1)
    page.locator("a.button", has_text="Freeze").click()
    page.get_by_role("button", name="for good").click()
    expect(page.locator("#progress, [role=alert]").first).to_be_visible()
    if page.get_by_role("alert").count():  # Agreement was counted anew meanwhile, as after every start: one looks again and confirms that.
        page.get_by_role("button", name="for good").click()
    # Nobody reloads: the page asks by itself. The two for paper come last and take a while on a busy machine.
    progress = page.locator("#progress [role=status]")
    expect(progress).to_have_text(re.compile(r"^1[0-2] of (?:10|12) files are made"), timeout=60_000)
    page.get_by_role("link", name="As readers see it").click()
    expect(page.locator("h1")).to_have_text("First edition")
