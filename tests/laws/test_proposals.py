"""Proposing, accepting and declining: who may, what is kept, and what is never given twice."""

from __future__ import annotations

import threading
from datetime import UTC, datetime

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.kit import audit
from storyhub.kit.actor import OPERATOR, TELLER, VISITOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.outbox import OutboxRow
from storyhub.laws.domain.drafts import ProposalDraft
from storyhub.laws.models import Law, LawRevision
from storyhub.laws.service import accept_proposal, create_law, decline_proposal, expect_version, propose_law
from storyhub.stories.models import Story
from tests.laws.conftest import Someone
from tests.laws.laws_factories import NOW, law_draft, make_group, make_law, make_proposal, proposal_draft

ENGLISH = ProposalDraft.in_language("en", name="A written thank-you", statement="A thank-you by hand is remembered.")
REASON = "Law 4 says the same in fewer words."


def make_story_row() -> int:
    with transaction():
        story = Story(state="published", lang="ru", received_at=NOW)
        db.session.add(story)
        db.session.flush()
        return story.id


def reloaded(law: Law) -> Law:
    return db.session.execute(select(Law).where(Law.id == law.id)).scalar_one()


def accepted(law: Law, **over: object) -> Law:
    with transaction():
        return accept_proposal(reloaded(law), actor=OPERATOR, now=NOW, completion=ENGLISH, **over)


def declined(law: Law, *, reason: str = REASON) -> Law:
    with transaction():
        return decline_proposal(reloaded(law), reason=reason, actor=OPERATOR, now=NOW)


def test_a_teller_proposes_with_a_story_and_it_waits_without_a_number(context: Flask):
    story_id = make_story_row()

    law = make_proposal(actor=TELLER, story_id=story_id)

    assert (law.state, law.number, law.proposal_number, law.story_id) == ("proposed", None, 1, story_id)
    assert law.proposer_label == "teller"


def test_a_visitor_cannot_propose(context: Flask):
    with pytest.raises(Forbidden), transaction():
        propose_law(proposal_draft(), proposer_label="x", actor=VISITOR, story_id=None, now=NOW)


def test_only_a_curator_proposes_without_a_story(context: Flask, member: Someone, curator: Someone):
    with pytest.raises(Invalid), transaction():
        propose_law(proposal_draft(), proposer_label="x", actor=member.actor, story_id=None, now=NOW)

    assert make_proposal(actor=curator.actor).proposal_number == 1


@pytest.mark.parametrize(
    "draft",
    [ProposalDraft(), ProposalDraft(name_ru="Только имя"), ProposalDraft(name_ru="Имя", statement_en="Other language")],
    ids=["nothing", "a name alone", "half of each language"],
)
def test_a_proposal_needs_one_complete_language(context: Flask, draft: ProposalDraft):
    with pytest.raises(Invalid), transaction():
        propose_law(draft, proposer_label="x", actor=OPERATOR, story_id=None, now=NOW)


def test_the_same_idea_sent_twice_is_one_proposal(context: Flask):
    with transaction():
        first = propose_law(ENGLISH, proposer_label="x", actor=OPERATOR, story_id=None, now=NOW)
        second = propose_law(ENGLISH, proposer_label="x", actor=OPERATOR, story_id=None, now=NOW)

        assert first is second


def test_accepting_gives_the_next_number_and_keeps_the_proposals_own(context: Flask):
    make_law(number=41)

    law = accepted(make_proposal())

    assert (law.state, law.number, law.proposal_number) == ("accepted", 42, 1)
    assert law.slug == "a-written-thank-you"


def test_numbers_are_never_given_twice(context: Flask):
    first, second, third, fourth = (make_proposal() for _ in range(4))
    accepted(first)
    declined(second)
    accepted(third)
    with transaction():
        reloaded(third).state = "retired"

    assert accepted(fourth).number == 3
    assert make_proposal().proposal_number == 5
    assert make_law().number == 4


def test_a_number_of_a_file_moves_the_next_one_on(context: Flask):
    make_law(number=7)

    assert make_law().number == 8
    with pytest.raises(Conflict), transaction():
        create_law(law_draft(), actor=OPERATOR, now=NOW, number=7)


def test_a_proposal_in_one_language_is_accepted_only_with_the_other(context: Flask):
    law = make_proposal("ru")

    with pytest.raises(Invalid), transaction():
        accept_proposal(reloaded(law), actor=OPERATOR, now=NOW)

    assert reloaded(law).state == "proposed"


def test_what_the_proposer_wrote_is_never_replaced_by_the_completion(context: Flask):
    law = make_proposal("ru")
    name = law.current_id and db.session.get(LawRevision, law.current_id).name_ru

    taken = accepted(law)

    assert taken.current.name_ru == name
    assert taken.current.name_en == ENGLISH.name_en
    assert taken.current.number == 2


