"""Which laws a text is like: by the words of their parts, in any form, by letters, and which sentence says so."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np
from flask import Flask

from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import db
from storyhub.laws.domain.likeness import Part
from storyhub.laws.models import Law
from storyhub.laws.queries.likeness import law_likeness, terms_of
from storyhub.laws.service import reword_law
from storyhub.laws.service.wording import draft_of
from tests.laws.laws_factories import NOW, make_law, make_proposal


def test_a_rare_word_counts_more_and_a_short_part_more_than_a_long_one() -> None:
    part = Part([{"late": 1}, {"late": 1, "red": 1, "tape": 1}, {"tape": 1}, {}])
    late, tape = part.scores({"late": 1}), part.scores({"tape": 1, "red": 1})
    assert late[0] > late[1] > late[2] == late[3] == 0
    assert np.argmax(tape) == 1, "two of its words, one of them in no other law"
    assert Part([{}, {}]).scores({"late": 1}).tolist() == [0, 0]


def test_signs_speak_for_a_law_in_any_form_of_their_words(context: Flask) -> None:
    make_law(signs_ru=("Курьер опоздал на два дня.",))
    wanted = make_law(signs_ru=("Гостей встречают молча.", "Мастер ушёл, клиенты ушли следом."), signs_en=("She left and I followed.",))
    likeness = law_likeness()
    scores = likeness.scores("клиентка ушла следом за мастером")
    assert np.argmax(scores["signs"]) == likeness.places[wanted.id]
    said = likeness.sayings.nearest(wanted.id, terms_of("клиентка ушла следом за мастером"))
    assert said is not None
    assert (said.part, said.lang, said.text) == ("signs", "ru", "Мастер ушёл, клиенты ушли следом.")
    assert likeness.sayings.nearest(wanted.id, terms_of("велосипед")) is None


def test_words_of_one_family_are_alike_in_their_letters(context: Flask) -> None:
    wanted, _other = make_law(aliases_ru=("черепица",)), make_law(aliases_ru=("велосипед",))
    scores = law_likeness().scores("черепичный")
    assert np.argmax(scores["letters"]) == law_likeness().places[wanted.id]
    assert not scores["aliases"].any()


def test_words_that_mean_the_same_are_alike_also_across_the_languages(context: Flask) -> None:
    wanted, _other = make_law(signs_ru=("Курьер привёз посылку разбитой.",)), make_law(signs_ru=("На выставке было тесно.",))
    for said in ("доставка", "the parcel"):
        assert np.argmax(law_likeness().scores(said)["signs"]) == law_likeness().places[wanted.id]
        assert law_likeness().scores(said)["signs"].max() > 0
    assert not law_likeness().scores("zebra")["signs"].any()


def test_a_reworded_law_is_compared_as_it_is_now(context: Flask) -> None:
    law = make_law(signs_en=("Nobody rang me back.",))
    assert law_likeness().scores("nobody rang")["signs"].any()
    row = db.session.get_one(Law, law.id)
    reword_law(row, replace(draft_of(row), signs_en=("It rained.",)), why="better", actor=OPERATOR, now=NOW + timedelta(days=1))
    assert not law_likeness().scores("nobody rang")["signs"].any()
    db.session.rollback()


def test_proposals_are_compared_only_where_they_are_wanted(context: Flask) -> None:
    law, proposal = make_law(), make_proposal()
    assert {law.id, proposal.id} == set(law_likeness().ids)
    assert law_likeness(in_force=True).ids == (law.id,)
