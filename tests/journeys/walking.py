"""Looking at a page as different people see it: in the light, in the dark, on a small phone, on paper.

One visit serves all looks: the window and the colours change around the page that is open. Pictures of all of them are left in
`shots/` where STORYHUB_SHOTS is set: for people, and too slow for every run.
"""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

SHOTS = Path(__file__).with_name("shots")
TAGS = ["wcag2a", "wcag2aa", "wcag21aa", "wcag22aa", "best-practice"]
AXE = "options => axe.run(document, options).then(found => ({violations: found.violations, passed: found.passes.length}))"
EVERYTHING = {"runOnly": {"type": "tag", "values": TAGS}, "resultTypes": ["violations"]}
# What can be different in another colour scheme; the rest was seen in the light already.
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast", "link-in-text-block"]}, "resultTypes": ["violations"]}
# Colours do not change with the width of the window, and looking at them is the slow part.
SHAPES = {**EVERYTHING, "rules": {"color-contrast": {"enabled": False}}}
A4_PX = 794


@dataclass(frozen=True)
class Look:
    """A window's width, a colour scheme, a medium, and what axe is asked."""

    width: int
    scheme: str = "light"
    media: str = "screen"
    rules: dict[str, Any] | None = None
    passes: int = 0


LOOKS = {
    "light": Look(1280, rules=EVERYTHING, passes=15),
    "dark": Look(1280, scheme="dark", rules=COLOURS, passes=1),
    "phone": Look(320, rules=SHAPES, passes=15),
}
# Russian words are longer; the shapes and colours of the English page are those of the Russian one.
LOOKS_EN = {"light": LOOKS["light"], "phone": Look(320)}
PAPER = {"paper": Look(A4_PX, media="print")}


class Walk:
    """One person's way through the site; what is wrong on the way is gathered, so that one run tells all."""

    def __init__(self, page: Any, lang: str, shots: str = "", looks: dict[str, Look] | None = None) -> None:
        self.page, self.lang = page, lang
        self.looks = looks or (LOOKS_EN if lang == "en" else LOOKS)
        self.shots = SHOTS / (shots or lang) if "STORYHUB_SHOTS" in os.environ else None
        page.add_init_script(Axe().axe_script)
        self.problems: list[str] = []
        self.seen = 0

    def go(self, name: str, address: str, *, status: int = 200, paper: bool = False) -> None:
        answer = self.page.goto(f"/{self.lang}/{address}")
        if answer.status != status:
            self.problems.append(f"{name}: answers {answer.status}, not {status}")
        self.look(name, paper=paper)

    def look(self, name: str, *, paper: bool = False) -> None:
        """axe, no sideways scrolling, and a picture, in every look. Leaves the page in the light at its first width."""
        self.seen += 1
        expect(self.page.locator("h1")).to_be_visible()
        for look_name, look in {**self.looks, **(PAPER if paper else {})}.items():
            self._put_on(look)
            self._check(f"{name} ({look_name})", look)
            if self.shots:
                folder = self.shots / look_name
                folder.mkdir(parents=True, exist_ok=True)
                self.page.screenshot(path=folder / f"{name}.jpg", type="jpeg", quality=80, full_page=True)
        self._put_on(LOOKS["light"])

    def press(self, target: str) -> None:
        """A button or link that leads to another page."""
        with self.page.expect_navigation():
            self.page.locator(target).first.click()

    def _put_on(self, look: Look) -> None:
        self.page.set_viewport_size({"width": look.width, "height": 800})
        # Without motion: colours that fade over would be measured half way.
        self.page.emulate_media(color_scheme=look.scheme, media=look.media, reduced_motion="reduce")

    def _check(self, name: str, look: Look) -> None:
        wide = self.page.evaluate("() => [document.documentElement.scrollWidth, innerWidth]")
        if wide[0] > wide[1]:
            self.problems.append(f"{name}: {wide[0]} px wide in a window of {wide[1]}")
        if look.rules is None:
            return
        found = self.page.evaluate(AXE, look.rules)
        assert found["passed"] >= look.passes, f"{name}: axe looked at nothing"
        for broken in found["violations"]:
            for node in broken["nodes"]:
                self.problems.append(
                    f"{name}: {broken['id']} {node['target']} {node['html'][:200]} {node.get('failureSummary', '')}"
                )
