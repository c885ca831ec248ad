"""The desk's script in a real browser: selections become places, keys do what the help says. Skipped where there is no Chromium."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from typing import Any

import pytest
from flask import Flask
from playwright.sync_api import expect
from sqlalchemy import select
from werkzeug.serving import make_server

from storyhub.coding.models import Coding
from storyhub.coding.service import follow_revision
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.public_id import public_id
from tests.accounts.accounts_factories import make_person, sign_in
from tests.chromium import CHROMIUM, MISSING
from tests.coding.coding_factories import NOW, TEXT, make_law, make_story, publish_text
from tests.page_client import PageClient

SAID = '[data-part="said"]'
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
  story.dispatchEvent(new PointerEvent('pointerdown', { bubbles: true, pointerType: 'mouse' }));
  story.dispatchEvent(new MouseEvent('mouseup', { bubbles: true }));
}"""

pytestmark = [
    pytest.mark.journey,
    pytest.mark.skipif(CHROMIUM is None, reason=MISSING),
]


@pytest.fixture
def desk(app: Flask, client: PageClient, browser: Any) -> Iterator[Any]:
    """A researcher's page with the desk open, the site being served on this machine."""
    with app.app_context():
        story = make_story(RICH)
        for number, word, russian in ((1, "apples", "ёжика"), (2, "pears", "груши"), (3, "plums", "сливы")):
            make_law(number, name_en=f"A law about {word}", name_ru=f"Закон про {russian}")
        sign_in(client, make_person(Role.researcher, password=None))
        db.session.remove()
    cookie = client.client.get_cookie("storyhub-session")
    assert cookie is not None
    server = make_server("127.0.0.1", 0, app, threaded=True)
    base = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    wrong: list[str] = []
    context = browser.new_context(base_url=base)
    context.add_cookies([{"name": "storyhub-session", "value": cookie.value, "url": base}])
    page = context.new_page()
    page.set_default_timeout(20_000)
    page.on("pageerror", lambda error: wrong.append(str(error)))
    page.on("console", lambda message: wrong.append(message.text) if is_wrong(message) else None)
    page.goto(f"/en/desk/coding/{public_id(story)}")
    page.wait_for_selector(READY)
    yield page
    context.close()
    server.shutdown()
    thread.join(10)
    server.server_close()
    assert wrong == []


def is_wrong(message: Any) -> bool:
    """Errors count; the browser's own note that a form was refused does not."""
    return message.type == "error" and "the server responded with a status of 422" not in message.text


def marks(app: Flask) -> list[tuple[str, int | None, str]]:
    """What is marked: words, law, polarity."""
    with app.app_context():
        rows = db.session.execute(select(Coding).where(Coding.removed_at.is_(None)).order_by(Coding.id)).scalars()
        found = [(row.passage.exact if row.passage else "", row.law.number, row.polarity) for row in rows]
        db.session.remove()
        return found


def saved(page: Any, act: Any) -> None:
    """Does something that changes the marks, and waits until the page has them. It never leaves the page."""
    page.evaluate("window.stayed = true")
    with page.expect_response(lambda answer: answer.request.method == "POST"):
        act()
    expect(page.locator(SAID)).not_to_be_empty()
    assert page.evaluate("window.stayed")
    page.evaluate("document.querySelector('[data-part=said]').textContent = ''")


def said(page: Any) -> str:
    expect(page.locator(SAID)).not_to_be_empty()
    return str(page.inner_text(SAID))


def open_menu(page: Any) -> None:
    page.keyboard.press("Enter")
    page.wait_for_selector(MENU)


def active(page: Any) -> str:
    return str(page.inner_text(".law-menu__law[aria-selected=true]")).replace("\n", " ")


