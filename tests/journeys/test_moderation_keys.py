"""A moderator with the keyboard alone: from the queue to a published story without the phone number and the e-mail in it."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from storyhub.kit.traces import look_for
from tests.journeys import steps

ROOT = Path(__file__).resolve().parents[2]
Visit = Callable[..., Any]
PHONE, EMAIL = "+7 921 555-01-43", "kurier.tarakan@example.org"
TEXT = f"Курьер приехал на день позже. Звонить ему надо было по телефону {PHONE}, писать на {EMAIL}. Потом извинилась хозяйка магазина."


def raw(folder: Path) -> tuple[str, ...]:
    """The files of the data folder that hold a part of what was taken out, read by another process: this one serves the site."""
    return look_for(folder, ["555-01-43", "5550143", "kurier.tarakan", "tarakan"]).found


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_keyboard_is_enough_to_redact_and_publish(visit: Visit, tmp_path: Path, lang: str) -> None:
    steps.tell(visit(lang="ru"), "ru", TEXT)
    page = visit(lang=lang)
    steps.sign_in(page, lang, "o-sorokina")
    page.goto(f"/{lang}/desk/moderation?kind=received")
    expect(page.locator("[data-part=keys]").first).to_be_visible()
    task = page.locator(".queue__task").filter(has_text="Курьер приехал на день позже").locator("[data-open]")
    for _ in range(25):
        page.keyboard.press("j")
        if task.evaluate("link => link === document.activeElement"):
            break
    expect(task).to_be_focused()
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"/desk/moderation/S-"))
    story = steps.number_in(page.url)
    expect(page.locator("[data-part=keys]").first).to_be_visible()
    for left in (1, 0):
        page.keyboard.press("j")
        page.keyboard.press("r")
        expect(page.locator(".marks__mark--certain")).to_have_count(left)
        expect(page.locator(".marks__mark--chosen")).to_have_count(2 - left)
        expect(page.locator("[data-part=keys]").first).to_be_visible()
    page.keyboard.press("p")
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile(r"done=published"))

    reader = visit(lang="ru")
    reader.goto(f"/ru/stories/{story}")
    expect(reader.locator(".story__text")).to_contain_text("по телефону [телефон], писать на [почта].")
    assert PHONE not in reader.content()
    assert raw(tmp_path / "site")
    words = [sys.executable, "-m", "storyhub", "purge", story, "--data", str(tmp_path / "site")]
    result = subprocess.run(words, cwd=ROOT, capture_output=True, text=True, check=False)
    assert result.returncode == 0, result.stderr
    assert raw(tmp_path / "site") == ()
