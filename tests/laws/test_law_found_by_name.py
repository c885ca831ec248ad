"""A law's page comes first when its name is typed, whatever stories say the same words. Over all laws of the starter library."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pymorphy3
import pytest
from flask import Flask

from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import db, transaction
from storyhub.laws.documents import all_keys, law_documents
from storyhub.laws.models import Law
from storyhub.laws.service import load_library
from storyhub.search.analysis import is_stopword, terms
from storyhub.search.domain.document import Document
from storyhub.search.domain.port import Request
from storyhub.search.index import WhooshEngine
from storyhub.search.query import parse
from storyhub.starter.content import starter_library
from tests.laws.laws_factories import NOW

LAWS = starter_library()["laws"]


@pytest.fixture
def first(context: Flask, tmp_path: Path) -> Finder:
    with transaction():
        load_library(starter_library(), actor=OPERATOR, now=NOW)
    laws = [document for document in law_documents(list(all_keys())).values() if document is not None]
    engine = WhooshEngine(tmp_path / "index", grace_s=0)
    engine.rebuild([*laws, *repeating()])
    return Finder(engine)


class Finder:
    """Types something and says which law, by number, comes first; None when a story does."""

    def __init__(self, engine: WhooshEngine) -> None:
        self._engine = engine
        self._numbers = {str(law.id): law.number for law in db.session.query(Law)}

    def __call__(self, typed: str) -> int | None:
        hit = self._engine.search(Request(parse(typed).query, limit=1)).keys[0]
        return self._numbers[hit.key] if hit.kind == "law" else None


def repeating() -> Iterator[Document]:
    """Two stories for each law that say its names and aliases again and again, a short one and a long one."""
    for law in LAWS:
        for lang in ("ru", "en"):
            said = ". ".join([law[f"name_{lang}"], *law[f"aliases_{lang}"]] * 3)
            for length in (0, 20):
                text = f"{said}. " + "Обычный день, обычный магазин. An ordinary day in an ordinary shop. " * length
                yield Document("story", f"{law['number']}{lang}{length}", 1, lang, "public", "", text, None)


def in_another_form(name: str) -> str:
    """The name with its Russian nouns and verbs in other forms."""
    morph = pymorphy3.MorphAnalyzer(lang="ru")
    words = []
    for word in name.split():
        form = morph.parse(word.strip("«».,"))[0].inflect({"gent"} if "NOUN" in morph.parse(word.strip("«».,"))[0].tag else {"past"})
        words.append(form.word if form else word)
    return " ".join(words)


def test_a_law_comes_first_when_its_name_or_an_alias_is_typed(first: Finder) -> None:
    missed: list[str] = []
    for law in LAWS:
        names = (law["name_ru"], law["name_en"], law["name_en"].upper(), in_another_form(law["name_ru"]))
        missed += [name for name in names if first(name) != law["number"]]
        missed += [alias for alias in (*law["aliases_ru"], *law["aliases_en"]) if first(alias) not in called(alias)]

    assert missed == []


def called(typed: str) -> set[int]:
    """The laws in whose names and aliases all words stand, in any form."""
    asked = [set(forms) for forms in terms(typed) if not is_stopword(forms[0])]
    found = set()
    for law in LAWS:
        said = " ".join([law["name_ru"], law["name_en"], *law["aliases_ru"], *law["aliases_en"]])
        known = {form for forms in terms(said) for form in forms}
        if all(forms & known for forms in asked):
            found.add(law["number"])
    return found
