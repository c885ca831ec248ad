"""A reader takes the open data along; a teller takes a story back, and it is in no file any more."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.journeys.steps import code_of, find_task, publish, sign_in, withdraw

TEXT = "Nobody at the counter knew what to do, so the porter mended my bicycle himself and asked for nothing."


def test_a_story_taken_back_leaves_the_open_data(visit: Callable[..., Any]):
    page = visit(lang="en", width=390)
    page.goto("/en/tell")
    page.locator("textarea[name=text]").fill(TEXT)
    page.locator("input[name=publish]").check()
    page.locator("form.tell .button--large").click()
    page.locator("input[name=open_data]").check()
    page.locator("input[name=open_data]").press("Enter")
    code = code_of(page)
    staff = visit(lang="en")
    sign_in(staff, "en", "o-sorokina")
    story = find_task(staff, "en", "Nobody at the counter")
    publish(staff, "en", story)

    page.goto("/en/")
    page.locator("footer a[href='/en/dataset']").click()
    expect(page.locator("h1")).to_have_text("Open data")
    page.locator("details.dictionary summary").first.press("Enter")
    expect(page.locator("details.dictionary[open] dt").first).to_be_visible()
    page.locator("input[name=since]").fill("2026-01-01")
    with page.expect_download() as got:
        page.locator(".downloads__since button").click()
    assert story in stories_in(got.value.path())
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")

    withdraw(page, "en", code)
    page.goto("/en/dataset")
    page.locator("input[name=since]").fill("2026-01-01")
    with page.expect_download() as got:
        page.locator(".downloads__since button").click()
    assert story not in stories_in(got.value.path())


def stories_in(file: Any) -> str:
    with zipfile.ZipFile(file) as archive:
        return archive.read("data/stories.csv").decode()
