"""Over the limit of one address: the browser solves the puzzle by itself, and the story is sent."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect

from storyhub.stories.domain import spam_signs
from tests.journeys import steps
from tests.journeys.conftest import served

FIRST = "The tailor shortened the coat twice and asked for nothing the second time. I bring him everything now."
SECOND = "The ferry was late, and the crew brought tea to every car while we waited. Nobody complained at all."
# The browser begins to work when the journey says so.
GATE = """const real = SubtleCrypto.prototype.digest;
const opened = new Promise((open) => { globalThis.openGate = open; });
SubtleCrypto.prototype.digest = async function (...words) { await opened; return real.apply(this, words); };"""
SEND = "form#slow button:not([formaction])"


@pytest.fixture
def site(seeded_folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """One story an hour from an address; a browser that types as fast as this one is no machine here."""
    monkeypatch.setattr(spam_signs, "HURRY_S", 0)
    folder = tmp_path / "site"
    shutil.copytree(seeded_folder, folder)
    with served(folder, limits=True, limit_submit="1 per hour", proof_of_work="fallback") as address:
        yield address


def test_over_the_limit_the_browser_works_and_the_story_is_sent(visit: Callable[..., Any]) -> None:
    page = visit(lang="en", width=390)
    page.add_init_script(GATE)
    first = steps.tell(page, "en", FIRST)
    steps.write(page, "en", SECOND)

    with page.expect_response("**/tell/send") as answer:
        page.locator("form[action$='/tell/send'] button:not([name])").click()

    assert answer.value.status == 429
    expect(page.locator("#typed")).to_have_value(SECOND)
    state = page.locator("#slow [data-part=state]")
    expect(state).to_contain_text("this takes some seconds")
    # Pressed too early: the form waits, and goes by itself when the puzzle is solved.
    page.locator(SEND).click()
    expect(state).to_contain_text("this takes some seconds")
    page.evaluate("openGate()")
    assert steps.code_of(page) != first
