"""One vote a person, which nobody else moves and nothing deletes; and whose votes count."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import delete, select, text, update
from sqlalchemy.exc import IntegrityError

from storyhub.accounts.models import Person, PersonRole
from storyhub.accounts.service import Keys, erase_person
from storyhub.curation.domain.thresholds import Thresholds
from storyhub.curation.domain.words import Vote
from storyhub.curation.models import ProposalVote
from storyhub.curation.queries import counted_votes, vote_of
from storyhub.curation.service import adopt, cast_vote, decline
from storyhub.kit.actor import OPERATOR, TELLER, VISITOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from tests.curation.curation_factories import LATER, OPENED, law_of, make_proposal, people, vote


def counted(law_id: int) -> dict[int, int]:
    return counted_votes([law_id])[law_id]


def said(law_id: int) -> list[tuple[int, int]]:
    rows = select(ProposalVote.person_id, ProposalVote.value).where(ProposalVote.law_id == law_id).order_by(ProposalVote.id)
    return [(person, value) for person, value in db.session.execute(rows)]


def test_a_vote_is_changed_by_its_owner_and_every_change_is_kept(context: Flask):
    law_id, (ada, bob) = make_proposal(), people(2)
    vote(law_id, ada)
    vote(law_id, bob, Vote.against)
    vote(law_id, ada, Vote.against)
    vote(law_id, ada, Vote.against)
    vote(law_id, bob, Vote.withdrawn)

    assert counted(law_id) == {ada.person_id: Vote.against}
    assert said(law_id) == [(ada.person_id, 1), (bob.person_id, -1), (ada.person_id, -1), (bob.person_id, 0)]
    assert vote_of(law_id, bob.person_id) == Vote.withdrawn


@pytest.mark.parametrize("change", [update(ProposalVote).values(value=1), delete(ProposalVote)], ids=["update", "delete"])
def test_the_database_itself_refuses_to_move_a_vote(context: Flask, change: object):
    law_id, (ada,) = make_proposal(), people(1)
    vote(law_id, ada, Vote.against)

    with pytest.raises(IntegrityError), transaction():
        db.session.execute(change)

    assert counted(law_id) == {ada.person_id: Vote.against}


def test_no_account_no_vote_and_no_role_no_vote(context: Flask):
    law_id, (ada,) = make_proposal(), people(1)
    for actor in (VISITOR, TELLER, OPERATOR, Actor(ada.person_id, "Ada", frozenset(), "ada")):
        with pytest.raises(Forbidden), transaction():
            cast_vote(law_of(law_id), Vote.support, actor=actor, now=OPENED)
    assert said(law_id) == []


def test_a_proposer_does_not_vote_on_the_own_proposal(context: Flask):
    (ada,), (curator,) = people(1), people(1, Role.curator)
    law_id = make_proposal(proposer=curator)

    with pytest.raises(Forbidden):
        vote(law_id, curator)
    vote(law_id, ada)
    assert counted(law_id) == {ada.person_id: 1}


def test_what_is_no_vote_and_what_is_decided_is_refused(context: Flask):
    law_id, (ada,) = make_proposal(), people(1)
    with pytest.raises(Invalid):
        vote(law_id, ada, 2)
    with transaction():
        decline(law_of(law_id), reason="Law 4 says the same in fewer words.", actor=OPERATOR, now=LATER)
    with pytest.raises(Conflict):
        vote(law_id, ada)
    assert said(law_id) == []


def test_who_lost_one_role_of_two_still_counts_and_who_lost_the_last_does_not(context: Flask):
    law_id, (ada,) = make_proposal(), people(1, Role.member, Role.researcher)
    vote(law_id, ada)
    with transaction():
        db.session.execute(delete(PersonRole).where(PersonRole.person_id == ada.person_id, PersonRole.role == "researcher"))
    assert counted(law_id) == {ada.person_id: 1}
    with transaction():
        db.session.execute(delete(PersonRole).where(PersonRole.person_id == ada.person_id))

    assert counted(law_id) == {}
    assert said(law_id) == [(ada.person_id, 1)]


def test_an_ended_account_counts_again_when_it_is_opened_again(context: Flask):
    law_id, (ada,) = make_proposal(), people(1)
    vote(law_id, ada)
    for active, wanted in ((False, {}), (True, {ada.person_id: 1})):
        with transaction():
            db.session.get_one(Person, ada.person_id).active = active
        assert counted(law_id) == wanted


def test_who_takes_the_proposal_up_stops_being_a_voter(context: Flask):
    law_id, (ada,) = make_proposal(), people(1)
    vote(law_id, ada)
    with transaction():
        adopt(law_of(law_id), actor=ada, now=OPENED + timedelta(days=60), thresholds=Thresholds())

    assert counted(law_id) == {}


def test_votes_stand_in_no_log_with_their_value(context: Flask):
    law_id, (ada,) = make_proposal(), people(1)
    vote(law_id, ada, Vote.against)

    rows = db.session.execute(text("SELECT action, why FROM audit WHERE action LIKE 'proposal.%'")).all()
    assert rows == [("proposal.voted", "")]


def test_an_erased_account_counts_no_more(context: Flask):
    law_id, (ada,) = make_proposal(), people(1)
    vote(law_id, ada)
    holders = context.extensions["storyhub"].personal
    with transaction():
        person = db.session.get_one(Person, ada.person_id)
        erase_person(person, holders=holders, keys=Keys("x" * 40), keep=True, actor=ada, now=LATER)

    assert counted(law_id) == {}
