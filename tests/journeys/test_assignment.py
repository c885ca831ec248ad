"""A researcher takes a story, asks which law fits, marks with it, skips another; somebody else is not led to the story she has taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.journeys import steps

Visit = Callable[..., Any]


def test_taking_asking_and_skipping(visit: Visit) -> None:
    page, other = visit(lang="en"), visit(lang="en", javascript=False)
    steps.sign_in(page, "en", "a-castellanos")
    page.goto("/en/desk/coding?lang=en")
    page.locator("[data-part=take] button").click()
    steps.ready_desk(page)
    taken = page.url.split("?")[0]

    steps.sign_in(other, "en", "t-aslanov")
    other.goto("/en/desk/coding?lang=en")
    other.locator("[data-part=take] button").click()
    assert other.url.split("?")[0] != taken, "two do not begin the same story"

    marks = page.locator("#codings .coding")
    before = marks.count()
    page.keyboard.press("j")
    page.keyboard.press("j")
    sentence = page.locator(".sentence--current").first.get_attribute("id")
    page.keyboard.press("g")
    expect(page.locator("h1")).to_contain_text("Laws that may fit")
    assert f"from_sentence={str(sentence)[2:]}" in page.url
    expect(page.locator(".suggest__why > li").first).to_be_visible()
    page.locator(".suggest__how").first.get_by_role("button", name="violates").click()
    expect(marks).to_have_count(before + 1)
    assert page.url == f"{taken}?lang=en#{sentence}"

    page.get_by_role("link", name="Skip this story").click()
    page.get_by_label("It upsets me").check()
    page.locator("main form button").click()
    steps.ready_desk(page)
    assert page.url.split("?")[0] != taken
    page.goto("/en/desk/coding?show=skipped")
    expect(page.locator(".queue__item")).to_have_count(1)
    page.locator(".queue__act button").click()
    assert page.url.split("?")[0] == taken
    expect(marks).to_have_count(before + 1)
