"""Two editions side by side."""

from __future__ import annotations

from dataclasses import replace

from storyhub.editions.domain.compared import compared
from storyhub.editions.domain.snapshot import Both, Evidence
from tests.editions.snapshots import snapshot


def test_an_edition_is_the_same_as_itself() -> None:
    assert compared(snapshot(), snapshot()).same


def test_what_came_went_was_said_otherwise_and_moved_is_told() -> None:
    before = snapshot()
    one, two, six, nine, twelve = before.laws
    after = replace(
        before,
        laws=(
            nine,
            replace(one, statement=replace(one.statement, en="Otherwise."), aliases_en=("nick",)),
            replace(six, evidence=Evidence(strength=0.5)),
            twelve,
            replace(two, number=77),
        ),
    )
    found = compared(before, after)
    assert [law.number for law in found.new] == [77]
    assert [law.number for law in found.gone] == [2]
    assert [(kept.after.number, [(part.part, part.lang) for part in kept.reworded]) for kept in found.reworded] == [
        (1, [("statement", "en")])
    ]
    assert [kept.after.number for kept in found.strength] == [6]
    # One law went to the front; the others did not move, they only have other neighbours.
    assert [(moved.law.number, moved.before, moved.after) for moved in found.moved] == [(9, 3, 1)]
    assert not found.same


def test_a_strength_that_a_reader_sees_alike_has_not_moved() -> None:
    law = snapshot().laws[0]
    alike = replace(law, evidence=replace(law.evidence, strength=0.6301))
    assert compared(snapshot(laws=(law,)), snapshot(laws=(alike,))).same


def test_a_translation_that_came_is_a_rewording() -> None:
    law = snapshot().laws[0]
    untranslated = replace(law, include=Both(ru=law.include.ru))
    [kept] = compared(snapshot(laws=(untranslated,)), snapshot(laws=(law,))).reworded
    assert [(part.lang, part.before) for part in kept.reworded] == [("en", "")]
