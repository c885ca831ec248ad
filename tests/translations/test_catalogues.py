"""Both languages are complete: no text is missing, stale or without its placeholders."""

from __future__ import annotations

import re
from io import BytesIO
from pathlib import Path

import pytest
from babel.messages.mofile import read_mo

from storyhub import translations
from storyhub.wiring import SITE


def test_the_catalogues_are_complete_and_compiled():
    assert list(translations.problems(SITE / "templates")) == []


def test_russian_messages_are_russian():
    """A message copied over untranslated has no Cyrillic letter (names, codes and placeholders aside)."""
    copied = [
        message.id
        for message in translations._read("ru")
        if message.id
        and re.search("[A-Za-z]{4}", translations.PLACE.sub("", str(message.id)))
        and not re.search("[А-Яа-яЁё]", str(message.string))
    ]

    assert copied == ["English"] or copied == []


def test_a_missing_message_would_be_noticed(tmp_path: Path):
    template = tmp_path / "x.html"
    template.write_text('{{ _("A sentence that nobody has translated.") }}')

    assert any("A sentence that nobody" in problem for problem in translations.problems(tmp_path))


@pytest.mark.parametrize(("source", "translated", "same"), [("%(n)s a", "а %(n)s", True), ("%(n)s a", "а", False), ("a", "%(n)s", False)])
def test_placeholders_are_compared(source: str, translated: str, same: bool):
    assert translations._same_places(source, translated) is same


def test_compiled_messages_are_set_and_the_catalogue_is_as_typed():
    catalog = translations._read("ru")
    catalog.add("A %(number)s - in", "А %(number)s - в доме...")
    catalog.add(("%(number)s day", "%(number)s days"), ("%(number)s день", "%(number)s дня", "%(number)s дней"))

    compiled = read_mo(BytesIO(translations._as_mo(catalog)))

    assert compiled["A %(number)s - in"].string == "А\u00a0%(number)s\u00a0— в\u00a0доме…"
    assert compiled["%(number)s day"].string[2] == "%(number)s\u00a0дней"
    assert catalog["A %(number)s - in"].string == "А %(number)s - в доме..."


def test_english_messages_are_typed_with_typographic_signs():
    """Nothing sets them, so the code holds them as they are shown. Straight double quotes are left for queries."""
    texts = [str(message.id) for message in translations.extracted(SITE / "templates") if message.id]

    assert [text for text in texts if re.search(r"\.\.\.|\w'\w|\w - \w", text)] == []
