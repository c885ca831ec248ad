"""What goes wrong in life: a double click, a form left open too long, two moderators at once, the way back, the other language."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Error, expect

from tests.journeys import steps

Visit = Callable[..., Any]

STORY = "Lift repaired overnight. The caretaker slid a note under every door, and the rent day passed without a single complaint."
SEND = "form[action$='/tell/send'] button:not([name])"


def waiting(page: Any, words: str) -> int:
    """How many stories with these words stand in the moderator's queue."""
    page.goto("/en/desk/moderation")
    expect(page.locator("h1")).to_be_visible()
    return int(page.locator(".queue__task").filter(has_text=words).count())


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_a_double_click_on_send_is_one_story(visit: Visit, javascript: bool) -> None:
    teller, moderator = visit(lang="en", javascript=javascript), visit(lang="en")
    steps.sign_in(moderator, "en", "o-sorokina")
    assert waiting(moderator, STORY[:24]) == 0
    steps.write(teller, "en", STORY)

    teller.locator(SEND).dblclick()
    code = steps.code_of(teller)

    assert waiting(moderator, STORY[:24]) == 1
    steps.open_status(teller, "en", code)


def test_the_way_back_from_the_check_page_keeps_the_text(visit: Visit) -> None:
    page = visit(lang="en")
    steps.write(page, "en", STORY)

    page.go_back()

    expect(page.locator("textarea[name=text]")).to_have_value(STORY)
    expect(page.locator("input[name=publish]")).to_be_checked()


def test_reloading_the_receipt_and_sending_again_give_the_same_code(visit: Visit) -> None:
    teller, moderator = visit(lang="ru"), visit(lang="en")
    steps.sign_in(moderator, "en", "o-sorokina")
    code = steps.tell(teller, "ru", STORY)

    teller.reload()
    assert steps.code_of(teller) == code
    # The check page is not kept by the browser, which asks whether to send the form again; going on is a reload.
    with pytest.raises(Error, match="ERR_CACHE_MISS"):
        teller.go_back()
    teller.wait_for_url("chrome-error://**")
    teller.reload()
    expect(teller.locator(".check-page")).to_contain_text(STORY)
    teller.locator(SEND).click()

    assert steps.code_of(teller) == code
    assert waiting(moderator, STORY[:24]) == 1


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_without_its_cookie_a_story_is_not_sent_and_not_lost(visit: Visit, lang: str) -> None:
    page = visit(lang=lang)
    page.goto(f"/{lang}/tell")
    page.locator("textarea[name=text]").fill(STORY)
    page.locator("input[name=publish]").check()
    page.context.clear_cookies()
    page.locator("form.tell .button--large").click()

    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("textarea[name=text]")).to_have_value(STORY)
    expect(page.locator("input[name=publish]")).to_be_checked()
    page.locator("form.tell .button--large").click()
    expect(page.locator(SEND)).to_be_visible()
    page.context.clear_cookies()
    page.locator(SEND).click()
    expect(page.locator(".error-summary")).to_be_focused()
    expect(page.locator("textarea[name=text]")).to_have_value(STORY)
    page.locator("form.tell .button--large").click()
    page.locator(SEND).click()

    assert steps.code_of(page)


def test_the_second_moderator_sees_who_was_faster_and_keeps_the_message(visit: Visit) -> None:
    message = "Could you leave out the caretaker's name, please?"
    teller, first, second = visit(lang="en"), visit(lang="en"), visit(lang="ru")
    steps.tell(teller, "en", STORY)
    for moderator in (first, second):
        steps.sign_in(moderator, "en", "o-sorokina")
    story = steps.find_task(second, "en", STORY[:24])
    second.goto(f"/ru/desk/moderation/{story}")
    second.locator(".decision--ask textarea").fill(message)

    steps.publish(first, "en", story)
    with second.expect_response(re.compile(rf"/desk/moderation/{story}")) as answer:
        second.locator(".decision--ask button:not([name])").click()

    assert answer.value.status == 409
    expect(second.locator(".missed")).to_contain_text("Olga Sorokina")
    expect(second.locator("#typed-words")).to_have_value(message)
    first.goto(f"/en/stories/{story}")
    expect(first.locator(".story__text")).to_contain_text(STORY[:24])


@pytest.mark.parametrize(
    "address",
    [
        "/ru/",
        "/ru/stories?lang=en",
        "/ru/stories/S-000001",
        "/ru/laws/3",
        "/ru/search?q=money&kind=story",
        "/ru/proposals/P-1",
    ],
)
def test_the_language_switch_stays_on_the_page(visit: Visit, address: str) -> None:
    page = visit(lang="ru", javascript=False)
    page.goto(address)
    russian = page.url
    assert page.locator("html").get_attribute("lang") == "ru"

    page.locator(".masthead__tools a[hreflang=en]").click()
    page.wait_for_url(re.compile("/en/"))
    assert page.url == russian.replace("/ru/", "/en/", 1)
    assert page.locator("html").get_attribute("lang") == "en"

    page.locator(".masthead__tools a[hreflang=ru]").click()
    page.wait_for_url(re.compile("/ru/"))
    assert page.url == russian
