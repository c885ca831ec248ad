"""What becomes of a proposal: accepted by the rules, declined with a reason, taken up, salvaged."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from storyhub.curation.domain.thresholds import Thresholds
from storyhub.curation.domain.words import Age, Obstacle
from storyhub.curation.queries import docket, proceedings, standing_of
from storyhub.curation.service import NotYet, accept, add_remark, adopt, decline, salvage
from storyhub.kit.actor import OPERATOR, TELLER, VISITOR, Actor, Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.laws.models import Law
from tests.coding.coding_factories import make_story
from tests.curation.curation_factories import LATER, OPENED, law_of, make_proposal, make_ready, mark, meet_gate, people, vote
from tests.laws.test_proposals import REASON
from tests.sql_count import count_sql

T = Thresholds()
BOTH = {"name_ru": "Спасибо от руки", "statement_ru": "Спасибо от руки помнят дольше скидки."}


def ready(**over: object) -> int:
    """One that nothing stands in the way of, in both languages."""
    law_id = make_ready(**over)
    with transaction():
        for part, text in BOTH.items():
            setattr(law_of(law_id).current, part, text)
    return law_id


def accepted(law_id: int, actor: Actor = OPERATOR, *, now: datetime = LATER, thresholds: Thresholds = T) -> Law:
    with transaction():
        return accept(law_of(law_id), actor=actor, now=now, thresholds=thresholds)


def test_a_proposal_that_nothing_stands_in_the_way_of_becomes_a_law(context: Flask):
    (curator,) = people(1, Role.curator)

    assert accepted(ready(), curator).number == 1


def test_there_is_no_override_and_what_is_missing_is_said(context: Flask):
    (curator,) = people(1, Role.curator)
    law_id = ready()
    extra = people(1)[0]

    for now, thresholds, words in (
        (LATER, replace(T, passages=4), "gate"),
        (LATER, replace(T, net_support=6), "support"),
        (OPENED + timedelta(days=7) - timedelta(seconds=1), T, "long enough"),
    ):
        for actor in (curator, OPERATOR):
            with pytest.raises(NotYet) as refused:
                accepted(law_id, actor, now=now, thresholds=thresholds)
            assert words in str(refused.value.message)
    with transaction():
        add_remark(law_of(law_id), "objection", REASON, actor=extra, now=LATER)
    with pytest.raises(NotYet) as refused:
        accepted(law_id, curator)
    assert "objection" in str(refused.value.message)
    assert (law_of(law_id).state, law_of(law_id).number) == ("proposed", None)


@pytest.mark.parametrize("role", [Role.member, Role.researcher, Role.moderator, Role.admin])
def test_only_curators_accept(context: Flask, role: Role):
    law_id = ready()
    for actor in (people(1, role)[0], VISITOR, TELLER):
        with pytest.raises(Forbidden):
            accepted(law_id, actor)


def test_neither_a_proposer_of_any_time_nor_the_only_voter_accepts(context: Flask):
    first, second, third = people(3, Role.curator)
    law_id = make_proposal(proposer=first)
    quiet = OPENED + timedelta(days=60)
    with transaction():
        adopt(law_of(law_id), actor=second, now=quiet, thresholds=T)
    meet_gate(law_id)
    vote(law_id, third, now=quiet)
    lowered = replace(T, net_support=1)

    for actor in (first, second, third):
        with pytest.raises(Forbidden):
            accepted(law_id, actor, now=quiet + timedelta(days=1), thresholds=lowered)
    for actor in (first, second):
        with pytest.raises(Forbidden), transaction():
            decline(law_of(law_id), reason=REASON, actor=actor, now=quiet)
    assert standing_of(law_id).case.proposers == {first.person_id, second.person_id}


def test_taking_up_needs_sixty_quiet_days_and_any_activity_begins_them_anew(context: Flask):
    ada, bob = people(2)
    law_id = make_proposal()
    day = timedelta(days=1)

    def try_it(actor: Actor, now: datetime) -> None:
        with transaction():
            adopt(law_of(law_id), actor=actor, now=now, thresholds=T)

    with pytest.raises(Conflict):
        try_it(ada, OPENED + 60 * day - timedelta(seconds=1))
    vote(law_id, bob, now=OPENED + 30 * day)
    with pytest.raises(Conflict):
        try_it(ada, OPENED + 89 * day)
    with transaction():
        add_remark(law_of(law_id), "support", REASON, actor=bob, now=OPENED + 31 * day)
    with pytest.raises(Conflict):
        try_it(ada, OPENED + 90 * day)
    with pytest.raises(Forbidden):
        try_it(VISITOR, OPENED + 91 * day)
    try_it(ada, OPENED + 91 * day)

    assert (law_of(law_id).proposer_id, law_of(law_id).proposer_label) == (ada.person_id, ada.name)
    with pytest.raises(Forbidden):
        try_it(ada, OPENED + 151 * day)
    try_it(bob, OPENED + 151 * day)
    shown = proceedings(law_id, person_id=ada.person_id, now=OPENED + 151 * day, thresholds=T)
    assert [(one.previous, one.person) for one in shown.adoptions] == [("", ada.name), (ada.name, bob.name)]
    assert shown.is_proposer


def test_a_public_coding_is_activity(context: Flask):
    law_id = make_proposal()
    mark(law_id)

    assert standing_of(law_id).active_at > OPENED


def test_a_declined_idea_is_taken_up_again_as_another_proposal(context: Flask):
    law_id, again = make_proposal(), make_proposal()
    with pytest.raises(Invalid), transaction():
        salvage(law_of(law_id), law_of(again), actor=OPERATOR, now=LATER)
    with transaction():
        decline(law_of(law_id), reason=REASON, actor=OPERATOR, now=LATER)
        salvage(law_of(law_id), law_of(again), actor=OPERATOR, now=LATER)
        salvage(law_of(law_id), law_of(again), actor=OPERATOR, now=LATER)

    number, other = law_of(law_id).proposal_number, law_of(again).proposal_number
    assert proceedings(law_id, person_id=None, now=LATER, thresholds=T).taken_up_as == (other,)
    assert proceedings(again, person_id=None, now=LATER, thresholds=T).grew_out_of == number
    assert law_of(law_id).decision_reason == REASON


def test_the_docket_says_what_must_and_what_can_be_decided_first(context: Flask):
    (curator,) = people(1, Role.curator)
    waiting, able = make_proposal(), make_ready()
    lines = docket("en", curator_id=curator.person_id, now=LATER, thresholds=T)
    assert [(line.card.id, line.urgency) for line in lines] == [(able, "ready"), (waiting, "waiting")]
    assert lines[1].in_the_way == (Obstacle.evidence, Obstacle.support)

    late = docket("en", curator_id=curator.person_id, now=OPENED + timedelta(days=180), thresholds=T)
    assert {(line.urgency, line.age) for line in late} == {("overdue", Age.overdue)}


def test_the_docket_costs_the_same_with_one_and_with_three(app: Flask):
    costs = []
    for more in (1, 2):
        with app.app_context():
            for _ in range(more):
                make_proposal(story_id=make_story())
            with count_sql(app) as run:
                docket("en", curator_id=1, now=LATER, thresholds=T)
            costs.append(run.count)
    assert costs[0] == costs[1]


def test_nothing_but_curation_asks_the_library_to_accept_or_decline():
    """The library's verbs know no gate: whoever called them directly would go past it."""
    root = Path(__file__).resolve().parents[2] / "storyhub"
    callers = {
        path.relative_to(root).parts[0]
        for path in root.rglob("*.py")
        if re.search(r"\b(accept|decline)_proposal\(", path.read_text(encoding="utf-8"))
    }
    assert callers == {"laws", "curation"}
