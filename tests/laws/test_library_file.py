"""Library files: all or nothing, the same file twice changes nothing, and what is written can be read again."""

from __future__ import annotations

import json
from copy import deepcopy
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from config import Settings
from storyhub.kit.actor import OPERATOR, VISITOR
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Forbidden, Invalid
from storyhub.laws.models import Law, LawGroup, LawRevision, Source
from storyhub.laws.queries import export_library
from storyhub.laws.service import LibraryCounts, load_library
from storyhub.starter.content import starter_library
from storyhub.wiring import create_app
from tests.laws.laws_factories import NOW, make_law, make_proposal

STARTER = starter_library()
SMALL: dict[str, Any] = {
    "groups": [{"slug": "ease", "name_ru": "Лёгкость", "name_en": "Ease"}],
    "sources": [
        {"slug": "book", "title_ru": "Книга", "title_en": "A book", "author_ru": "", "author_en": "", "note_ru": "", "note_en": ""}
    ],
    "laws": [
        {
            "number": number,
            "slug": f"law-{number}",
            "group": "ease",
            "stages": ["experience"],
            "name_ru": f"Закон {number}",
            "name_en": f"Law {number}",
            "statement_ru": "Утверждение.",
            "statement_en": "A statement.",
            "sources": [{"source": "book", "place": "1"}],
            "relations": [{"kind": "supports", "number": 3 - number}],
        }
        for number in (1, 2)
    ],
}


def load(data: dict[str, Any], **over: Any) -> LibraryCounts:
    with transaction():
        return load_library(data, **{"actor": OPERATOR, "now": NOW, **over})


def changed(*path: object, to: object) -> dict[str, Any]:
    """The small library with one value replaced."""
    data: Any = deepcopy(SMALL)
    thing = data
    for step in path[:-1]:
        thing = thing[step]
    thing[path[-1]] = to
    return data


def counts() -> tuple[int, ...]:
    return tuple(
        db.session.execute(select(func.count()).select_from(table)).scalar_one() for table in (Law, LawGroup, Source, LawRevision)
    )


def test_the_starter_library_loads_and_loading_it_again_changes_nothing(context: Flask):
    data = deepcopy(dict(STARTER))

    first = load(data, is_sample=True)
    rows = counts()
    second = load(data)

    assert first == LibraryCounts(created=len(data["laws"]))
    assert second == LibraryCounts(unchanged=len(data["laws"]))
    assert counts() == rows
    assert db.session.execute(select(func.count()).select_from(Law).where(Law.is_sample)).scalar_one() == len(data["laws"])


def test_what_is_exported_loads_into_an_empty_library_and_exports_the_same(context: Flask, tmp_path: Path):
    load(deepcopy(dict(STARTER)))
    exported = json.loads(json.dumps(export_library(), ensure_ascii=False))
    (tmp_path / "second").mkdir()
    other = create_app(Settings.from_env({}, data_dir=tmp_path / "second", testing=True, indexer="off"))

    with other.app_context():
        load(exported)
        again = export_library()
        db.session.remove()
        db.engine.dispose()
    other.extensions["storyhub"].renderer.close()

    assert exported["laws"]
    assert again == exported


def test_an_export_holds_every_field_of_the_starter_library(context: Flask):
    data = deepcopy(dict(STARTER))
    load(data)

    exported = export_library()

    assert set(exported["laws"][0]) == set(data["laws"][0])
    for field in set(data["laws"][0]) - {"sources", "relations"}:
        assert [law[field] for law in exported["laws"]] == [
            law[field] for law in sorted(data["laws"], key=lambda law: law["number"])
        ]


def test_a_changed_law_is_reworded_and_the_others_stay(context: Flask):
    load(SMALL)

    assert load(changed("laws", 0, "statement_en", to="Another statement.")) == LibraryCounts(changed=1, unchanged=1)
    assert [law.current.number for law in db.session.execute(select(Law).order_by(Law.number)).scalars()] == [2, 1]


