"""A teller who wants letters: thanked by hand at the desk, sees the note with the code, finds it in a letter, and is out with one click."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import steps

Visit = Callable[..., Any]

TEXTS = {
    "ru": "В аптеке не было моего лекарства, и провизор обзвонила три другие. Через час она перезвонила сама. Теперь я хожу только к ней.",
    "en": "The chemist had run out of my medicine and rang three others. An hour later she called me back herself. I go nowhere else now.",
}
NOTES = {
    "ru": "Спасибо! После вашей истории я сама перезвонила клиенту.",
    "en": "Thank you! After your story I rang a customer back myself.",
}


@pytest.mark.parametrize(
    ("lang", "mode"),
    [
        pytest.param("en", {"width": 1280}, id="en"),
        pytest.param("ru", {"width": 320, "javascript": False, "dark": True}, id="ru-phone-without-javascript"),
    ],
)
def test_thanks_reach_the_teller_and_letters_end_with_one_click(visit: Visit, lang: str, mode: dict[str, Any]) -> None:
    teller, moderator, researcher = (visit(lang=lang, **mode) for _person in range(3))

    code = steps.tell(teller, lang, TEXTS[lang])
    steps.open_status(teller, lang, code)
    teller.locator("input[name=contact]").fill("anna@example.com")
    teller.locator("form[action$='/receipt/contact'] button").click()
    expect(teller.locator("main")).to_contain_text("a…@example.com")
    steps.sign_in(moderator, lang, "o-sorokina")
    story = steps.find_task(moderator, lang, TEXTS[lang][:40])
    steps.publish(moderator, lang, story)

    steps.sign_in(researcher, lang, "t-aslanov")
    researcher.goto(f"/{lang}/desk/thanks")
    form = researcher.locator(f".thanks__story:has(#story-{story}) form")
    form.locator("textarea").fill(NOTES[lang])
    form.locator("button").click()
    expect(researcher.locator(".thanks__mine")).to_contain_text(NOTES[lang])

    steps.open_status(teller, lang, code)
    expect(teller.locator(".thanks-notes__words")).to_have_text(NOTES[lang])
    open_letter(teller, lang, story, NOTES[lang])
    expect(teller.locator(".letter")).not_to_contain_text(code)
    teller.locator(".facts a[href*='/mail/stop/']").click()
    teller.locator("main form button").click()
    steps.open_status(teller, lang, code)
    expect(teller.locator("input[name=contact]")).to_be_visible()


def open_letter(page: Any, lang: str, story: str, words: str) -> None:
    """Looks through the letters about the story until one holds the words; fails at the deadline."""
    deadline = time.monotonic() + steps.PATIENCE_S
    while time.monotonic() < deadline:
        page.goto(f"/{lang}/dev/mail")
        links = page.locator(".queue__title a").filter(has_text=story)
        for address in [link.get_attribute("href") for link in links.all()]:
            page.goto(address)
            if words in page.locator(".letter").inner_text():
                return
    raise AssertionError("no such letter")
