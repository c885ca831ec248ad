"""A practitioner types a problem in plain words and is led to the law, which tells how others put the same."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

Visit = Callable[..., Any]


def test_a_problem_leads_to_its_law(visit: Visit) -> None:
    page = visit(lang="en")
    page.goto("/en/search")
    page.locator("main input[name=q]").fill("customers go quiet after their first order")
    page.keyboard.press("Enter")

    first = page.locator(".fitting__law").first
    expect(first).to_contain_text("It is the second purchase that makes a regular")
    expect(first).to_contain_text("because:")
    first.get_by_role("link").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("It is the second purchase that makes a regular")

    sign = page.get_by_text("Customers go quiet after their first order.")
    expect(sign).to_be_hidden()
    page.get_by_text("How people put it").click()
    expect(sign).to_be_visible()

    page.goto("/en/search?q=how to train a puppy not to bite")
    expect(page.get_by_role("heading", level=1)).to_contain_text("puppy")
    expect(page.locator(".fitting")).to_have_count(0)
