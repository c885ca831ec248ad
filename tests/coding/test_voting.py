"""Votes on finishing: kept with the pass, blind until the round is complete, and what comes of them."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.coding.domain.grading import Grade, Question
from storyhub.coding.models import CodingPass, CodingVote
from storyhub.coding.queries import research_grade, shown_grade, story_grades
from storyhub.coding.service import VoteDraft, cast_vote
from storyhub.coding.service.voting import erase_votes, export_votes
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawGroup
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story
from tests.coding.coding_factories import NOW, finish, make_coder, make_coding, make_law, make_story, researcher_at
from tests.page_client import PageClient
from tests.sql_count import count_sql


@pytest.fixture
def context(app: Flask) -> Iterator[None]:
    with app.app_context():
        yield


def make_group(*laws: int, slug: str = "promises") -> int:
    with transaction():
        group = LawGroup(slug=slug, name_en=slug.title(), name_ru=slug.title())
        db.session.add(group)
        db.session.flush()
        for law in laws:
            db.session.get_one(Law, law).group_id = group.id
        return group.id


def vote(story: int, coder: Actor, needed: int = 2, **draft: object) -> None:
    with transaction():
        cast_vote(db.session.get_one(Story, story), VoteDraft(**draft), coder=coder, coders_needed=needed, now=NOW)  # type: ignore[arg-type]


def voted(*votes: dict[str, object]) -> int:
    """A story whose coders voted so and finished: its id."""
    story = make_story()
    for draft in votes:
        coder = make_coder()
        vote(story, coder, len(votes), **draft)
        finish(story, coder, len(votes))
    return story


def test_two_who_name_the_same_law_make_research_grade(context: None) -> None:
    law, other = make_law(12), make_law(13)
    group = make_group(law, other)
    same, differ = voted({"law_id": law}, {"law_id": law}), voted({"law_id": law}, {"law_id": other})
    coarse = voted({"law_id": law}, {"law_id": law}, {"group_id": group})
    denied = voted({"law_id": law}, {"law_id": law}, {"group_id": group, "none_below": True})
    one, silent = voted({"law_id": law}), voted({}, {})
    found = story_grades([same, differ, coarse, denied, one, silent])
    assert [found[story].grade for story in (same, coarse)] == [Grade.research, Grade.research]
    assert (found[same].law_id, found[same].votes, found[same].cumulative, found[same].coders) == (law, 2, 2, 2)
    assert (found[differ].grade, found[differ].law_id, found[differ].group_id) == (Grade.needs_coding, None, group)
    assert (found[denied].law_id, found[denied].group_id, found[denied].cumulative) == (None, group, 3)
    assert (found[one].law_id, found[one].grade) == (None, Grade.needs_coding)
    assert (found[silent].votes, found[silent].coders) == (0, 2)
    assert research_grade([same, differ, coarse, denied, one, silent]) == {same, coarse}
    assert research_grade([]) == frozenset()


def test_a_proposal_or_a_retired_law_is_no_consensus_law(context: None) -> None:
    proposal, law = make_law(proposal=3), make_law(12)
    story, retired = voted({"law_id": proposal}, {"law_id": proposal}), voted({"law_id": law}, {"law_id": law})
    assert story_grades([story])[story].law_id == proposal
    with transaction():
        db.session.get_one(Law, law).state = LawState.retired
    assert research_grade([story, retired]) == frozenset()
    assert story_grades([retired])[retired].votes == 0


def test_quality_votes_decide_over_casual(context: None) -> None:
    law = make_law(12)
    no, yes = {"answers": {Question.specific: False}}, {"answers": {Question.specific: True}}
    half = voted({"law_id": law, **no}, {"law_id": law, **yes})
    most = voted({"law_id": law, **no}, {"law_id": law, **no}, {"law_id": law, **yes})
    found = story_grades([half, most])
    assert found[half].grade is Grade.research
    assert found[most].grade is Grade.casual
    assert found[most].answers == {Question.specific: (1, 3)}


def test_nothing_is_seen_before_the_round_is_complete(app: Flask, client: PageClient) -> None:
    with app.app_context():
        law, story = make_law(12), make_story()
        ann, ben = make_coder(), make_coder()
    client.get(f"/en/stories/{public_id(story)}")
    before = client.text
    with app.app_context():
        vote(story, ann, law_id=law)
        finish(story, ann, 2)
        assert story_grades([story]) == {}
        assert shown_grade(story, lang="en") is None
    client.get(f"/en/stories/{public_id(story)}")
    assert client.text == before
    with app.app_context():
        vote(story, ben, law_id=law)
        finish(story, ben, 2)
    client.get(f"/en/stories/{public_id(story)}")
    assert "Research grade" in client.text
    assert "2 of 2 votes for 12. Law of 12" in client.text
    client.get(f"/ru/stories/{public_id(story)}")


def test_a_vote_changes_until_finished_and_never_after(context: None) -> None:
    law, other, story, ann = make_law(12), make_law(13), make_story(), make_coder()
    vote(story, ann, law_id=law)
    vote(story, ann, law_id=other, answers={Question.dated: False})
    (kept,) = db.session.execute(select(CodingVote)).scalars()
    assert (kept.law_id, kept.dated, kept.specific) == (other, False, None)
    vote(story, ann)
    assert db.session.execute(select(CodingVote)).first() is None
    vote(story, ann, law_id=law)
    finish(story, ann, 2)
    with pytest.raises(Conflict):
        vote(story, ann, law_id=other)
    ben = make_coder()
    vote(story, ben, law_id=other)
    assert {row.law_id for row in db.session.execute(select(CodingVote)).scalars()} == {law, other}, "nobody's vote was moved"


def test_only_researchers_vote_and_only_for_what_is_there(context: None) -> None:
    law, story, ann = make_law(12), make_story(), make_coder()
    group = make_group(law)
    with pytest.raises(Forbidden):
        vote(story, make_coder(Role.member, Role.curator), law_id=law)
    retired = make_law(14, state=LawState.retired)
    both, none = {"law_id": law, "group_id": group}, {"law_id": law, "none_below": True}
    for draft in ({"law_id": 9_999}, {"law_id": retired}, {"group_id": 9_999}, both, none):
        with pytest.raises(Invalid):
            vote(story, ann, **draft)
    assert db.session.execute(select(CodingVote)).first() is None
    assert db.session.execute(select(CodingPass)).first() is None, "nothing was begun"


def test_votes_are_in_the_copy_of_ones_data_and_can_be_erased(context: None) -> None:
    law, story, ann = make_law(12), make_story(), make_coder()
    vote(story, ann, law_id=law, answers={Question.dated: True})
    assert ann.person_id is not None
    (found,) = export_votes(ann.person_id)
    assert (found["story"], found["law"], found["dated"], found["specific"]) == (public_id(story), 12, True, None)
    with transaction():
        erase_votes(ann.person_id, "x", True, NOW)
    assert export_votes(ann.person_id)
    with transaction():
        erase_votes(ann.person_id, "x", False, NOW)
    assert export_votes(ann.person_id) == []


def test_the_number_of_queries_does_not_grow(app: Flask, context: None) -> None:
    law = make_law(12)
    stories = [voted({"law_id": law}, {"law_id": law}) for _ in range(3)]
    with count_sql(app) as one:
        story_grades(stories[:1])
    with count_sql(app) as three:
        story_grades(stories)
    assert one.count == three.count == 2


def test_the_vote_is_part_of_finishing_without_javascript(app: Flask, client: PageClient) -> None:
    coder = researcher_at(app, client)
    with app.app_context():
        law, story = make_law(12), make_story()
        retired = make_law(14)
        group = make_group(law)
        make_coding(story, law, coder, "I had the door", coders_needed=2)
    desk = f"/en/desk/coding/{public_id(story)}"
    client.get(desk)
    marked = client.soup.select_one("#vote optgroup[data-swap]")
    assert marked is not None
    assert [option["value"] for option in marked.select("option")] == [f"law-{law}"]
    with app.app_context(), transaction():
        db.session.get_one(Law, retired).state = LawState.retired
    finish_form = "form[data-part=finish]"
    client.submit({"vote": f"law-{retired}", "vote_dated": "no"}, form=finish_form, status=422)
    assert "Unknown law" in client.text
    chosen = client.soup.select_one("#vote-dated option[selected]")
    assert chosen is not None
    assert chosen["value"] == "no", "what was answered is kept"
    with app.app_context():
        (own,) = db.session.execute(select(CodingPass)).scalars()
        assert own.finished_at is None
    client.submit({"vote": f"group-{group}", "vote_none_below": "1", "vote_specific": "yes"}, form=finish_form)
    with app.app_context():
        (kept,) = db.session.execute(select(CodingVote)).scalars()
        assert (kept.group_id, kept.none_below, kept.specific, kept.dated) == (group, True, True, False)
        (own,) = db.session.execute(select(CodingPass)).scalars()
        assert own.finished_at is not None
