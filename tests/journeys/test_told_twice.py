"""The same story told twice: the moderator sees it, compares, merges; the second teller's code leads to the one that is public."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import steps

TEXT = (
    "Мастер приехал на два часа позже и ничего не объяснил. Через день позвонил начальник участка, извинился и вернул деньги за вызов. "
    "С тех пор зову только их."
)


@pytest.mark.parametrize("lang", ["ru"])
def test_a_story_told_twice_lives_once_and_both_codes_work(visit: Callable[..., Any], lang: str) -> None:
    teller, other = visit(lang=lang), visit(lang=lang, width=390)
    first_code = steps.tell(teller, lang, TEXT)
    second_code = steps.tell(other, lang, f"Здравствуйте! {TEXT} Спасибо.")
    desk = visit(lang=lang)
    steps.sign_in(desk, lang, "o-sorokina")
    desk.goto(f"/{lang}/desk/moderation?kind=received")
    tasks = desk.locator(".queue__task").filter(has_text="приехал на два часа позже")
    expect(tasks).to_have_count(2)
    numbers = [steps.number_in(str(link.get_attribute("href"))) for link in tasks.locator("h2 a").all()]
    first, second = sorted(numbers)
    steps.publish(desk, lang, first)
    desk.goto(f"/{lang}/desk/moderation/{second}")
    desk.locator(".alike__link").click()
    expect(desk.locator(".side-by-side__same")).to_have_count(2)
    expect(desk.locator(".side-by-side__same").first).to_contain_text("вернул деньги за вызов")
    desk.locator(f"button[name=declined][value={second}]").click()
    desk.wait_for_url(re.compile(r"done=merged"))

    steps.open_status(other, lang, second_code)
    expect(other.locator(".receipt-status--declined")).to_be_visible()
    other.locator(f".receipt-status a[href$='/stories/{first}']").click()
    expect(other.locator(".story__text")).to_contain_text("зову только их")
    steps.open_status(teller, lang, first_code)
    expect(teller.locator(".receipt-status--published")).to_be_visible()
