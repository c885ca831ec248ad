"""Every page people meet, looked at by axe in the light, in the dark and on a small phone, in both languages, and walked by
keyboard. A picture of each is left in `shots/`.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.journeys import steps

Visit = Callable[..., Any]

SHOTS = Path(__file__).with_name("shots")
RULES = {
    "runOnly": {"type": "tag", "values": ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]},
    "resultTypes": ["violations"],
}
AXE = "rules => axe.run(document, rules).then(found => ({violations: found.violations, passed: found.passes.length}))"
MODES = {"light": {"width": 1280}, "dark": {"width": 1280, "dark": True}, "phone": {"width": 320}}

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
# What a visitor can open; {words} are looked for.
OPEN = {
    "home": "",
    "stories": "stories",
    "stories-none": "stories?sector=insurance&lang=ru",
    "story-overlaps": "stories/S-000001",
    "story-english": "stories/S-000002",
    "story-proposal": "stories/S-000007",
    "story-uncoded": "stories/S-000011",
    "organisation": "organisations/{organisation}",
    "laws": "laws",
    "law": "laws/3",
    "law-without-evidence": "laws/6",
    "law-history": "laws/3/history",
    "proposals": "proposals",
    "proposal": "proposals/P-1",
    "search": "search",
    "search-hits": "search?q={words}",
    "search-filtered": "search?q={words}&kind=story",
    "search-no-hits": "search?q=qwertyuiop",
    "search-broken-query": "search?q=({words}+AND",
    "search-help": "search/help",
    "about": "about",
    "privacy": "privacy",
    "code": "receipt",
    "sign-in": "sign-in",
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


class Walk:
    """One person's way through the site in one mode; what is wrong on the way is gathered, so that one run tells all."""

    def __init__(self, page: Any, lang: str, mode: str) -> None:
        self.page, self.lang, self.mode = page, lang, mode
        self.folder = SHOTS / f"{lang}-{mode}"
        self.folder.mkdir(parents=True, exist_ok=True)
        page.add_init_script(Axe().axe_script)
        self.problems: list[str] = []
        self.seen = 0

    def go(self, name: str, address: str, *, status: int = 200) -> None:
        answer = self.page.goto(f"/{self.lang}/{address}")
        if answer.status != status:
            self.problems.append(f"{name}: answers {answer.status}, not {status}")
        self.look(name)

    def look(self, name: str) -> None:
        """axe, no sideways scrolling, and a picture."""
        self.seen += 1
        expect(self.page.locator("h1")).to_be_visible()
        found = self.page.evaluate(AXE, RULES)
        assert found["passed"] > 15, "axe looked at nothing"
        for broken in found["violations"]:
            for node in broken["nodes"]:
                self.problems.append(
                    f"{name}: {broken['id']} {node['target']} {node['html'][:200]} {node.get('failureSummary', '')}"
                )
        wide = self.page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
        if wide[0] > wide[1]:
            self.problems.append(f"{name}: {wide[0]} px wide in a window of {wide[1]}")
        self.page.screenshot(path=self.folder / f"{name}.jpg", type="jpeg", quality=80, full_page=True)

    def press(self, target: str) -> None:
        """A button or link that leads to another page."""
        with self.page.expect_navigation():
            self.page.locator(target).first.click()


@pytest.mark.parametrize("mode", MODES)
@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_page_is_sound(visit: Visit, lang: str, mode: str) -> None:
    walk, moderator = Walk(visit(lang=lang, **MODES[mode]), lang, mode), visit(lang=lang)

    see_what_is_open(walk)
    tell_and_take_back(walk, moderator)
    work_at_the_desks(walk)

    assert walk.problems == []
    assert walk.seen >= 40


def see_what_is_open(walk: Walk) -> None:
    page = walk.page
    page.goto(f"/{walk.lang}/stories/S-000001")
    organisation = str(page.locator("a[href*='/organisations/']").first.get_attribute("href")).rsplit("/", 1)[1]
    for name, address in OPEN.items():
        walk.go(name, address.format(words=WORDS[walk.lang], organisation=organisation))
        if name in SHOWING:
            assert page.locator(SHOWING[name]).count() > 0, name
    walk.go("not-found", "nowhere", status=404)


def tell_and_take_back(walk: Walk, moderator: Any) -> None:
    """The teller's pages, from the empty form over its errors to the tombstone."""
    page, lang = walk.page, walk.lang
    walk.go("tell", "tell")
    walk.press("form.tell button")
    assert page.locator(".error-summary a").count() == 2
    walk.look("tell-errors")
    steps.write(page, lang, TEXTS[lang])
    walk.look("check")
    walk.press("form[action$='/tell/send'] button:not([name])")
    code = steps.code_of(page)
    walk.look("receipt")
    for name in ("law", "feelings"):
        while page.locator({"law": ".claim__form", "feelings": "input[name=empathy]"}[name]).count() == 0:
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
    walk.go("gone", f"stories/{story}", status=410)


def work_at_the_desks(walk: Walk) -> None:
    """Moderator, researcher, curator."""
    page, lang = walk.page, walk.lang
    steps.sign_in(page, lang, "o-sorokina")
    walk.look("moderation")
    walk.go("moderation-task", "desk/moderation/S-000015")
    # The browser's own check of required fields comes first; the server's must be sound, too.
    page.locator(".decision--decline").evaluate("form => { form.noValidate = true; }")
    walk.press(".decision--decline button")
    walk.look("moderation-task-errors")
    walk.go("me", "me")
    steps.sign_in(page, lang, "h-willoughby")
    walk.look("coding")
    walk.go("desk", f"desk/coding/{'S-000009' if lang == 'ru' else 'S-000010'}")
    steps.ready_desk(page)
    for key in ("j", "j", "Enter"):
        page.keyboard.press(key)
    expect(page.locator("[data-part=menu]")).to_be_visible()
    walk.look("desk-open")
    steps.sign_in(page, lang, "m-lund")
    walk.go("proposal-decide", "proposals/P-1")
    walk.press("button[name=decision][value=decline]")
    walk.look("proposal-decide-errors")
    walk.go("law-edit", "laws/3/edit")


def test_the_walk_sees_what_is_wrong(visit: Visit) -> None:
    walk = Walk(visit(lang="en", width=320), "en", "broken")
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

    for sign in ("about: image-alt", "about: color-contrast", "px wide in a window of 320", "not-there: answers 404, not 200"):
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
MISSED = """() => [...document.querySelectorAll("a[href], button, input:not([type=hidden]), select, textarea, summary")]
  .filter(element => element.checkVisibility({visibilityProperty: true}) && !element.disabled && !("reached" in element.dataset))
  .filter(element => !(element.type === "radio" && document.querySelector(`[name="${element.name}"][data-reached]`)))
  .map(element => element.outerHTML.slice(0, 120))"""


@pytest.mark.parametrize("width", [1280, 320])
def test_the_tab_key_reaches_everything_and_shows_where_it_is(visit: Visit, width: int) -> None:
    page = visit(lang="en", width=width)
    steps.sign_in(page, "en", "h-willoughby")
    for address in ("", "tell", "search?q=promised", "stories/S-000001", "desk/coding/S-000010"):
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
