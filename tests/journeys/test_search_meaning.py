"""A reader types in the wrong layout, looks at the help, takes other words back: at 320 pixels, without scripts, in the dark."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

Visit = Callable[..., Any]


@pytest.mark.journey
def test_a_slip_is_put_right_and_can_be_taken_back(visit: Visit) -> None:
    page = visit(lang="en", width=320, dark=True, javascript=False)
    page.goto("/en/search/help")
    page.get_by_role("link", name="вудшмукн").click()
    for _ in range(20):  # Words are counted beside the first question; a busy machine takes longer than a reader is kept waiting.
        if page.locator(".search-notices__shown").count():
            break
        page.reload()
    expect(page.locator(".search-notices__shown strong")).to_have_text("delivery")
    assert page.evaluate("document.documentElement.scrollWidth") <= 320

    page.locator(".search-notices__shown a").click()
    expect(page.locator(".search-notices__shown")).to_have_count(0)

    page.goto("/en/search?q=refund")
    expect(page.locator(".search-notices__also")).to_contain_text("возврат")
    page.locator(".search-notices__also a").click()
    expect(page.locator(".search-notices")).to_have_count(0)
    expect(page.get_by_role("searchbox")).to_have_value("refund")
