"""From a call on the first page to a story that answers it: asked, told, read, counted."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.journeys.steps import code_of, find_task, publish, sign_in, withdraw

TEXT = "Forty minutes at the window, and then the lady came out with tea for everybody. She is at +44 7700 900123, ask her."


def test_a_story_answers_a_call(visit: Callable[..., Any]):
    page = visit(lang="en", width=390, dark=True)
    page.goto("/en/")
    page.locator(".call-now__title a").click()
    counter = page.locator(".call-counter span")
    before = counter.inner_text()
    page.locator(".call__aside a.button").click()
    expect(page.locator("input[name=answers]")).to_be_checked()
    page.locator("textarea[name=text]").fill(TEXT)
    # The script saves the draft, and reloading the page finds the call in it.
    expect(page.locator("[data-part=draft]")).to_be_visible()
    page.reload()
    expect(page.locator("input[name=answers]")).to_be_checked()
    page.locator("input[name=publish]").check()
    page.locator("form.tell .button--large").click()
    expect(page.locator("p.tell__call")).to_be_visible()
    # What is ticked stays ticked when something is hidden, and Enter on a box sends: it does not press the first button that hides.
    page.locator("input[name=research]").check()
    page.locator("button[name=hide]").first.click()
    expect(page.locator("button[name=undo]")).to_be_visible()
    expect(page.locator("input[name=research]")).to_be_checked()
    page.locator("input[name=research]").press("Enter")
    code = code_of(page)

    staff = visit(lang="en")
    sign_in(staff, "en", "o-sorokina")
    story = find_task(staff, "en", "Forty minutes at the window")
    staff.goto(f"/en/desk/moderation/{story}")
    expect(staff.locator(".facts a[href='/en/calls/while-you-waited']")).to_have_count(1)
    publish(staff, "en", story)
    page.goto("/en/calls/while-you-waited")
    expect(page.locator(f"#story-{story}")).to_be_visible()
    expect(counter).not_to_have_text(before)
    withdraw(page, "en", code)
    page.goto("/en/calls/while-you-waited")
    expect(counter).to_have_text(before)
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
