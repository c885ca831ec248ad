"""Every page people meet, in both languages, looked at by axe in the light, on a small phone and (Russian) in the dark, some of them on
paper, and walked by keyboard.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import steps
from tests.journeys.walking import LOOKS, Walk

Visit = Callable[..., Any]

TEXTS = {
    "ru": (
        "Сдавал пальто в химчистку. **Пуговицу**, которую я потерял раньше, пришили без слов.\n\n"
        "> «Так же лучше», сказала приёмщица.\n\n- пальто\n- пуговица"
    ),
    "en": (
        "I took a coat to the cleaner’s. A *button* that I had lost long before was sewn on without a word.\n\n"
        "> “Better this way,” the woman said.\n\n- coat\n- button"
    ),
}
WORDS = {"ru": "деньгами", "en": "called"}
# What a visitor can open; {words} are looked for. A sample's number is its place among the samples.
OPEN = {
    "home": "",
    "about": "about",
    "how-it-works": "how-it-works",
    "join": "join",
    "privacy": "privacy",
    "terms": "terms",
    "contact": "contact",
    "edits": "edits",
    "stories": "stories",
    "stories-last": "stories?page=4",
    "stories-none": "stories?sector=insurance&stage=imagination",
    "story-overlaps": "stories/S-000001",
    "story-english": "stories/S-000002",
    "story-proposal": "stories/S-000007",
    "story-uncoded": "stories/S-000011",
    "story-of-a-long-day": "stories/S-000072",
    "story-short": "stories/S-000027",
    "story-restricted": "stories/S-000035",
    "organisation": "organisations/bystraya-vydra",
    "sectors": "sectors",
    "sector": "sectors/food",
    "stages": "stages",
    "stage": "stages/imagination",
    "laws": "laws",
    "laws-filtered": "laws?group=voice&sort=evidence",
    "law": "laws/3",
    "law-without-evidence": "laws/22",
    "law-from-a-proposal": "laws/46",
    "law-history": "laws/8/history",
    "law-against": "laws/3/against",
    "how-strength-works": "how-strength-works",
    "laws-by-strength": "laws?sort=strength",
    "agreement": "agreement",
    "agreement-law": "agreement/laws/46",
    "proposals": "proposals",
    "proposal": "proposals/P-1",
    "proposal-declined": "proposals/P-3",
    "search": "search",
    "search-hits": "search?q={words}",
    "search-filtered": "search?q={words}&kind=story",
    "search-no-hits": "search?q=qwertyuiop",
    "search-broken-query": "search?q=({words}+AND",
    "search-help": "search/help",
    "code": "receipt",
    "sign-in": "sign-in",
    "patterns": "patterns",
}
# What makes the page the one that is meant.
SHOWING = {
    "stories-none": ".empty",
    "story-overlaps": ".legend__place",
    "story-uncoded": ".story__laws .empty__text",
    "law": ".evidence__item",
    "law-without-evidence": ".evidence__none",
    "search-hits": ".result",
    "search-filtered": ".result",
    "search-no-hits": ".empty",
    "search-broken-query": ".query-problems",
}
ON_PAPER = {"story-overlaps", "story-of-a-long-day", "law", "law-without-evidence"}


@pytest.mark.parametrize("part", [0, 1])
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_what_is_open_to_all_is_sound(visit: Visit, lang: str, part: int) -> None:
    walk = Walk(visit(lang=lang), lang)

    for name, address in list(OPEN.items())[part::2]:
        walk.go(name, address.format(words=WORDS[lang]), paper=name in ON_PAPER)
        if name in SHOWING:
            assert walk.page.locator(SHOWING[name]).count() > 0, name
    walk.go("not-found", "nowhere", status=404)
    walk.go("gone", "stories/S-000064", status=410)

    assert walk.problems == []
    assert walk.seen >= len(OPEN) // 2


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_tellers_pages_are_sound(visit: Visit, lang: str) -> None:
    """From the empty form over its errors to the tombstone."""
    page, moderator = visit(lang=lang), visit(lang=lang)
    walk = Walk(page, lang)

    walk.go("tell", "tell")
    walk.press("form.tell .button--large")
    assert page.locator(".error-summary a").count() == 2
    walk.look("tell-errors")
    steps.write(page, lang, TEXTS[lang])
    walk.look("check")
    walk.press("form[action$='/tell/send'] button:not([name])")
    code = steps.code_of(page)
    walk.look("receipt", paper=True)
    for name, sign in {"law": ".claim__form", "contact": ".prompt__form input[name=contact]", "feelings": "input[name=empathy]"}.items():
        while page.locator(sign).count() == 0:
            walk.press("button[name=action][value=skip], form:has(input[name=action][value=skip]) button")
        walk.look(f"question-{name}")
    steps.open_status(page, lang, code)
    story = steps.number_in(page.locator("h1").inner_text())
    walk.look("status")
    walk.press("form[action$='/receipt/correct'] button")
    walk.look("correct")
    steps.sign_in(moderator, lang, "o-sorokina")
    steps.publish(moderator, lang, story)
    steps.open_status(page, lang, code)
    walk.look("status-published")
    walk.press("form[action$='/receipt/withdraw'] button")
    walk.look("withdraw")
    walk.press("form:has(input[name=confirm]) button")
    walk.look("status-withdrawn")

    assert walk.problems == []


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_desks_are_sound(visit: Visit, lang: str) -> None:
    """Moderator, researcher, curator."""
    page = visit(lang=lang)
    walk = Walk(page, lang)

    steps.sign_in(page, lang, "o-sorokina")
    walk.look("moderation")
    walk.go("moderation-task", "desk/moderation/S-000015")
    # The browser's own check of required fields comes first; the server's must be sound, too.
    page.locator(".decision--decline").evaluate("form => { form.noValidate = true; }")
    walk.press(".decision--decline button")
    walk.look("moderation-task-errors")
    walk.go("thanks", "desk/thanks")
    walk.go("letters", "dev/mail")
    walk.go("me", "me")
    steps.sign_in(page, lang, "h-willoughby")
    walk.look("coding")
    walk.go("desk", f"desk/coding/{'S-000009' if lang == 'ru' else 'S-000010'}")
    steps.ready_desk(page)
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("[data-part=menu]")).to_be_visible()
    walk.look("desk-open")
    walk.go("desk-finished", "desk/coding/S-000001")
    steps.sign_in(page, lang, "m-lund")
    walk.go("proposal-decide", "proposals/P-1")
    walk.press("button[name=decision][value=decline]")
    walk.look("proposal-decide-errors")
    walk.go("law-edit", "laws/3/edit")

    assert walk.problems == []


def test_the_walk_sees_what_is_wrong(visit: Visit) -> None:
    walk = Walk(visit(lang="en"), "en", "broken", LOOKS)
    walk.page.goto("/en/about")
    walk.page.locator("main").evaluate(
        """main => {
          main.append(document.createElement("img"));
          main.querySelector("h1").style.width = "999px";
          main.querySelector(".lede").style.cssText = "color: rgb(200 200 200); background: white";
        }"""
    )
    walk.look("about")
    walk.go("not-there", "nowhere")

    for sign in (
        "about (light): image-alt", "about (light): color-contrast", "about (dark): color-contrast",
        "about (phone): 1", "not-there: answers 404, not 200",
    ):  # fmt: skip
        assert any(sign in problem for problem in walk.problems), sign


# What the Tab key has to reach, and whether what it reached shows it.
FOCUSED = """() => {
  const element = document.activeElement;
  const style = getComputedStyle(element);
  const named = element.outerHTML.slice(0, 120);
  element.dataset.reached = "";
  return {named, skip: element.matches(".skip"), top: element === document.body,
          plain: style.outlineStyle === "none" || parseFloat(style.outlineWidth) < 2};
}"""
MISSED = """() => [...document.querySelectorAll(`a[href], button:not([role=tab][tabindex='-1']), input:not([type=hidden], [tabindex='-1']),
    select, textarea, summary`)]
  .filter(element => element.checkVisibility({visibilityProperty: true}) && !element.disabled && !("reached" in element.dataset))
  .filter(element => !(element.type === "radio" && document.querySelector(`[name="${element.name}"][data-reached]`)))
  .map(element => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("width", [1280, 320])
def test_the_tab_key_reaches_everything_and_shows_where_it_is(visit: Visit, width: int) -> None:
    page = visit(lang="en", width=width)
    steps.sign_in(page, "en", "h-willoughby")
    for address in (
        "", "tell", "search?q=promised", "stories/S-000001", "desk/coding/S-000010", "laws/3", "stages/imagination",
        "organisations/bystraya-vydra", "how-it-works", "search/help",
    ):  # fmt: skip
        page.goto(f"/en/{address}")
        page.keyboard.press("Tab")
        assert page.evaluate(FOCUSED)["skip"], address
        plain = []
        while not (focused := tab(page))["top"]:
            if focused["plain"]:
                plain.append(focused["named"])
        assert plain == [], address
        assert page.evaluate(MISSED) == [], address


def tab(page: Any) -> dict[str, Any]:
    page.keyboard.press("Tab")
    focused: dict[str, Any] = page.evaluate(FOCUSED)
    return focused


def test_the_skip_link_leads_past_the_menu(visit: Visit) -> None:
    page = visit(lang="ru")
    page.goto("/ru/laws")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")

    assert page.evaluate("() => document.querySelector('main').contains(document.activeElement)")
