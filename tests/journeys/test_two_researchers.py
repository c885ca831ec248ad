"""Two researchers code the same story blind, finish, compare, and settle how they differ; one of them lacks a law and proposes it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.test_coding_desk import COUNT

Visit = Callable[..., Any]
FIRST, SECOND, CURATOR = "h-willoughby", "t-aslanov", "m-lund"


def code(page: Any, law: str) -> None:
    """Marks the current sentence."""
    page.keyboard.press("/")
    expect(page.locator("[data-part=filter]")).to_be_focused()
    page.keyboard.type(law)
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        page.keyboard.press("Enter")
    expect(page.locator("[data-part=said]")).not_to_be_empty()


def arrive(page: Any, handle: str, story: str) -> None:
    steps.sign_in(page, "en", handle)
    page.goto(f"/en/desk/coding/{story}")
    steps.ready_desk(page)


def test_two_researchers_code_blind_finish_compare_and_adjudicate(visit: Visit) -> None:
    one, two = visit(lang="en"), visit(lang="en")
    steps.sign_in(one, "en", FIRST)
    one.goto("/en/desk/coding")
    fresh = one.locator(".queue__item:not(.queue__item--begun) .queue__title a").first
    story = steps.number_in(str(fresh.get_attribute("href")))
    one.goto(f"/en/desk/coding/{story}")
    steps.ready_desk(one)
    arrive(two, SECOND, story)

    # The same first sentence, alike; the second by another law; the third by one of them alone, from a law that was not there.
    for page, second_law in ((one, "5"), (two, "9")):
        page.keyboard.press("j")
        code(page, "4")
        page.keyboard.press("j")
        code(page, second_law)
    # A law used just now costs two strokes on new words, undo and redo included in the four.
    one.keyboard.press("j")
    one.evaluate(COUNT)
    one.keyboard.press("Enter")
    expect(one.locator("[data-part=menu]")).to_be_visible()
    with one.expect_response(lambda answer: answer.request.method == "POST"):
        one.keyboard.press("1")
    assert one.evaluate("window.strokes") < 5
    expect(one.locator("#codings [data-mark]")).to_have_count(3)
    for way, left in (("u", 2), ("Shift+U", 3), ("u", 2)):
        one.keyboard.press(way)
        expect(one.locator("#codings [data-mark]")).to_have_count(left)
    one.reload()
    steps.ready_desk(one)
    one.keyboard.press("Shift+U")
    expect(one.locator("#codings [data-mark]")).to_have_count(3)

    two.keyboard.press("j")
    two.keyboard.press("Enter")
    expect(two.locator("[data-part=menu]")).to_be_visible()
    with two.expect_navigation():
        two.keyboard.press("p")
    two.locator("#new-law-name").fill("The third sentence shows it")
    two.locator("#new-law-statement").fill("What stands in the third sentence brings people back.")
    two.locator(".new-law__fields .button").first.click()
    expect(two.locator("#codings").get_by_text("The third sentence shows it")).not_to_have_count(0)

    # Blind: neither sees the other before finishing, not even that there is something.
    for page in (one, two):
        assert page.goto(f"/en/desk/coding/{story}/compare").status == 404
        page.goto(f"/en/desk/coding/{story}")
        steps.ready_desk(page)
        expect(page.locator(".desk__others")).to_have_count(0)
    expect(one.locator("#codings").get_by_text("The third sentence shows it")).to_have_count(0)
    for page in (one, two):
        steps.finish(page)

    # Side by side, from a difference to its words and back.
    two.reload()
    two.locator("a[href$='/compare']").click()
    expect(two.locator(".difference").filter(has_text="law differs")).not_to_have_count(0)
    first = two.locator(".difference").filter(has_text="law differs").first
    ident = str(first.get_attribute("id"))
    first.locator(".difference__kinds a").click()
    words = two.locator(f"#w-{ident[2:]}")
    expect(words).to_be_in_viewport()
    two.locator(f".compare__story a[href='#{ident}']").first.click()
    expect(two.locator(f"#{ident}")).to_be_in_viewport()
    two.locator(".compare-filter a[href$='kind=agreed']").click()
    expect(two.locator(".difference")).to_have_count(1)
    expect(two.locator(".settle")).to_have_count(0)

    # The curator settles it with a reason; both coders' marks stay as they were, and read it.
    curator = visit(lang="en")
    steps.sign_in(curator, "en", CURATOR)
    curator.goto(f"/en/desk/coding/{story}/compare?kind=law")
    place = curator.locator(".difference").first
    place.locator(".difference__settle summary").click()
    place.locator(".settle__mark input").first.check()
    place.locator("textarea[name=reason]").fill("The first law speaks of exactly this.")
    place.locator(".settle .button").click()
    expect(curator.locator(f"#{ident} .verdict")).to_contain_text("The first law speaks of exactly this.")
    curator.locator(f"#{ident} .difference__settle summary").click()
    curator.locator(f"#{ident} input[value=none]").check()
    curator.locator(f"#{ident} textarea[name=reason]").fill("Neither, on reading it again.")
    curator.locator(f"#{ident} .settle .button").click()
    expect(curator.locator(f"#{ident} .difference__earlier")).to_have_count(1)
    one.goto(f"/en/desk/coding/{story}/compare")
    expect(one.locator(f"#{ident} .verdict").first).to_contain_text("Neither, on reading it again.")
    expect(one.locator(f"#{ident} .difference__said strong")).to_have_count(2)
