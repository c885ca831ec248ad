"""Citing a law: by keyboard, to the clipboard, as a file; and the same without scripts."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from tests.citing.reading_back import from_latex, read_bibtex
from tests.journeys.walking import AXE, EVERYTHING

Visit = Callable[..., Any]


def assert_accessible(page: Any) -> None:
    page.evaluate(Axe().axe_script)
    found = page.evaluate(AXE, EVERYTHING)
    assert found["passed"] > 15
    assert [(one["id"], one["nodes"][0]["html"]) for one in found["violations"]] == []


def test_a_reader_copies_a_citation_and_takes_a_file_along_by_keyboard(visit: Visit) -> None:
    page = visit(lang="en")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.goto("/en/laws/3")
    apa = page.get_by_role("tab", name="APA 7")
    expect(apa).to_have_attribute("aria-selected", "true")
    assert_accessible(page)

    apa.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowRight")

    expect(page.get_by_role("tab", name="BibTeX")).to_be_focused()
    expect(page.get_by_role("tabpanel")).to_have_count(1)
    page.keyboard.press("Tab")
    copy = page.get_by_role("button", name="Copy")
    expect(copy).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Copied")).to_be_visible()
    entry = page.evaluate("navigator.clipboard.readText()")
    _kind, key, fields = read_bibtex(entry)
    assert key.startswith("storyhub-law-3-v")
    assert from_latex(fields["title"]) == page.locator("h1").inner_text()
    with page.expect_download() as coming:
        page.keyboard.press("Tab")
        page.keyboard.press("Enter")
    assert coming.value.suggested_filename == f"{key}.bib"
    assert Path(coming.value.path()).read_text(encoding="utf-8").strip() == entry
    page.goto(fields["url"])
    assert page.url.endswith("/en/laws/3")


def test_a_sentence_is_cited_on_a_phone_in_the_dark(visit: Visit) -> None:
    page = visit(lang="en", width=360, dark=True)
    page.goto("/en/cite/story/S-000001/3")
    expect(page.get_by_role("tab", name="APA 7")).to_be_visible()
    assert_accessible(page)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")

    page.locator(".citing__address a").click()

    assert page.url.endswith("/en/stories/S-000001#s-3")


def test_without_scripts_every_style_is_there_to_fold_open(visit: Visit) -> None:
    page = visit(lang="en", javascript=False)
    page.goto("/en/laws/3")
    expect(page.get_by_role("tab")).to_have_count(0)
    ris = page.locator("details[data-style=ris]")
    expect(ris.locator("[data-citation]")).to_be_hidden()

    ris.locator("summary").focus()
    page.keyboard.press("Enter")

    expect(ris.locator("[data-citation]")).to_contain_text("TY  - ELEC")
    with page.expect_download() as coming:
        ris.get_by_role("link").click()
    assert coming.value.suggested_filename.endswith(".ris")
