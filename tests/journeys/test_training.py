"""A newcomer asks to join, codes the training by keyboard, sees where she differs; a curator sees the same beside the request."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.journeys import steps

Visit = Callable[..., Any]


def test_from_the_request_to_the_result(visit: Visit) -> None:
    page, curator = visit(lang="en"), visit(lang="en", javascript=False)
    steps.sign_in(page, "en", "n-vetlugina")
    page.goto("/en/me/join")
    page.locator("main textarea").fill("I have sold bread for twenty years and know who comes back.")
    page.locator("main form button").click()
    page.locator("main a[href$='/training']").click()
    page.locator("[data-part=begin] button").click()

    expect(page.locator("h1")).to_contain_text("story 1 of")
    page.locator("#training-sentence-0").focus()
    page.keyboard.press("Space")
    expect(page.locator("#training-sentence-0")).to_be_checked()
    law = page.locator("#training-law")
    law.select_option(index=1)
    expect(page.locator(".desk__laws .law-guide[open]")).to_have_count(1)
    law.press("Tab")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Enter")
    expect(page.locator("#marks .rows__row")).to_have_count(1)
    expect(page.locator("#marks .polarity--violates")).to_have_count(1)
    while page.locator("[data-part=next]").count():
        page.locator("[data-part=next] button").click()
    page.locator("[data-part=finish] button").click()
    expect(page.locator(".training-difference").first).to_be_visible()
    figures = page.locator(".agreement-table tbody tr").first.inner_text()

    steps.sign_in(curator, "en", "m-lund")
    curator.goto("/en/desk/requests")
    curator.locator("article a[href*='/desk/training/results/']").click()
    assert curator.locator(".agreement-table tbody tr").first.inner_text() == figures
