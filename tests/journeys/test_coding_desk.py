"""A researcher codes as fast as she reads: keys counted, the law's guide beside the text, the next story there before it is asked for."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.walking import Walk

Visit = Callable[..., Any]
# The keys really pressed on a page.
COUNT = "() => { window.strokes = 0; addEventListener('keydown', () => { window.strokes += 1; }, true); }"
HOW_IT_CAME = "() => performance.getEntriesByType('navigation')[0].deliveryType"


def first_desk(page: Any, lang: str) -> str:
    """Signs a researcher in and opens the first story of her queue: its address."""
    steps.sign_in(page, lang, "h-willoughby")
    page.goto(f"/{lang}/desk/coding")
    page.locator(".queue__title a").first.click()
    steps.ready_desk(page)
    return str(page.url)


def mark_first(page: Any, words: str) -> str:
    """Marks the current sentence with the first law that fits: the law's value."""
    page.keyboard.press("/")
    expect(page.locator("[data-part=filter]")).to_be_focused()
    page.keyboard.type(words)
    value = str(page.locator("[data-part=list] [aria-selected=true]").get_attribute("data-value"))
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Enter")
    expect(page.locator("[data-part=said]")).not_to_be_empty()
    return value


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_recent_law_is_marked_with_four_strokes_at_most(visit: Visit, lang: str) -> None:
    page = visit(lang=lang)
    address = first_desk(page, lang)
    before = page.locator("#codings .coding").count()
    page.keyboard.press("j")
    law = mark_first(page, "7")

    page.keyboard.press("j")
    sentence = page.locator(".sentence--current").first.get_attribute("id")
    page.evaluate(COUNT)
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=menu]")).to_be_visible()
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("1")
    expect(page.locator("#codings .coding")).to_have_count(before + 2)
    assert 1 <= page.evaluate("window.strokes") <= 4

    # Stored, and not only shown: it is there when the page is asked for again.
    page.goto(address)
    key = page.locator(f"[data-law='{law}'] summary").inner_text().split(".")[0]
    expect(page.locator(f"#codings .coding:has(a[href='#{sentence}'])").filter(has_text=key)).not_to_have_count(0)


def test_the_guide_of_the_law_in_question_is_in_view_beside_the_words(visit: Visit) -> None:
    page = visit(lang="ru")
    first_desk(page, "ru")
    for width in (1280, 1024):
        page.set_viewport_size({"width": width, "height": 800})
        page.keyboard.press("j")
        page.keyboard.press("Enter")
        for _step in range(12):
            page.keyboard.press("ArrowDown")
            guide = page.locator(".law-guide--active")
            expect(guide).to_be_in_viewport()
            expect(page.locator(".sentence--current").first).to_be_in_viewport()
            expect(page.locator(".desk__laws .law-guide:visible")).to_have_count(1)
        page.keyboard.press("Escape")
        laws = page.evaluate(
            "() => { const b = document.querySelector('.desk__laws'); return [b.getBoundingClientRect().bottom, innerHeight,"
            " b.scrollHeight > b.clientHeight, getComputedStyle(b).overflowY]; }"
        )
        assert laws[0] <= laws[1], "the lower edge, with the sign that there is more, is in view"
        assert laws[2:] == [True, "auto"]


def test_a_finger_reads_the_law_before_it_marks(visit: Visit) -> None:
    page = visit(lang="ru", width=320)
    first_desk(page, "ru")
    before = page.locator("#codings .coding").count()
    page.locator("#s-2").tap(position={"x": 5, "y": 5})
    expect(page.locator("#s-2.sentence--current")).to_be_visible()
    # This window has a mouse as well, so the bar for fingers alone is not there: Enter does what its button does.
    page.keyboard.press("Enter")
    law = page.locator(".law-menu__law:visible").nth(1)
    law.tap()
    expect(law).to_have_attribute("aria-selected", "true")
    expect(page.locator("[data-part=guide] .law-guide__statement")).to_be_visible()
    expect(page.locator("#codings .coding")).to_have_count(before)
    page.locator("[data-part=form] button:not([type=button])").tap()
    expect(page.locator("#codings .coding")).to_have_count(before + 1)


def test_the_next_story_is_there_before_it_is_asked_for_and_not_begun(visit: Visit) -> None:
    page = visit(lang="en")
    first_desk(page, "en")
    following = page.locator("[data-part=next]").get_attribute("href")
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url) if request.is_navigation_request() else None)
    # Nothing on the page tells when the browser has read ahead; its own note of how a page came does, so a few tries are allowed.
    for _try in range(3):
        page.wait_for_load_state("networkidle")
        page.wait_for_timeout(1_000)
        with page.expect_navigation():
            page.keyboard.press("n")
        assert page.url.endswith(str(following))
        steps.ready_desk(page)
        if page.evaluate(HOW_IT_CAME) == "navigational-prefetch":
            break
        following = page.locator("[data-part=next]").get_attribute("href")
    assert page.evaluate(HOW_IT_CAME) == "navigational-prefetch"
    ahead = str(page.locator("[data-part=next]").get_attribute("href")).split("?")[0]
    page.goto("/en/desk/coding")
    expect(page.locator(".queue__item--begun").filter(has=page.locator(f"a[href^='{ahead}']"))).to_have_count(0)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_desk_looks_right_while_choosing_and_after_finishing(visit: Visit, lang: str) -> None:
    page = visit(lang=lang)
    walk = Walk(page, lang, shots=f"desk-{lang}")
    first_desk(page, lang)
    page.keyboard.press("j")
    mark_first(page, "1")
    walk.look("desk")
    page.keyboard.press("Enter")
    expect(page.locator("[data-part=menu]")).to_be_visible()
    walk.look("choosing")
    page.keyboard.press("Escape")
    page.keyboard.press("?")
    expect(page.locator("dialog")).to_be_visible()
    walk.look("keys")
    page.keyboard.press("Escape")
    steps.finish(page)
    walk.look("finished")
    assert walk.problems == []
