"""A researcher takes her codings to another program and brings them back: in a real browser, with a real file."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from playwright.sync_api import expect

from storyhub.exchange.forms.project_in import read_package
from tests.journeys import steps

Visit = Callable[..., Any]


def test_a_researcher_takes_her_codings_out_and_brings_them_back(visit: Visit, tmp_path: Path) -> None:
    page = visit(lang="en")
    steps.sign_in(page, "en", "h-willoughby")
    page.goto("/en/desk/coding")
    page.locator(".queue__progress a", has_text="Exchange").click()
    with page.expect_download() as waiting:
        page.locator("a[href$='own.qdpx']").click()
    file = tmp_path / "own.qdpx"
    waiting.value.save_as(file)
    project = read_package(file.read_bytes()).project
    codings = sum(len(one.codings) for source in project.sources for one in (source, *source.selections))
    assert codings > 0

    page.locator("#exchange-file").set_input_files(file)
    page.locator("[data-part=send] button").click()
    expect(page.locator("h1")).to_have_text("What is in the file")
    expect(page.locator(".facts dd").nth(1)).to_have_text("0")
    expect(page.locator(".facts dd").nth(2)).to_have_text(str(codings))
    expect(page.locator("[data-part=take]")).to_have_count(0)
    page.locator("[data-part=drop] button").click()
    expect(page.locator("h1")).to_have_text("Exchange with other programs")
