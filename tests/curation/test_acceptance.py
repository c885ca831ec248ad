"""When a proposal may be accepted, at every border of every number."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import product

import pytest

from storyhub.curation.domain.acceptance import obstacles, obstacles_for
from storyhub.curation.domain.ageing import age_of, decided_by, quiet_from
from storyhub.curation.domain.gate import GateFigures, checklist, gate_is_met
from storyhub.curation.domain.thresholds import Thresholds
from storyhub.curation.domain.words import Age, Obstacle
from tests.curation.curation_factories import OPENED, ready_case

T = Thresholds()
READY = OPENED + timedelta(days=7)
SECOND = timedelta(seconds=1)
EXACT = GateFigures(passages=3, stories=3, tellers=2, organisations=2)


def test_the_gate_is_met_at_exactly_its_numbers():
    assert gate_is_met(EXACT, T)
    assert [check.missing for check in checklist(EXACT, T)] == [0, 0, 0, 0]


@pytest.mark.parametrize("name", ["passages", "stories", "tellers", "organisations"])
def test_one_less_of_anything_shuts_the_gate_and_is_named(name: str):
    figures = replace(EXACT, **{name: getattr(EXACT, name) - 1})

    assert not gate_is_met(figures, T)
    assert [(check.name, check.missing) for check in checklist(figures, T) if not check.met] == [(name, 1)]
    assert gate_is_met(figures, replace(T, **{name: getattr(EXACT, name) - 1}))


def test_every_mixture_of_obstacles_is_told_in_order():
    for poor, young, few, objected in product((False, True), repeat=4):
        case = ready_case(
            figures=GateFigures() if poor else EXACT,
            votes=dict.fromkeys(range(1, 5 if few else 6), 1),
            open_objections=int(objected),
        )
        now = READY - SECOND if young else READY
        wanted = [
            obstacle
            for obstacle, stands in zip(
                (Obstacle.evidence, Obstacle.too_young, Obstacle.support, Obstacle.objection), (poor, young, few, objected), strict=True
            )
            if stands
        ]
        assert list(obstacles(case, thresholds=T, now=now)) == wanted


@pytest.mark.parametrize(
    ("votes", "enough"),
    [
        (dict.fromkeys(range(5), 1), True),
        (dict.fromkeys(range(4), 1), False),
        ({**dict.fromkeys(range(6), 1), 6: -1}, True),
        ({**dict.fromkeys(range(5), 1), 5: -1}, False),
        ({**dict.fromkeys(range(5), 1), 5: 0}, True),
        ({}, False),
    ],
    ids=["five", "four", "six to one", "five to one", "one taken back", "none"],
)
def test_net_support_is_for_less_against(votes: dict[int, int], enough: bool):
    assert (Obstacle.support not in obstacles(ready_case(votes=votes), thresholds=T, now=READY)) is enough


def test_a_curator_is_neither_a_proposer_nor_the_only_voter():
    lowered = replace(T, net_support=1)
    alone = ready_case(votes={7: 1})

    assert obstacles_for(alone, curator_id=7, thresholds=lowered, now=READY) == (Obstacle.only_voter,)
    assert obstacles_for(alone, curator_id=8, thresholds=lowered, now=READY) == ()
    assert obstacles_for(ready_case(votes={7: 1, 8: 1}), curator_id=7, thresholds=lowered, now=READY) == ()
    assert obstacles_for(ready_case(proposers=frozenset({7})), curator_id=7, thresholds=T, now=READY) == (Obstacle.own,)
    # The operator is nobody in particular; without any vote nobody is the only voter.
    assert obstacles_for(ready_case(proposers=frozenset({7})), curator_id=None, thresholds=T, now=READY) == ()
    assert Obstacle.only_voter not in obstacles_for(ready_case(votes={}), curator_id=7, thresholds=T, now=READY)


@pytest.mark.parametrize(
    ("opened", "active", "age"),
    [
        (timedelta(0), timedelta(0), Age.active),
        (timedelta(days=60), timedelta(days=60) - SECOND, Age.active),
        (timedelta(days=60), timedelta(days=60), Age.quiet),
        (timedelta(days=180) - SECOND, timedelta(days=60), Age.quiet),
        (timedelta(days=180), timedelta(0), Age.overdue),
        (timedelta(days=180), timedelta(days=60), Age.overdue),
    ],
)
def test_a_proposal_ages_to_the_second(opened: timedelta, active: timedelta, age: Age):
    now = OPENED + timedelta(days=400)

    assert age_of(opened_at=now - opened, active_at=now - active, now=now, thresholds=T) == age


def test_the_dates_people_are_told_are_those_the_state_changes_on():
    assert age_of(opened_at=OPENED, active_at=OPENED, now=quiet_from(OPENED, T), thresholds=T) == Age.quiet
    assert age_of(opened_at=OPENED, active_at=OPENED, now=quiet_from(OPENED, T) - SECOND, thresholds=T) == Age.active
    assert age_of(opened_at=OPENED, active_at=OPENED, now=decided_by(OPENED, T), thresholds=T) == Age.overdue