@pytest.mark.parametrize(
    ("path", "to"),
    [
        (("laws", 0, "group"), ""),
        (("laws", 0, "sources"), []),
        (("laws", 0, "sources", 0, "place"), "chapter 2"),
        (("laws", 0, "relations"), []),
        (("laws", 0, "relations", 0, "kind"), "in_tension_with"),
    ],
)
def test_another_arrangement_is_a_change_but_no_new_wording(context: Flask, path: tuple[object, ...], to: object):
    load(SMALL)

    assert load(changed(*path, to=to)) == LibraryCounts(changed=1, unchanged=1)
    assert load(changed(*path, to=to)) == LibraryCounts(unchanged=2)
    assert db.session.execute(select(func.count()).select_from(LawRevision)).scalar_one() == 2


@pytest.mark.parametrize(
    ("path", "to", "named"),
    [
        (("laws", 1, "name_en"), "", ("law 2", "name_en")),
        (("laws", 1, "name_en"), "x" * 301, ("law 2", "name_en")),
        (("laws", 1, "name_en"), None, ("law 2", "name_en")),
        (("laws", 1, "statement_ru"), "  ", ("law 2", "statement_ru")),
        (("laws", 1, "explanation_ru"), "\x00", ("law 2", "explanation_ru")),
        (("laws", 1, "explanation_en"), "[" * 5000, ("law 2", "explanation_en")),
        (("laws", 1), SMALL["laws"][0], ("law 1", "number", "twice")),
        (("laws", 1, "number"), "two", ("law two", "number")),
        (("laws", 1, "number"), True, ("number", "whole number")),
        (("laws", 1, "stages"), ["later"], ("law 2", "stages", "later")),
        (("laws", 1, "stages"), "experience", ("law 2", "stages")),
        (("laws", 1, "group"), "nowhere", ("law 2", "group", "nowhere")),
        (("laws", 1, "slug"), "Not A Slug", ("law 2", "slug")),
        (("laws", 1, "sources", 0, "source"), "other", ("law 2", "sources", "other")),
        (("laws", 1, "relations", 0, "kind"), "likes", ("law 2", "kind")),
        (("laws", 1, "relations", 0, "number"), 9, ("law 2", "relations", "9")),
        (("laws", 1, "relations", 0, "number"), 2, ("law 2", "itself")),
        (("laws", 1, "aliases_ru"), [1], ("law 2", "aliases_ru")),
        (("laws", 1, "statment_en"), "a slip", ("law 2", "statment_en")),
        (("laws", 1), "law", ("law at place 2",)),
        (("laws",), {}, ("library", "laws")),
        (("groups", 0, "name_ru"), "", ("group ease", "name_ru")),
        (("sources", 0, "title_en"), 7, ("source book", "title_en")),
    ],
)
def test_a_bad_file_is_refused_by_law_and_field_and_nothing_is_taken_in(
    context: Flask, path: tuple[object, ...], to: object, named: tuple[str, ...]
):
    with pytest.raises(Invalid) as raised:
        load(changed(*path, to=to))

    for part in named:
        assert part in str(raised.value.message)
    assert counts() == (0, 0, 0, 0)


def test_a_good_file_is_needed_for_each_of_these_refusals(context: Flask):
    assert load(SMALL) == LibraryCounts(created=2)


def test_a_number_that_is_retired_here_is_not_taken_over(context: Flask):
    law = make_law(number=1)
    with transaction():
        db.session.get(Law, law.id).state = "retired"

    with pytest.raises(Invalid, match="retired"):
        load(SMALL)


def test_proposals_and_laws_out_of_force_are_not_exported(context: Flask):
    load(SMALL)
    make_proposal()
    with transaction():
        db.session.execute(select(Law).where(Law.number == 2)).scalar_one().state = "retired"

    exported = export_library()

    assert [law["number"] for law in exported["laws"]] == [1]
    assert exported["laws"][0]["relations"] == []


def test_only_curators_and_the_operator_load(context: Flask):
    with pytest.raises(Forbidden):
        load(SMALL, actor=VISITOR)


def test_an_empty_library_exports_and_loads(context: Flask):
    assert load(export_library()) == LibraryCounts()
