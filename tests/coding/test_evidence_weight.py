"""What evidence weighs in a search: only what is public counts, and every change of it asks for new documents."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import delete

from storyhub.coding.documents import law_weights, passage_documents, story_weights
from storyhub.coding.domain.evidence_weight import law_weight, story_weight
from storyhub.coding.domain.grading import Grade
from storyhub.coding.domain.strength import wilson_lower
from storyhub.coding.service import announce_judged
from storyhub.kit.db import db, transaction
from storyhub.kit.outbox import OutboxRow
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law
from storyhub.laws.service.editing import judge_again
from storyhub.search.domain.document import MAX_WEIGHT
from storyhub.stories.models import Story
from tests.coding.coding_factories import finish, make_coder, make_coding, make_law, make_story
from tests.coding.test_rounds import outbox_keys
from tests.coding.test_voting import vote, voted
from tests.sql_count import count_sql

pytestmark = pytest.mark.usefixtures("context")


def test_nothing_weighs_anything_before_its_round_is_complete() -> None:
    story, law, ada, bob = make_story(), make_law(), make_coder(), make_coder()
    coding = make_coding(story, law, ada, "I had the door", coders_needed=2, strength=3)
    vote(story, ada, law_id=law)
    before = story_weights([story]), law_weights([law])
    finish(story, ada, 2)

    assert (story_weights([story]), law_weights([law])) == before == ({str(story): 0}, {str(law): 0})

    vote(story, bob, law_id=law)
    finish(story, bob, 2)

    assert story_weights([story]) == {str(story): story_weight(Grade.research, 1)}
    assert law_weights([str(law)]) == {str(law): law_weight(wilson_lower(1, 1))}
    document = passage_documents([str(coding)])[str(coding)]
    assert document is not None
    assert document.weight == 750


def test_a_story_for_staff_only_weighs_nothing() -> None:
    story, law, coder = make_story(), make_law(), make_coder()
    make_coding(story, law, coder)
    finish(story, coder)
    assert story_weights([story])[str(story)] > 0
    assert law_weights([law])[str(law)] > 0

    with transaction():
        db.session.get_one(Story, story).audience = "staff"

    assert story_weights([story]) == {str(story): 0}
    assert law_weights([law]) == {str(law): 0}


def test_a_better_grade_outweighs_any_number_of_codings() -> None:
    scale = [story_weight(grade, codings) for grade in (None, *Grade) for codings in (0, 1, 99, 1000)]

    assert scale == sorted(scale)
    assert 0 <= scale[0] < scale[-1] <= MAX_WEIGHT


def test_weights_of_many_cost_as_many_queries_as_of_one(app: Flask) -> None:
    law, other = make_law(), make_law()
    stories = [voted({"law_id": law}, {"law_id": other}) for _ in range(3)]
    with count_sql(app) as one:
        story_weights(stories[:1])
        law_weights([law])
    with count_sql(app) as three:
        story_weights(stories)
        law_weights([law, other])

    assert three.count == one.count == 4
    assert (story_weights([]), law_weights([])) == ({}, {})


def test_when_a_law_goes_out_of_force_its_stories_are_indexed_again() -> None:
    law, other = make_law(), make_law()
    judged, apart = voted({"law_id": law}, {"law_id": law}), voted({"law_id": other}, {"law_id": other})
    secret, ada = make_story(), make_coder()
    vote(secret, ada, law_id=law)
    finish(secret, ada, 2)
    strong = story_weights([judged])[str(judged)]
    with transaction():
        db.session.execute(delete(OutboxRow))
        row = db.session.get_one(Law, law)
        row.state = LawState.retired
        judge_again([row])

    with transaction():
        announce_judged(law)

    assert outbox_keys("coding.law") == {str(law)}
    assert outbox_keys("index.story") == {str(judged)}
    assert story_weights([judged])[str(judged)] < strong
    assert story_weights([apart])[str(apart)] == strong