def test_selected_words_and_one_choice_make_a_mark(app: Flask, desk: Any) -> None:
    desk.evaluate(SELECT, ["himself", "Nobody"])
    desk.wait_for_selector(MENU)
    saved(desk, lambda: desk.click(".law-menu__law >> text=pears"))
    # Over two items of a list, after an emoji of several code points, with a law number already in the text.
    desk.evaluate(SELECT, ["First", "Another"])
    desk.wait_for_selector(MENU)
    desk.keyboard.press("-")
    saved(desk, lambda: desk.keyboard.press("1"))
    # Over two cells of a table: the text has a tab there that the page does not show.
    desk.evaluate(SELECT, ["one cell", "two"])
    desk.wait_for_selector(MENU)
    desk.keyboard.press("/")
    desk.keyboard.type("plum")
    saved(desk, lambda: desk.keyboard.press("Enter"))
    # From within a mark to beyond its end.
    desk.evaluate(SELECT, ["Nobody", "asked"])
    desk.wait_for_selector(MENU)
    saved(desk, lambda: desk.keyboard.press("1"))
    assert marks(app) == [
        ("himself! 🎁 Nobody", 2, "upholds"),
        ("First item of all. Second part.\nAnother", 2, "violates"),
        ("one cell\ttwo", 3, "upholds"),
        ("Nobody asked", 3, "upholds"),
    ]
    assert desk.locator("mark.passage--overlap").count() == 1
    assert desk.locator("#codings .coding").count() == 4


def test_keys_alone_are_enough(app: Flask, desk: Any) -> None:
    for key in ("j", "j", "Shift+J"):
        desk.keyboard.press(key)
    open_menu(desk)
    desk.keyboard.press("ArrowDown")
    saved(desk, lambda: desk.keyboard.press("Enter"))
    desk.keyboard.press("j")
    saved(desk, lambda: desk.keyboard.press("r"))
    first = ("I had the door open.\n\nHe carried it upstairs himself!", 2, "upholds")
    second = ("🎁 Nobody asked him to.", 2, "upholds")
    assert marks(app) == [first, second]
    saved(desk, lambda: desk.keyboard.press("u"))
    assert marks(app) == [first]
    desk.keyboard.press("?")
    assert desk.evaluate("document.querySelector('dialog').open")
    desk.keyboard.press("Escape")
    desk.keyboard.press("f")
    assert "Finished" in desk.evaluate("document.activeElement.textContent")
    with desk.expect_navigation():
        desk.keyboard.press("Enter")
    assert "You have finished this story" in desk.inner_text("#finished")


def test_the_place_and_the_focus_stay_after_a_mark(desk: Any) -> None:
    desk.keyboard.press("j")
    desk.keyboard.press("j")
    desk.evaluate("scrollTo(0, 120)")
    open_menu(desk)
    top = desk.evaluate("scrollY")
    saved(desk, lambda: desk.keyboard.press("Enter"))
    assert desk.evaluate("scrollY") == top
    assert desk.evaluate("document.activeElement.id") == "s-2"
    assert desk.locator("#s-2.sentence--current").count() == 1


def test_undo_takes_back_step_by_step_and_does_again_also_after_the_page_was_left(app: Flask, desk: Any) -> None:
    desk.keyboard.press("j")
    open_menu(desk)
    saved(desk, lambda: desk.keyboard.press("Enter"))
    mark = ("The courier called an hour early.", 1, "upholds")
    assert marks(app) == [mark]
    saved(desk, lambda: desk.click("#codings .coding__remove button"))
    assert marks(app) == []
    assert "Put it back" in desk.inner_text("#codings")
    desk.keyboard.press("Escape")
    saved(desk, lambda: desk.keyboard.press("u"))
    assert marks(app) == [mark], "undoing a removal puts the mark back"
    saved(desk, lambda: desk.keyboard.press("u"))
    assert marks(app) == []
    desk.keyboard.press("u")
    assert "Nothing to undo" in said(desk)
    desk.reload()
    desk.wait_for_selector(READY)
    saved(desk, lambda: desk.keyboard.press("Shift+U"))
    assert marks(app) == [mark]
    saved(desk, lambda: desk.keyboard.press("Shift+U"))
    assert marks(app) == []
    desk.keyboard.press("Shift+U")
    assert "Nothing to do again" in said(desk)


