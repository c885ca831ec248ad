"""The pattern page shows every macro there is, in both languages, and is not part of an instance that people use."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from config import Settings
from storyhub.wiring import SITE, create_app
from tests.page_client import PageClient

MACROS = sorted(path.stem for path in (SITE / "templates" / "macros").glob("*.html"))


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_every_part_is_shown(client: PageClient, lang: str):
    client.get(f"/{lang}/patterns")

    assert [section["id"] for section in sorted(client.soup.select("section.patterns"), key=lambda one: one["id"])] == [
        f"pattern-{name}" for name in MACROS
    ]


@pytest.mark.parametrize("name", MACROS)
def test_every_macro_of_a_file_has_its_place(name: str):
    defined = re.findall(r"{%-? macro (\w+)\(", (SITE / "templates" / "macros" / f"{name}.html").read_text(encoding="utf-8"))
    shown = (SITE / "templates" / "patterns" / f"{name}.html").read_text(encoding="utf-8")

    assert defined
    for macro in defined:
        assert re.search(rf"\b{macro}\(", shown), macro


def test_an_instance_that_people_use_has_no_patterns(tmp_path: Path):
    app = create_app(Settings.from_env({}, data_dir=tmp_path, indexer="off"))

    addresses = {rule.rule for rule in app.url_map.iter_rules()}

    assert not any("patterns" in address for address in addresses)
    assert any("/about" in address for address in addresses), "the page is missing because everything is"
    app.extensions["storyhub"].renderer.close()
