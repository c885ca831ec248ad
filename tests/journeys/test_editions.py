"""A reader finds the newest book, reads a law in it, takes it along, and looks what became different."""

from __future__ import annotations

import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from playwright.sync_api import expect
from sqlalchemy import update

from config import Settings
from storyhub.editions.domain.snapshot import Both
from storyhub.kit.db import db, transaction
from storyhub.stories.models import Story
from storyhub.wiring import create_app
from tests.editions.kept import keep
from tests.editions.snapshots import snapshot
from tests.journeys.walking import LOOKS, Walk

PAGES = {"editions": "editions", "edition": "editions/2", "edition-law": "editions/2/laws/1", "editions-compared": "editions/1/compare/2"}


def put_editions(folder: Path) -> None:
    """Two editions beside the samples; the second says law 1 in other words than the first."""
    app = create_app(Settings.from_env({}, data_dir=folder, demo=True, indexer="off"))
    with app.app_context():
        with transaction():
            db.session.execute(update(Story).where(Story.id.in_((1, 2, 3))).values(may_quote=True))
        quotes = tuple(replace(quote, story=f"S-{place:06}") for place, quote in enumerate(snapshot().quotes[:3], 1))
        first = replace(snapshot().laws[0], statement=Both("Раньше было так.", "It used to say this."))
        keep(snapshot(number=1, laws=(first, *snapshot().laws[1:3]), quotes=(), changes=(), previous=None), folder)
        keep(snapshot(quotes=quotes), folder, names=("book-en.epub", "laws.csv"), at=datetime(2026, 11, 22, 13, tzinfo=UTC))
        db.session.remove()
        db.engine.dispose()
    app.extensions["storyhub"].renderer.close()


def test_a_reader_takes_a_book_along(visit: Callable[..., Any], site: str, tmp_path: Path) -> None:
    put_editions(tmp_path / "site")
    page = visit(lang="en", width=390, javascript=False)
    page.goto("/en/")
    page.locator(".newest-edition").get_by_role("link", name="Laws of Loyalty").click()
    page.get_by_role("link", name="Slack in the promise").first.click()
    expect(page.locator(".book-law__banner")).to_contain_text("As worded in edition 2")
    expect(page.get_by_text("1 quote withdrawn")).to_be_visible()
    page.get_by_role("link", name="Contents").click()

    with page.expect_download() as waiting:
        page.get_by_role("link", name="EPUB").click()
    assert waiting.value.suggested_filename == "storyhub-edition-2-book-en.epub"
    assert zipfile.ZipFile(waiting.value.path()).read("mimetype") == b"application/epub+zip"

    page.get_by_label("Compare with").select_option(label="Edition 1")
    page.get_by_role("button", name="Compare").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Editions 1 and 2 compared")
    expect(page.locator(".changes__text del").first).to_contain_text("It used to say this.")

    walk = Walk(visit(lang="ru"), "ru", looks=LOOKS)
    for name, address in PAGES.items():
        walk.go(name, address)
    assert walk.problems == []
