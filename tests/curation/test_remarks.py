"""The discussion: reasons, objections, who answers and who says that an objection is settled."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.curation.models import ProposalRemark
from storyhub.curation.queries import discussion, standing_of
from storyhub.curation.service import add_remark, decline, resolve_objection
from storyhub.kit.actor import OPERATOR, VISITOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from tests.curation.curation_factories import LATER, law_of, make_proposal, people

REASON = "In my shop nobody noticed the difference."
ANSWER = "They noticed it in the second year: see the third story."


def say(law_id: int, actor: Actor, kind: str = "objection", text: str = REASON, *, to: int | None = None) -> int:
    with transaction():
        objection = db.session.get_one(ProposalRemark, to) if to else None
        return add_remark(law_of(law_id), kind, text, actor=actor, now=LATER, objection=objection).id


def settle(law_id: int, remark_id: int, actor: Actor, reason: str = "") -> None:
    with transaction():
        resolve_objection(law_of(law_id), db.session.get_one(ProposalRemark, remark_id), actor=actor, now=LATER, reason=reason)


def open_objections(law_id: int) -> int:
    return standing_of(law_id).case.open_objections


def test_an_objection_stands_until_its_author_says_it_is_settled(context: Flask):
    (proposer,), (ada,) = people(1, Role.curator), people(1)
    law_id = make_proposal(proposer=proposer)
    remark_id = say(law_id, ada)
    assert open_objections(law_id) == 1

    say(law_id, proposer, "answer", ANSWER, to=remark_id)
    assert (open_objections(law_id), discussion(law_id)[0].state) == (1, "answered")

    settle(law_id, remark_id, ada)
    (shown,) = discussion(law_id)
    assert open_objections(law_id) == 0
    assert (shown.state, shown.resolution, [answer.text for answer in shown.answers]) == ("resolved", "", [ANSWER])


def test_a_curator_settles_it_with_a_reason_and_never_on_the_own_proposal(context: Flask):
    (proposer, curator), (ada, bob) = people(2, Role.curator), people(2)
    law_id = make_proposal(proposer=proposer)
    remark_id = say(law_id, ada)

    for actor in (proposer, bob, Actor(None, "", frozenset({Role.moderator}))):
        with pytest.raises(Forbidden):
            settle(law_id, remark_id, actor, ANSWER)
    for reason in ("", "  ", "no"):
        with pytest.raises(Invalid):
            settle(law_id, remark_id, curator, reason)
    assert open_objections(law_id) == 1

    settle(law_id, remark_id, curator, ANSWER)
    assert (open_objections(law_id), discussion(law_id)[0].resolution, discussion(law_id)[0].resolved_by) == (0, ANSWER, curator.name)
    with pytest.raises(Conflict):
        settle(law_id, remark_id, ada)


def test_only_the_proposer_or_a_curator_answers(context: Flask):
    (proposer, curator), (ada, bob) = people(2, Role.curator), people(2)
    law_id = make_proposal(proposer=proposer)
    remark_id = say(law_id, ada)

    with pytest.raises(Forbidden):
        say(law_id, bob, "answer", ANSWER, to=remark_id)
    say(law_id, curator, "answer", ANSWER, to=remark_id)
    assert len(discussion(law_id)[0].answers) == 1


@pytest.mark.parametrize(
    "text", ["", "   ", "Too short", "x" * 2_001, "a bell \x07 in the middle"], ids=["none", "blank", "short", "long", "control"]
)
def test_support_and_objection_both_need_a_reason(context: Flask, text: str):
    law_id, (ada,) = make_proposal(), people(1)
    for kind in ("support", "objection"):
        with pytest.raises(Invalid):
            say(law_id, ada, kind, text)
    assert discussion(law_id) == ()


def test_answers_go_to_open_objections_of_this_proposal_only(context: Flask):
    (curator,), (ada,) = people(1, Role.curator), people(1)
    law_id, other_id = make_proposal(), make_proposal()
    support, objection = say(law_id, ada, "support"), say(law_id, ada)
    strays = ((law_id, "answer", support), (other_id, "answer", objection), (law_id, "objection", objection), (law_id, "answer", None))
    for law, kind, to in strays:
        with pytest.raises(Invalid):
            say(law, curator, kind, ANSWER, to=to)
    settle(law_id, objection, ada)
    with pytest.raises(Conflict):
        say(law_id, curator, "answer", ANSWER, to=objection)


def test_visitors_do_not_speak_and_a_decided_proposal_is_quiet(context: Flask):
    law_id, (ada,) = make_proposal(), people(1)
    with pytest.raises(Forbidden):
        say(law_id, VISITOR)
    with transaction():
        decline(law_of(law_id), reason=REASON, actor=OPERATOR, now=LATER)
    with pytest.raises(Conflict):
        say(law_id, ada)


def test_who_takes_the_words_along_stands_in_nobodys_way(context: Flask):
    law_id, (ada,) = make_proposal(), people(1)
    say(law_id, ada)
    holder = next(holder for holder in context.extensions["storyhub"].personal if holder.name == "curation")
    assert holder.export(ada.person_id)[0]["text"] == REASON
    with transaction():
        holder.erase(ada.person_id, "person-1", True, LATER)
    assert open_objections(law_id) == 1
    with transaction():
        holder.erase(ada.person_id, "person-1", False, LATER)

    assert open_objections(law_id) == 0
    assert (discussion(law_id)[0].text, discussion(law_id)[0].state) == ("", "resolved")
