"""Opening again what was finished: by its coder, by a curator; what stays in the history, and what no longer counts as blind."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.coding.domain.words import PassStep
from storyhub.coding.models import CodingPass, CodingRound, PassEvent
from storyhub.coding.queries import QueueFilters, desk_queue, desk_story, law_evidence_counts, public_codings
from storyhub.coding.service import close_round, reopen_pass, reopen_round
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.kit.outbox import OutboxRow
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story
from tests.accounts.accounts_factories import actor_for, make_person, sign_in
from tests.coding.coding_factories import NOW, finish, make_coder, make_coding, make_law, make_story
from tests.page_client import PageClient

WHY = "The two coders read it quite differently."


def reopen(story: int, coder: Actor) -> None:
    with transaction():
        reopen_pass(db.session.get_one(Story, story), coder=coder, now=NOW)


def again(story: int, curator: Actor, why: str = WHY) -> None:
    with transaction():
        reopen_round(db.session.get_one(Story, story), why=why, actor=curator, now=NOW)


def pass_of(coder: Actor) -> CodingPass:
    return db.session.execute(select(CodingPass).where(CodingPass.coder_id == coder.person_id)).scalar_one()


@pytest.mark.usefixtures("context")
def test_a_coder_changes_her_mind_and_is_blind_no_more() -> None:
    story, law, other, ada, bob = make_story(), make_law(), make_law(), make_coder(), make_coder()
    make_coding(story, law, ada, "I had the door", coders_needed=2)
    make_coding(story, other, bob, "upstairs", coders_needed=2)
    finish(story, ada)
    assert pass_of(ada).is_blind
    with pytest.raises(Conflict):
        make_coding(story, law, ada, "upstairs", coders_needed=2)
    reopen(story, ada)
    reopen(story, ada)
    make_coding(story, law, ada, "upstairs", coders_needed=2)
    assert not pass_of(ada).is_blind
    assert pass_of(bob).is_blind
    desk = desk_story(db.session.get_one(Story, story), actor=ada, lang="en")
    assert desk.others == (), "while it is open she sees nobody's marks"
    finish(story, bob)
    assert public_codings(story) == (), "the round waits for her"
    finish(story, ada)
    assert len(public_codings(story)) == 3, "as evidence it counts"
    assert not pass_of(ada).is_blind, "for good"


@pytest.mark.usefixtures("context")
def test_what_was_said_before_stays_in_the_history() -> None:
    story, law, ada = make_story(), make_law(), make_coder()
    coding = make_coding(story, law, ada, "I had the door", coders_needed=2)
    finish(story, ada)
    reopen(story, ada)
    make_coding(story, law, ada, "I had the door", coders_needed=2, polarity="violates", strength=3)
    finish(story, ada)
    events = list(db.session.execute(select(PassEvent).order_by(PassEvent.id)).scalars())
    assert [event.step for event in events] == [PassStep.finished, PassStep.reopened, PassStep.finished]
    assert [[(said["coding"], said["polarity"], said["strength"]) for said in event.said] for event in events] == [
        [(coding, "upholds", 2)],
        [(coding, "upholds", 2)],
        [(coding, "violates", 3)],
    ]
    assert "door" not in str([event.said for event in events]), "never a word of the story"


@pytest.mark.usefixtures("context")
def test_a_complete_round_is_not_the_coders_to_open() -> None:
    story, ada, bob = make_story(), make_coder(), make_coder()
    finish(story, ada)
    with pytest.raises(Conflict):
        reopen(story, ada)
    with pytest.raises(Conflict):
        reopen(story, bob)
    with pytest.raises(Forbidden):
        again(story, ada)


@pytest.mark.usefixtures("context")
def test_a_curator_has_a_story_read_again_and_its_marks_are_withdrawn_until_then() -> None:
    story, law, ada, bob, curator = make_story(), make_law(), make_coder(), make_coder(), make_coder(Role.curator)
    make_coding(story, law, ada, "I had the door")
    with pytest.raises(Conflict):
        again(story, curator)
    finish(story, ada)
    assert law_evidence_counts([law])[law].stories == 1
    with pytest.raises(Invalid):
        again(story, curator, why="short")
    with transaction():
        db.session.execute(db.delete(OutboxRow))
    again(story, curator)
    assert public_codings(story) == ()
    assert law_evidence_counts([law])[law].stories == 0
    kinds = set(db.session.execute(select(OutboxRow.kind)).scalars())
    assert {"index.passage", "index.story", "index.law"} <= kinds, "what search knows of it is made anew"
    assert desk_queue(QueueFilters(), actor=bob).total == 1
    make_coding(story, law, bob, "upstairs")
    finish(story, bob)
    assert len(public_codings(story)) == 2
    assert pass_of(ada).is_blind, "she read it before anybody saw anything"
    assert not pass_of(bob).is_blind, "it had been public when he began"


@pytest.mark.usefixtures("context")
def test_who_was_half_way_when_it_became_public_is_blind_no_more() -> None:
    story, law, ada, bob, curator = make_story(), make_law(), make_coder(), make_coder(), make_coder(Role.curator)
    make_coding(story, law, bob, "upstairs", coders_needed=2)
    finish(story, ada)
    with transaction():
        close_round(db.session.get_one(Story, story), actor=curator, now=NOW)
    assert pass_of(bob).is_blind
    again(story, curator)
    assert not pass_of(bob).is_blind
    finish(story, bob)
    assert db.session.execute(select(CodingRound.complete_at)).scalar_one() == NOW


def test_reopening_by_pages_and_the_story_says_so(app: Flask, client: PageClient) -> None:
    with app.app_context():
        coder, curator = make_person(Role.researcher, password=None), make_person(Role.curator, password=None)
        story, law = make_story(), make_law(12)
        make_coding(story, law, actor_for(coder), "I had the door", coders_needed=2)
        finish(story, actor_for(coder))
    desk, ada, boss = f"/en/desk/coding/{public_id(story)}", PageClient(app), PageClient(app)
    sign_in(ada, coder)
    sign_in(boss, curator)
    ada.get(desk)
    ada.submit(form='form[action$="/reopen"]')
    assert "no longer blind" in ada.text
    assert "You opened it again (1 mark)" in ada.text
    ada.submit(form='[data-part="finish"]')
    boss.get(f"{desk}/readers")
    boss.submit({"value": "1"}, form='[data-part="needed"]')
    assert "complete and public" in boss.text
    client.get(f"/en/stories/{public_id(story)}")
    assert "Law of 12" in client.text
    boss.submit({"value": "too short"}, form='[data-part="again"]', status=422)
    assert boss.soup.select_one("#again-why").get_text() == "too short"
    boss.submit({"value": WHY}, form='[data-part="again"]')
    client.get(f"/en/stories/{public_id(story)}")
    assert "Law of 12" not in client.text
    assert "withdrawn while it is being read again" in client.text
    ada.get(desk)
    assert WHY in ada.text
