"""A reader searches for what nobody has told yet, looks at what each word finds alone, and is led to tell it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.journeys.test_search import calm


def test_a_search_without_finds_leads_to_the_first_story(visit: Callable[..., Any]) -> None:
    page = visit(lang="en", width=390, dark=True, javascript=False)
    page.goto('/en/search?q=money AND quasar AND "no questions"&sort=strongest')
    expect(page.locator(".tried__word--nowhere")).to_have_text("quasar 0")
    expect(page.locator("a.tried__word").first).to_contain_text("money")

    page.get_by_role("link", name="Tell the first story about this").click()

    expect(page.locator(".notice--quiet")).to_contain_text("You were looking for “money quasar no questions”")
    expect(page.locator("textarea[name=text]")).to_have_value("")


def test_what_is_offered_when_nothing_is_found_is_there_for_everybody(visit: Callable[..., Any]) -> None:
    page = visit(lang="en", width=390)
    page.goto("/en/search?q=money AND quasar&sector=travel")
    calm(page)
    number = int(page.locator("a.tried__word .tried__count").first.inner_text())

    page.locator("a.tried__word").first.click()

    expect(page.locator(".search__count")).to_have_text(f"{number} results")
    page.get_by_role("link", name="Strongest evidence first").click()
    expect(page.locator(".sorts__value[aria-current=true]")).to_have_text("Strongest evidence first")
    calm(page)
