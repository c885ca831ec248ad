"""A reader asks how far a law can be trusted: the strongest laws, what the figure rests on, what speaks against it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect


def test_a_reader_weighs_a_law(visit: Callable[..., Any]) -> None:
    page = visit(lang="en", width=390, javascript=False)
    page.goto("/en/laws")
    page.get_by_label("Order").select_option(label="strongest first")
    page.get_by_role("button", name="Show").click()
    figures = page.locator(".strength-line").all_inner_texts()
    shares = [int(figure.removeprefix("strength ").removesuffix("%")) for figure in figures]
    assert shares == sorted(shares, reverse=True)
    assert shares[0] > 0

    page.locator(".law-card__name a").first.click()
    expect(page.locator(".strength__number")).to_have_text(f"{shares[0]}%")
    page.get_by_text("The figures as a table").click()
    expect(page.locator(".curve__table td").last).to_be_visible()
    page.get_by_role("link", name="How this is computed").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("How strength is computed")

    # The law that most speaks against, whichever sample that is.
    page.goto("/en/laws?sort=evidence")
    against = page.locator(".law-card", has=page.locator(".law-card__violates:not(.law-card__none)")).first
    against.get_by_role("link").first.click()
    page.get_by_role("link", name="Everything that contradicts it").click()
    expect(page.get_by_role("heading", level=1)).to_contain_text("What contradicts law")
    page.get_by_label("Says").select_option(label="violates")
    page.get_by_role("button", name="Show").click()
    expect(page.locator(".evidence__item .polarity--violates").first).to_be_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