def test_a_mark_is_changed_by_keys_law_bounds_and_how(app: Flask, desk: Any) -> None:
    desk.keyboard.press("j")
    open_menu(desk)
    saved(desk, lambda: desk.keyboard.press("Enter"))
    desk.keyboard.press("c")
    desk.wait_for_selector(MENU)
    assert active(desk).endswith("1. A law about apples")
    # The end back by the full stop and a word, the beginning one word on, and on again by one it does not like.
    for key in ("Shift+ArrowLeft", "Shift+ArrowLeft", "Shift+ArrowDown", "Shift+ArrowDown", "Shift+ArrowUp", "-", "ArrowRight"):
        desk.keyboard.press(key)
    saved(desk, lambda: desk.keyboard.press("Enter"))
    assert marks(app) == [("courier called an hour", 1, "violates")]
    desk.keyboard.press("c")
    desk.wait_for_selector(MENU)
    # New words by mouse become the bounds, another law by its number.
    desk.evaluate(SELECT, ["had", "door"])
    expect(desk.locator('[data-part="quote"]')).to_have_text("had the door")
    desk.focus('[data-part="list"]')
    desk.keyboard.press("/")
    desk.keyboard.type("pears")
    saved(desk, lambda: desk.keyboard.press("Enter"))
    assert marks(app) == [("had the door", 2, "violates")]
    for before in ([("courier called an hour", 1, "violates")], [("The courier called an hour early.", 1, "upholds")]):
        saved(desk, lambda: desk.keyboard.press("u"))
        assert marks(app) == before
    with app.app_context():
        assert db.session.execute(select(Coding.strength)).scalar_one() == 2
        db.session.remove()


def test_a_mark_over_several_elements_keeps_its_place_when_only_its_note_changes(app: Flask, desk: Any) -> None:
    desk.evaluate(SELECT, ["First", "Another"])
    desk.wait_for_selector(MENU)
    saved(desk, lambda: desk.keyboard.press("Enter"))
    desk.click('#codings [data-part="change"]')
    desk.wait_for_selector(MENU)
    desk.fill("#coding-note", "by hand")
    saved(desk, lambda: desk.keyboard.press("Control+Enter"))
    assert marks(app) == [("First item of all. Second part.\nAnother", 1, "upholds")]
    assert "by hand" in desk.inner_text("#codings")


def test_the_whole_story_and_how_by_keys_and_repeated_as_it_was(app: Flask, desk: Any) -> None:
    desk.keyboard.press("w")
    desk.wait_for_selector(MENU)
    assert desk.inner_text('[data-part="quote"]') == "the whole story"
    for key in ("=", "ArrowRight", "ArrowDown"):
        desk.keyboard.press(key)
    saved(desk, lambda: desk.keyboard.press("Enter"))
    desk.keyboard.press("j")
    saved(desk, lambda: desk.keyboard.press("r"))
    assert marks(app) == [("", 2, "mixed"), ("The courier called an hour early.", 2, "mixed")]
    with app.app_context():
        assert list(db.session.execute(select(Coding.strength)).scalars()) == [3, 3]
        db.session.remove()


def test_the_note_is_reached_by_tab_and_sent_from_there(app: Flask, desk: Any) -> None:
    desk.keyboard.press("j")
    open_menu(desk)
    for _step in range(3):
        desk.keyboard.press("Tab")
    desk.keyboard.type("because")
    saved(desk, lambda: desk.keyboard.press("Control+Enter"))
    with app.app_context():
        assert [coding.note for coding in db.session.execute(select(Coding)).scalars()] == ["because"]
        db.session.remove()
    open_menu(desk)
    assert desk.input_value("#coding-note") == "", "a note belongs to one mark"


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("3", "3. A law about plums"),
        ("PEARS", "2. A law about pears"),
        ("груши", "2. A law about pears"),
        ("ЕЖИК", "1. A law about apples"),
    ],
)
def test_laws_are_found_by_number_name_and_the_other_language(desk: Any, typed: str, found: str) -> None:
    desk.keyboard.press("j")
    desk.keyboard.press("/")
    desk.wait_for_selector(MENU)
    desk.keyboard.type(typed)
    assert active(desk) == found
    assert desk.locator(".law-menu__law:visible").count() == 1
    guide = desk.inner_text(".law-guide--active")
    assert found in guide
    assert "They came early." in guide, "what the law says is beside the text while it is chosen"
    assert desk.locator(".law-guide:visible").count() == 1
    desk.keyboard.press("Escape")
    assert desk.locator(".law-guide:visible").count() == 3


