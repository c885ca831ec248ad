"""Cards, choices and the law page: the right language, the right states, a constant number of SQL queries."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.kit.db import db, transaction
from storyhub.kit.text import Html
from storyhub.laws.models import Law, LawLineage, LawRelation, LawSource, Source
from storyhub.laws.queries import law_cards, law_choices, law_page, library, open_proposals, proposal_list
from tests.laws.laws_factories import NOW, make_group, make_law, make_proposal
from tests.laws.test_proposals import declined
from tests.sql_count import count_sql


def put(*rows: object) -> None:
    with transaction():
        db.session.add_all(rows)


def retire(law: Law) -> None:
    with transaction():
        db.session.get(Law, law.id).state = "retired"


@pytest.mark.parametrize(("lang", "name", "group"), [("ru", "Запас", "Обещание"), ("en", "Slack", "Promise")])
def test_a_card_speaks_the_readers_language(context: Flask, lang: str, name: str, group: str):
    make_group("promise")
    law = make_law(group="promise", stages=("persuasion",))

    card = law_cards([law.id, 999], lang=lang)[law.id]

    assert card.name.startswith(name)
    assert (card.key, card.number, card.group_name, card.stages, card.lang) == ("1", 1, group, ("persuasion",), lang)


def test_a_card_falls_back_to_the_language_there_is(context: Flask):
    law = make_proposal("ru")

    card = law_cards([law.id], lang="en")[law.id]

    assert (card.key, card.number, card.lang) == ("P-1", None, "ru")
    assert card.name.startswith("Спасибо")


def test_the_library_holds_laws_in_force_by_number(context: Flask):
    for number in (3, 1, 2):
        make_law(number=number)
    retire(make_law(number=4))
    make_proposal()

    assert [card.number for card in library("ru")] == [1, 2, 3]


def test_open_proposals_leave_out_the_decided_ones(context: Flask):
    first, second = make_proposal(), make_proposal()
    declined(first)

    assert [card.id for card in open_proposals("ru")] == [second.id]


def test_choices_are_laws_then_open_proposals(context: Flask):
    make_law(number=2, include_ru="Когда обещали.", anchor_quotes_ru=("Обещали в пятницу.",))
    make_law(number=1)
    make_proposal()
    declined(make_proposal())

    choices = law_choices("ru")

    assert [choice.key for choice in choices] == ["1", "2", "P-1"]
    assert (choices[1].include, choices[1].anchor_quotes) == ("Когда обещали.", ("Обещали в\u00a0пятницу.",))
    assert [choice.key for choice in law_choices("ru", include_proposals=False)] == ["1", "2"]


def test_the_law_page_has_everything_it_shows(context: Flask):
    law, other, heir = make_law(explanation_en="A **day**."), make_law(), make_law()
    source = Source(slug="book", title_ru="Книга", title_en="A book", author_ru="Автор", author_en="An author")
    put(source)
    with transaction():
        db.session.add(LawSource(law_id=law.id, source_id=source.id, place="chapter 1"))
    put(
        LawRelation(law_id=law.id, other_id=other.id, kind="supports"),
        LawRelation(law_id=heir.id, other_id=law.id, kind="special_case_of"),
        LawLineage(old_id=law.id, new_id=heir.id, kind="merged_into", why="the same", at=NOW),
    )

    page = law_page(1, "en")

    assert page is not None
    assert isinstance(page.explanation_html, Html)
    assert "<strong>day</strong>" in page.explanation_html
    assert [(cited.title, cited.author, cited.place) for cited in page.sources] == [("A book", "An author", "chapter\u00a01")]
    assert [(r.kind, r.back, r.key, r.name) for r in page.relations] == [
        ("supports", False, "2", law_cards([other.id], lang="en")[other.id].name),
        ("special_case_of", True, "3", law_cards([heir.id], lang="en")[heir.id].name),
    ]
    assert [(kin.kind, kin.key, kin.why) for kin in page.successors] == [("merged_into", "3", "the same")]
    assert law_page(3, "en").lineage[0].back
    assert law_page(3, "en").successors == ()
    assert (page.revision_number, page.revised_at, page.accepted_at) == (1, NOW, NOW)
    assert (page.previous, page.next) == (None, 2)


def test_neighbours_are_laws_in_force(context: Flask):
    make_law(number=1)
    retire(make_law(number=2))
    make_law(number=5)
    make_law(number=9)

    assert (law_page(5, "en").previous, law_page(5, "en").next) == (1, 9)
    assert law_page(2, "en").state == "retired"
    assert law_page(3, "en") is None


def test_every_query_costs_the_same_with_one_law_and_with_three(context: Flask):
    group = make_group("promise")
    assert group.id

    def all_queries() -> list[int]:
        found = []
        for ask in (
            lambda: law_cards([1, 2, 3], lang="ru"),
            lambda: library("ru"),
            lambda: law_choices("ru"),
            lambda: law_page(1, "ru"),
            lambda: proposal_list("ru", page=1, size=10),
            lambda: open_proposals("ru"),
        ):
            db.session.rollback()
            with count_sql(context) as run:
                assert ask()
            found.append(run.count)
        return found

    first = make_law(group="promise")
    make_proposal()
    before = all_queries()
    for _ in range(2):
        more = make_law(group="promise")
        make_proposal()
        put(LawRelation(law_id=first.id, other_id=more.id, kind="supports"))

    assert all_queries() == before == [1, 1, 1, 5, 2, 1]
