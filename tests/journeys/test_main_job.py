"""The one job of the site, from telling to finding to taking back: every person in a browser of their own."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import steps

Visit = Callable[..., Any]


@dataclass(frozen=True)
class Tale:
    """A story of four sentences, what is marked in it, and a form of a word that it does not hold."""

    lang: str
    sentences: tuple[str, ...]
    dragged: str
    asked: str

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


RUSSIAN = Tale(
    "ru",
    (
        "Заказал книжную полку на субботу.",
        "Курьер задержал доставку на три дня и ни разу не позвонил.",
        "Потом с извинениями приехала сама хозяйка магазина.",
        "С тех пор покупаю только у них.",
    ),
    "задержал доставку на три дня",
    "доставкой",
)
ENGLISH = Tale(
    "en",
    (
        "I ordered a bookshelf for Saturday.",
        "The courier delayed the delivery by three days and never once called.",
        "Then the owner of the shop came in person to apologise.",
        "I have bought only from them ever since.",
    ),
    "delayed the delivery by three days",
    "deliveries",
)
# Each sample passage stands for a law of its own, so that each law's page can be looked at alone.
BROKEN, KEPT = "1", "4"

WAYS = [
    pytest.param(RUSSIAN, {"width": 1280}, id="ru-desktop"),
    pytest.param(ENGLISH, {"width": 320, "dark": True}, id="en-phone-dark"),
    pytest.param(RUSSIAN, {"width": 320, "javascript": False}, id="ru-phone-without-javascript"),
    pytest.param(ENGLISH, {"width": 1280, "javascript": False}, id="en-desktop-without-javascript"),
]


@pytest.mark.parametrize(("tale", "mode"), WAYS)
def test_a_story_is_told_published_coded_found_and_withdrawn(visit: Visit, tale: Tale, mode: dict[str, Any]) -> None:
    lang = tale.lang
    assert tale.asked not in tale.text.lower()
    teller, moderator, researcher, reader = (visit(lang=lang, **mode) for _person in range(4))

    code = steps.tell(teller, lang, tale.text)
    steps.sign_in(moderator, lang, "o-sorokina")
    story = steps.find_task(moderator, lang, tale.sentences[0])
    nothing_shows(reader, tale, story, status=404)

    steps.publish(moderator, lang, story)
    passages = coded(researcher, tale, story, javascript=mode.get("javascript", True))
    everything_shows(reader, tale, story, passages)
    steps.open_status(teller, lang, code)
    expect(teller.locator(".receipt-evidence q")).to_have_text(passages)

    steps.withdraw(teller, lang, code)
    nothing_shows(reader, tale, story, status=410)


def coded(page: Any, tale: Tale, story: str, *, javascript: bool) -> tuple[str, str]:
    """Marks the second and the third sentence, by mouse and keys where scripts run, and finishes. What was marked."""
    steps.sign_in(page, tale.lang, "h-willoughby")
    steps.open_desk(page, tale.lang, story)
    _first, second, third, _last = tale.sentences
    marked = (tale.dragged if javascript else second, third)
    if javascript:
        steps.mark_by_mouse(page, marked[0], BROKEN, "violates")
        steps.mark_by_keys(page, 1, third, KEPT)
    else:
        steps.mark_by_lists(page, 2, second, BROKEN, "violates")
        steps.mark_by_lists(page, 3, third, KEPT)
    assert steps.evidence(page, tale.lang, KEPT, story).count() == 0, "public before the coder has finished"
    page.go_back()
    steps.finish(page)
    return marked


def everything_shows(page: Any, tale: Tale, story: str, passages: tuple[str, str]) -> None:
    """Home, list, the story with its marks, both laws, and the search by another form of a word."""
    for address in ("", "stories"):
        page.goto(f"/{tale.lang}/{address}")
        expect(page.locator(f"main a[href$='/stories/{story}']").first).to_be_visible()
    page.goto(f"/{tale.lang}/stories/{story}")
    expect(page.locator(".story__text")).to_contain_text(tale.dragged)
    expect(page.locator(".legend__quote")).to_have_text(passages)
    expect(steps.evidence(page, tale.lang, BROKEN, story, side="violates")).to_have_text(passages[0])
    expect(steps.evidence(page, tale.lang, KEPT, story)).to_have_text(passages[1])
    # The story itself and the passage marked in it.
    steps.until_found(page, tale.lang, tale.asked, story, count=2)


def nothing_shows(page: Any, tale: Tale, story: str, *, status: int) -> None:
    """The same places, without the story."""
    assert page.goto(f"/{tale.lang}/stories/{story}").status == status
    expect(page.locator("body")).not_to_contain_text(tale.dragged)
    for address in ("", "stories", f"laws/{BROKEN}", f"laws/{KEPT}"):
        assert page.goto(f"/{tale.lang}/{address}").status == 200
        assert page.locator(f"main a[href*='{story}']").count() == 0, address
        assert tale.dragged not in page.locator("main").inner_text(), address
    assert steps.hits(page, tale.lang, tale.asked, story).count() == 0
    assert tale.dragged not in page.locator("main").inner_text()


@pytest.mark.parametrize("javascript", [True, False], ids=["with-javascript", "without-javascript"])
def test_four_taps_lead_from_the_first_page_to_the_code(visit: Visit, javascript: bool) -> None:
    page = visit(lang="ru", width=360, javascript=javascript)
    taps = []

    def tap(target: str) -> None:
        taps.append(target)
        page.locator(target).tap()

    page.goto("/ru/")
    tap(".hero__call .button")
    page.locator("textarea[name=text]").fill(RUSSIAN.text)
    tap("input[name=publish]")
    tap("form.tell .button--large")
    expect(page.locator(".story-text")).to_contain_text(RUSSIAN.dragged)
    tap("form[action$='/tell/send'] button:not([name])")

    assert re.fullmatch(r"[0-9A-Z]{4}(-[0-9A-Z]{4}){6}", steps.code_of(page))
    assert len(taps) <= 4