def test_accepting_can_put_the_law_in_a_group(context: Flask):
    make_group("ease")

    assert accepted(make_proposal(), group="ease").group.slug == "ease"
    with pytest.raises(Invalid):
        accepted(make_proposal(), group="nowhere")


def test_declining_keeps_the_proposal_with_the_reason(context: Flask):
    law = declined(make_proposal())

    assert (law.state, law.number, law.decision_reason, law.decided_at) == ("declined", None, REASON, NOW)


@pytest.mark.parametrize("reason", ["", "   ", "no", "x" * 3000], ids=["empty", "blank", "short", "long"])
def test_declining_needs_a_reason(context: Flask, reason: str):
    law = make_proposal()

    with pytest.raises(Invalid):
        declined(law, reason=reason)

    assert reloaded(law).state == "proposed"


@pytest.mark.parametrize("role", [Role.member, Role.researcher, Role.moderator, Role.admin])
def test_only_curators_decide(context: Flask, role: Role):
    law, actor = make_proposal(), Actor(person_id=None, roles=frozenset({role}))

    with pytest.raises(Forbidden), transaction():
        accept_proposal(reloaded(law), actor=actor, now=NOW, completion=ENGLISH)
    with pytest.raises(Forbidden), transaction():
        decline_proposal(reloaded(law), reason=REASON, actor=actor, now=NOW)


def test_nobody_decides_on_their_own_proposal(context: Flask, curator: Someone, second_curator: Someone):
    law = make_proposal(actor=curator.actor)

    with pytest.raises(Forbidden), transaction():
        accept_proposal(reloaded(law), actor=curator.actor, now=NOW, completion=ENGLISH)
    with transaction():
        accept_proposal(reloaded(law), actor=second_curator.actor, now=NOW, completion=ENGLISH)
    assert reloaded(law).number == 1


def test_a_decision_stands(context: Flask):
    first, second = make_proposal(), make_proposal()
    accepted(first)
    declined(second)

    for law in (first, second):
        with pytest.raises(Conflict):
            accepted(law)
        with pytest.raises(Conflict):
            declined(law)


def test_a_page_that_is_older_than_the_law_is_noticed(context: Flask):
    law = make_proposal()
    seen = law.version_id
    accepted(law)

    with pytest.raises(Conflict):
        expect_version(reloaded(law), seen)


def test_every_change_is_audited_and_asks_for_the_index(context: Flask):
    law = declined(make_proposal())

    assert [event.action for event in audit.timeline("law", str(law.id))] == ["law.proposed", "law.declined"]
    waiting = db.session.execute(select(OutboxRow.kind, OutboxRow.key)).all()
    assert set(waiting) == {("index.law", str(law.id)), ("ledger.law", str(law.id)), ("coding.law", str(law.id))}


def test_of_two_curators_deciding_at_once_exactly_one_wins(app: Flask, curator: Someone, second_curator: Someone):
    """On the real database file: both have read the proposal before either writes."""
    with app.app_context():
        law = make_proposal()
        law_id, seen = law.id, law.version_id
    ready, outcomes = threading.Barrier(2), []

    def decide(actor: Actor, accepts: bool) -> None:
        with app.app_context():
            assert db.session.get(Law, law_id).state == "proposed"
            ready.wait(timeout=10)
            try:
                with transaction():
                    found = db.session.execute(select(Law).where(Law.id == law_id)).scalar_one()
                    expect_version(found, seen)
                    now = datetime.now(UTC)
                    if accepts:
                        accept_proposal(found, actor=actor, now=now, completion=ENGLISH)
                    else:
                        decline_proposal(found, reason=REASON, actor=actor, now=now)
                outcomes.append("won")
            except Conflict:
                outcomes.append("lost")
            finally:
                db.session.remove()

    threads = [threading.Thread(target=decide, args=(one.actor, one is curator)) for one in (curator, second_curator)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(outcomes) == ["lost", "won"]
    with app.app_context():
        final = db.session.get(Law, law_id)
        assert (final.state == "accepted") == (final.number == 1)
        assert len(audit.timeline("law", str(law_id))) == 2
        db.session.remove()


def test_two_proposals_accepted_at_once_get_two_numbers(app: Flask):
    with app.app_context():
        ids = [make_proposal().id for _ in range(4)]
    ready, numbers = threading.Barrier(4), []

    def accept(law_id: int) -> None:
        with app.app_context():
            ready.wait(timeout=10)
            with transaction():
                found = db.session.execute(select(Law).where(Law.id == law_id)).scalar_one()
                numbers.append(accept_proposal(found, actor=OPERATOR, now=NOW, completion=ENGLISH).number)
            db.session.remove()

    threads = [threading.Thread(target=accept, args=(law_id,)) for law_id in ids]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=30)

    assert sorted(numbers) == [1, 2, 3, 4]
