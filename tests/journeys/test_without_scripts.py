"""Every open page on a small phone without JavaScript: readable, not wider than the phone, and without dead controls."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.journeys.test_pages import OPEN, WORDS

Visit = Callable[..., Any]
WIDE = "() => document.documentElement.scrollWidth > innerWidth"
# A button that is no part of a form does nothing by itself.
DEAD = """() => [...document.querySelectorAll("button")]
  .filter(button => (button.type === "button" || !button.form) && button.checkVisibility())
  .map(button => button.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_open_page_works_without_scripts(visit: Visit, lang: str) -> None:
    page = visit(lang=lang, width=320, javascript=False)
    problems = []

    # English pages are made of the same parts with shorter words: some of them will do.
    for name, address in list(OPEN.items())[:: 1 if lang == "ru" else 4]:
        answer = page.goto(f"/{lang}/{address.format(words=WORDS[lang])}")
        if answer.status != 200 or not page.locator("h1").is_visible():
            problems.append(f"{name}: answers {answer.status}, or has no heading to see")
        if page.evaluate(WIDE):
            problems.append(f"{name}: wider than the phone")
        problems += [f"{name}: {button} does nothing" for button in page.evaluate(DEAD)]

    assert problems == []


def test_the_check_for_dead_controls_finds_one(visit: Visit) -> None:
    page = visit(lang="en", width=320, javascript=False)
    page.goto("/en/about")

    page.evaluate("() => document.querySelector('main').append(document.createElement('button'))")

    assert len(page.evaluate(DEAD)) == 1
