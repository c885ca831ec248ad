"""Two researchers code a story without seeing each other, vote as they finish, and everybody reads how far they agree."""

from __future__ import annotations

import shutil
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from storyhub.coding.service import agreement
from tests.journeys import steps
from tests.journeys.conftest import served
from tests.journeys.walking import LOOKS, Walk

Visit = Callable[..., Any]
FRESH = (
    "SELECT id FROM story WHERE state = 'published' AND may_research AND audience = 'public' AND lang = 'en' "
    "AND id NOT IN (SELECT story_id FROM coding_round) ORDER BY id LIMIT 1"
)
UNNAMED = (
    "SELECT id, number FROM law WHERE state = 'accepted' AND id NOT IN "
    "(SELECT law_id FROM coding JOIN coding_round USING (story_id)) ORDER BY id LIMIT 2"
)
UNTIL_THERE_S = 30


@pytest.fixture
def site(seeded_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """A site where two code every story, and figures are computed without delay."""
    monkeypatch.setattr(agreement, "DELAY_S", 0)
    folder = tmp_path / "site"
    shutil.copytree(seeded_folder, folder)
    with served(folder, coders_per_story=2) as address:
        yield address


def test_two_coders_finish_with_votes_and_the_page_shows_the_figure(visit: Visit, tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / "site" / "storyhub.db") as database:
        ((story,),) = database.execute(FRESH).fetchall()
        (both, both_number), (_one, one_number) = database.execute(UNNAMED).fetchall()
    address, story_page = f"/en/desk/coding/S-{story:06d}", f"/en/stories/S-{story:06d}"

    first = visit(lang="en")
    steps.sign_in(first, "en", "h-willoughby")
    first.goto(address)
    steps.ready_desk(first)
    vote = first.locator("#vote")
    first.locator(".vote summary").press("Enter")
    vote.select_option(f"law-{both}")
    for number in (both_number, one_number):
        first.keyboard.press("Escape")
        first.locator("[data-part=story]").focus()
        first.keyboard.press("j")
        first.keyboard.press("/")
        first.keyboard.type(str(number))
        with first.expect_response(lambda answer: answer.request.method == "POST"):
            first.keyboard.press("Enter")
        expect(first.locator("#codings .coding").filter(has_text=f"Law {number}:")).to_have_count(1)
    expect(vote.locator("optgroup[data-swap] option")).to_have_count(2)
    expect(vote).to_have_value(f"law-{both}")
    first.locator("#vote-specific").select_option("yes")
    first.locator("[data-part=finish] button").click()
    expect(first.locator("#finished [role=status]")).to_be_visible()

    reader = visit(lang="en", width=390, dark=True)
    reader.goto(story_page)
    expect(reader.locator(".grade")).to_have_count(0)

    second = visit(lang="en", javascript=False)
    steps.sign_in(second, "en", "t-aslanov")
    second.goto(address)
    second.locator("#coding-from").select_option("1")
    second.locator("#coding-law").select_option(str(both))
    second.locator(".coding-form button:not([hidden])").first.click()
    second.locator(".vote summary").click()
    second.locator("#vote").select_option(f"law-{both}")
    second.locator("[data-part=finish] button").click()

    reader.goto(story_page)
    expect(reader.locator(".grade")).to_contain_text("Research grade")
    expect(reader.locator(".grade")).to_contain_text(f"2 of 2 votes for {both_number}.")

    # The law both named, and nobody elsewhere: no disagreement, so 1. The law one named, once among n values:
    # 1 - (n - 1) * 1 / (1 * (n - 1)) = 0.
    assert alpha_of(reader, both_number) == "1.00"
    assert alpha_of(reader, one_number) == "0.00"
    reader.goto(f"/en/agreement/laws/{one_number}")
    assert reader.locator("#table-story tbody tr:first-child td").all_inner_texts() == ["0", "1"]
    expect(reader.locator(".agreement__stories li")).to_have_text(f"S-{story:06d} named by 1 of 2")

    walk = Walk(visit(lang="en"), "en", looks=LOOKS)
    steps.sign_in(walk.page, "en", "a-castellanos")
    pages = {"all": "agreement", "law": f"agreement/laws/{both_number}", "story": f"stories/S-{story:06d}", "desk": "desk/agreement"}
    for name, path in pages.items():
        walk.go(f"agreement-{name}", path)
    for name, link in {"pair": "a[href*='/pairs/']", "story-compared": "a[href*='/agreement/stories/']"}.items():
        walk.page.goto("/en/desk/agreement")
        walk.press(link)
        walk.look(f"agreement-{name}")
    walk.page.goto(f"/en/desk/coding/{first_waiting(walk.page)}")
    walk.page.locator(".vote summary").click()
    walk.look("agreement-vote")
    assert walk.problems == []


def alpha_of(page: Any, number: int) -> str:
    """Alpha of a law on the page of all laws, once the figures are computed."""
    row = page.locator("#agreement-laws ~ .agreement-table tbody tr").filter(has=page.locator(f"a[href$='/agreement/laws/{number}']"))
    until = time.monotonic() + UNTIL_THERE_S
    while True:
        page.goto("/en/agreement")
        if row.count() or time.monotonic() > until:
            return str(row.locator("td").first.inner_text()).split()[-1]


def first_waiting(page: Any) -> str:
    """The story the signed-in coder would code next."""
    page.goto("/en/desk/coding")
    return str(page.locator(".queue__title a").first.get_attribute("href")).split("/")[-1]
