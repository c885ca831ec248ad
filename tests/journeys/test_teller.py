"""A teller's way: begun on a phone, gone on with elsewhere, a number hidden, an edit approved, and everything taken back in the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from config import Settings
from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import db, transaction
from storyhub.kit.text import render
from storyhub.kit.web import now
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.models import Story
from storyhub.stories.service import suggest_edit
from storyhub.wiring import create_app
from tests.journeys.steps import code_of, find_task, open_status, publish, sign_in

Visit = Callable[..., Any]
PHONE = "+7 916 123-45-67"
TEXT = f"The florist Persimmon rang me at once. 🌷 Her number is {PHONE}, and I have bought there ever since."
HIDDEN = TEXT.replace(PHONE, "[phone]")
EDIT = HIDDEN.replace("Persimmon", "near the kumquat tree")


def begin_on_a_phone(page: Any) -> str:
    """Writes, is told that a number stands there, hides it, brings it back, hides it again; the return link."""
    page.goto("/en/tell")
    field = page.locator("textarea[name=text]")
    field.fill(TEXT)
    hide = page.locator(".hints__hint").filter(has_text=PHONE).get_by_role("button").first
    hide.click()
    expect(field).to_have_value(HIDDEN)
    page.locator("[data-part=undo] button").click()
    expect(field).to_have_value(TEXT)
    hide.click()
    expect(field).to_have_value(HIDDEN)
    expect(page.locator(".hints__hint")).to_have_count(0)
    # Saved without a press, and the address became the way back.
    expect(page.locator("[data-part=draft]")).to_be_visible()
    page.wait_for_url("**/tell/draft/*")
    page.locator("form.tell button[formaction$='/tell/draft']").click()
    expect(page.locator("[data-part=state]")).not_to_be_empty()
    return str(page.locator("[data-part=link]").get_attribute("href"))


def go_on_elsewhere(page: Any, link: str) -> str:
    page.goto(link)
    expect(page.locator("textarea[name=text]")).to_have_value(HIDDEN)
    page.locator("input[name=publish]").check()
    page.locator(".tell__send button").click()
    expect(page.locator(".story-text")).to_contain_text("[phone]")
    page.locator("input[name=quote]").check()
    page.locator("form[action$='/tell/send'] button:not([name])").click()
    return code_of(page)


def suggest(folder: Path, public_id: str) -> None:
    """A moderator suggests other words."""
    app = create_app(Settings.from_env({}, data_dir=folder, indexer="off"))
    with app.app_context(), transaction():
        story = db.session.get_one(Story, story_id(public_id))
        suggest_edit(story, render(EDIT), "So that nobody finds her.", source=EDIT, actor=OPERATOR, now=now())
    app.extensions["storyhub"].renderer.close()


def is_listed(page: Any, story: str) -> bool:
    page.goto("/en/stories")
    return bool(page.locator(f"main a[href*='/stories/{story}']").count())


def test_from_a_phone_to_a_withdrawal(visit: Visit, tmp_path: Path) -> None:
    phone, desktop, desk = visit(lang="en", width=390), visit(lang="en"), visit(lang="en")
    link = begin_on_a_phone(phone)
    code = go_on_elsewhere(desktop, link)
    assert phone.goto(link).status == 404

    sign_in(desk, "en", "o-sorokina")
    story = find_task(desk, "en", "florist")
    suggest(tmp_path / "site", story)
    open_status(phone, "en", code)
    expect(phone.locator(".receipt-edit .word-diff ins")).to_contain_text("kumquat")
    phone.locator("button[name=answer][value=approve]").click()
    expect(phone.locator(".receipt-edit")).to_have_count(0)

    publish(desk, "en", story)
    assert is_listed(desktop, story)
    desktop.goto(f"/en/stories/{story}")
    desktop.locator(".me-too a").click()
    desktop.locator("form[action$='/me-too'] button").click()
    expect(desktop.locator(".notice[role=status]")).to_be_visible()

    open_status(phone, "en", code)
    phone.locator("input[name=quote]").uncheck()
    phone.locator("form[action$='/consent'] button").click()
    expect(phone.locator(".notice")).to_contain_text("editions")
    phone.locator("input[name=publish]").uncheck()
    phone.locator("form[action$='/consent'] button").click()
    phone.locator("form:has(input[name=confirm][value=yes]) button").click()
    expect(phone.locator(".receipt-status--withdrawn")).to_be_visible()
    assert desktop.goto(f"/en/stories/{story}").status == 410
    assert desktop.goto(f"/en/stories/{story}/me-too").status == 404
    assert not is_listed(desktop, story)