def test_the_same_keys_on_a_russian_keyboard(app: Flask, desk: Any) -> None:
    press = """([key, code, shift]) => document.activeElement.dispatchEvent(
        new KeyboardEvent('keydown', { key, code, shiftKey: shift, bubbles: true, cancelable: true }))"""
    desk.evaluate(press, ["о", "KeyJ", False])
    desk.evaluate(press, ["О", "KeyJ", True])
    desk.evaluate(press, ["ц", "KeyW", False])
    desk.wait_for_selector(MENU)
    desk.evaluate(press, [".", "Slash", False])
    assert desk.evaluate("document.activeElement.id") == "law-filter"
    desk.keyboard.press("Escape")
    desk.evaluate(press, [",", "Slash", True])
    assert desk.evaluate("document.querySelector('dialog').open")


def test_without_a_connection_nothing_chosen_is_lost(app: Flask, desk: Any) -> None:
    desk.keyboard.press("j")
    open_menu(desk)
    desk.fill("#coding-note", "keep me")
    desk.evaluate("() => { window.realFetch = fetch; window.fetch = () => Promise.reject(new TypeError('no connection')); }")
    desk.keyboard.press("Control+Enter")
    assert "Not saved" in said(desk)
    desk.wait_for_selector(MENU)
    assert desk.input_value("#coding-note") == "keep me"
    assert marks(app) == []
    desk.evaluate("() => { window.fetch = window.realFetch; document.querySelector('[data-part=said]').textContent = ''; }")
    desk.focus("#coding-note")
    saved(desk, lambda: desk.keyboard.press("Control+Enter"))
    assert marks(app) == [("The courier called an hour early.", 1, "upholds")]


def test_what_the_server_refuses_comes_back_as_the_plain_form(app: Flask, desk: Any) -> None:
    desk.keyboard.press("j")
    open_menu(desk)
    desk.fill("#coding-note", "keep me")
    desk.evaluate("document.querySelector('#coding-exact').value = 'other words'")
    with desk.expect_navigation():
        desk.keyboard.press("Control+Enter")
    desk.wait_for_selector(".error-summary")
    assert desk.input_value("#coding-note") == "keep me"
    assert marks(app) == []


def test_escape_closes_and_single_keys_can_be_switched_off(app: Flask, desk: Any) -> None:
    desk.keyboard.press("j")
    open_menu(desk)
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


def test_a_lost_mark_is_repaired_by_one_key(app: Flask, desk: Any) -> None:
    desk.keyboard.press("j")
    open_menu(desk)
    saved(desk, lambda: desk.keyboard.press("Enter"))
    with app.app_context():
        publish_text(1, "The courier rang early, an hour early. I had the door open.")
        with transaction():
            follow_revision(1, now=NOW)
        db.session.remove()
    desk.reload()
    desk.wait_for_selector('[data-part="orphan-keys"]:not([hidden])')
    assert marks(app) == [("The courier called an hour early.", 1, "upholds")], "nothing is placed by itself"
    desk.keyboard.press("o")
    with desk.expect_navigation():
        desk.keyboard.press("1")
    desk.wait_for_selector(READY)
    assert marks(app) == [("The courier rang early, an hour early.", 1, "upholds")]
    assert desk.locator(".orphan").count() == 0
