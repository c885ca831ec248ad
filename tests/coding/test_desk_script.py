"""The desk's script in a real browser: selections become places, keys do what the help says. Skipped where there is no Chromium."""

from __future__ import annotations

import shutil
import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select
from werkzeug.serving import make_server

from storyhub.coding.models import Coding
from storyhub.kit.actor import Role
from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from tests.accounts.accounts_factories import make_person, sign_in
from tests.coding.coding_factories import TEXT, make_law, make_story
from tests.page_client import PageClient

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
FLAGS = ["--disable-gpu", "--no-first-run", "--disable-background-networking", "--disable-component-update", "--disable-extensions"]
READY = '[data-part="keys"]:not([hidden])'
MENU = '[data-part="menu"]:not([hidden])'
RICH = TEXT + "\n\n- 👩🏽 First *item* of **all**. Second part.\n- Another one.\n\n| a | b |\n|---|---|\n| one cell | two cells |"
# Selects from the words of one text node to the words of another and lets the mouse go.
SELECT = """([from, to]) => {
  const story = document.querySelector('[data-part=story]');
  const texts = document.createTreeWalker(story, NodeFilter.SHOW_TEXT);
  const range = document.createRange();
  while (texts.nextNode()) {
    const node = texts.currentNode;
    if (node.data.includes(from)) range.setStart(node, node.data.indexOf(from));
    if (node.data.includes(to)) { range.setEnd(node, node.data.indexOf(to) + to.length); break; }
  }
  getSelection().removeAllRanges();
  getSelection().addRange(range);
  story.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
}"""

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(CHROMIUM is None, reason="no Chromium on this machine: apt-get install chromium"),
]


@pytest.fixture
def desk(app: Flask, client: PageClient) -> Iterator[Any]:
    """A researcher's page with the desk open, the site being served on this machine."""
    from playwright.sync_api import sync_playwright

    with app.app_context():
        story = make_story(RICH)
        for number, word in ((1, "apples"), (2, "pears"), (3, "plums")):
            make_law(number, name_en=f"A law about {word}")
        sign_in(client, make_person(Role.researcher, password=None))
        db.session.remove()
    cookie = client.client.get_cookie("storyhub-session")
    assert cookie is not None
    server = make_server("127.0.0.1", 0, app, threaded=True)
    base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    wrong: list[str] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, chromium_sandbox=False, args=FLAGS)
        context = browser.new_context(base_url=base)
        context.add_cookies([{"name": "storyhub-session", "value": cookie.value, "url": base}])
        page = context.new_page()
        page.set_default_timeout(20_000)
        page.on("pageerror", lambda error: wrong.append(str(error)))
        page.on("console", lambda message: wrong.append(message.text) if message.type == "error" else None)
        page.goto(f"/en/desk/coding/{public_id(story)}")
        page.wait_for_selector(READY)
        yield page
        browser.close()
    server.shutdown()
    thread.join(10)
    server.server_close()
    assert wrong == []


def marks(app: Flask) -> list[tuple[str, int | None, str]]:
    """What is marked: words, law, polarity."""
    with app.app_context():
        rows = db.session.execute(select(Coding).where(Coding.removed_at.is_(None)).order_by(Coding.id)).scalars()
        found = [(row.passage.exact if row.passage else "", row.law.number, row.polarity) for row in rows]
        db.session.remove()
        return found


def submitted(page: Any, act: Any) -> None:
    """Does something that sends a form, and waits for the desk to come back."""
    with page.expect_navigation():
        act()
    page.wait_for_selector(READY)


def test_selected_words_and_one_choice_make_a_mark(app: Flask, desk: Any) -> None:
    desk.evaluate(SELECT, ["himself", "Nobody"])
    desk.wait_for_selector(MENU)
    submitted(desk, lambda: desk.click(".law-menu__law >> text=pears"))
    assert desk.url.endswith("#s-3")
    # Over two items of a list, after an emoji of several code points, with a law number already in the text.
    desk.evaluate(SELECT, ["First", "Another"])
    desk.wait_for_selector(MENU)
    desk.keyboard.press("-")
    submitted(desk, lambda: desk.keyboard.press("1"))
    # Over two cells of a table: the text has a tab there that the page does not show.
    desk.evaluate(SELECT, ["one cell", "two"])
    desk.wait_for_selector(MENU)
    desk.keyboard.press("/")
    desk.keyboard.type("plum")
    submitted(desk, lambda: desk.keyboard.press("Enter"))
    assert marks(app) == [
        ("himself! 🎁 Nobody", 2, "upholds"),
        ("First item of all. Second part.\nAnother", 2, "violates"),
        ("one cell\ttwo", 3, "upholds"),
    ]


def test_keys_alone_are_enough(app: Flask, desk: Any) -> None:
    for key in ("j", "j", "Shift+J", "Enter"):
        desk.keyboard.press(key)
    desk.wait_for_selector(MENU)
    desk.keyboard.press("ArrowDown")
    submitted(desk, lambda: desk.keyboard.press("Enter"))
    desk.keyboard.press("j")
    submitted(desk, lambda: desk.keyboard.press("r"))
    first = ("I had the door open.\n\nHe carried it upstairs himself!", 2, "upholds")
    assert marks(app) == [first, ("He carried it upstairs himself!", 2, "upholds")]
    submitted(desk, lambda: desk.keyboard.press("u"))
    assert marks(app) == [first]
    desk.keyboard.press("?")
    assert desk.evaluate("document.querySelector('dialog').open")
    desk.keyboard.press("Escape")
    desk.keyboard.press("f")
    assert "Finished" in desk.evaluate("document.activeElement.textContent")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert "You have finished this story" in desk.inner_text("#finished")


def test_escape_closes_and_single_keys_can_be_switched_off(app: Flask, desk: Any) -> None:
    desk.keyboard.press("j")
    desk.keyboard.press("Enter")
    desk.wait_for_selector(MENU)
    desk.keyboard.press("Escape")
    assert desk.is_hidden('[data-part="mark"]')
    assert desk.evaluate("document.activeElement.id") == "s-1"
    desk.click('[data-part="help-button"]')
    desk.uncheck('[data-part="keys-on"]')
    desk.keyboard.press("Escape")
    desk.reload()
    desk.wait_for_selector(READY)
    desk.keyboard.press("?")
    assert not desk.evaluate("document.querySelector('dialog').open")
