"""The grade in SQL says what the grade in Python says, and of unfinished rounds nothing; the list of stories filtered by it."""

from __future__ import annotations

from random import Random

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.coding.domain.grading import Grade, Question
from storyhub.coding.models import Coding, CodingPass, CodingRound, CodingVote
from storyhub.coding.queries import research_graded, stories_graded, story_grades
from storyhub.kit.db import db, transaction
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law
from storyhub.stories.domain.public_id import public_id
from tests.coding.coding_factories import NOW, finish, make_coder, make_law, make_story
from tests.coding.test_voting import make_group, vote, voted
from tests.page_client import PageClient
from tests.sql_count import count_sql


def graded(grade: Grade) -> set[int]:
    return set(db.session.execute(stories_graded(grade)).scalars())


def test_every_story_has_the_grade_its_page_shows(context: Flask) -> None:
    chance, laws = Random(11), [make_law() for _ in range(5)]
    groups = [make_group(*laws[:2], slug="a"), make_group(*laws[2:4], slug="b")]
    with transaction():
        db.session.get_one(Law, laws[1]).state = LawState.proposed
        db.session.get_one(Law, laws[3]).state = LawState.retired
    coders = [make_coder().person_id for _ in range(6)]
    marked: set[tuple[int, int]] = set()
    coarse = [{"group_id": group, "none_below": none} for group in groups for none in (False, True)]
    choices = [*({"law_id": law} for law in [laws[0]] * 6 + laws), *coarse, {}]
    stories = []
    for _ in range(150):
        # Few kinds of votes in one story, so that they often agree.
        stories.append(make_story())
        kinds = chance.sample(choices, chance.choice([1, 2, 2, 3]))
        with transaction():
            complete = chance.random() < 0.9
            row = CodingRound(story_id=stories[-1], opened_at=NOW, complete_at=NOW if complete else None)
            db.session.add(row)
            db.session.flush()
            for coder in coders[: chance.randint(1, 6)]:
                law = chance.choice(laws[:3])
                marked.add((stories[-1], law))
                db.session.add(Coding(story_id=stories[-1], law_id=law, coder_id=coder, polarity="upholds", strength=1, created_at=NOW))
                one = CodingPass(round_id=row.id, coder_id=coder, started_at=NOW, finished_at=NOW, is_blind=chance.random() < 0.9)
                db.session.add(one)
                db.session.flush()
                answers = {str(question): chance.choice([None, None, True, True, False]) for question in list(Question)[:1]}
                kind = chance.choice([*kinds, kinds[0], kinds[0]])
                if chance.random() < 0.9:
                    db.session.add(CodingVote(pass_id=one.id, at=NOW, **{"none_below": False, **kind}, **answers))
    expected = story_grades(stories)
    for grade in Grade:
        wanted = {story for story, found in expected.items() if found.grade is grade}
        assert len(wanted) > 10, f"too few are {grade} to prove anything"
        assert graded(grade) == wanted
    assert len(expected) < len(stories)
    for law in laws:
        best = [story for story, shown in marked if shown == law and story in expected and expected[story].grade is Grade.research]
        assert research_graded(law) == len(best)
        assert law not in laws[:3] or best


def test_the_list_is_narrowed_by_grade_and_tells_nothing_of_unfinished_rounds(app: Flask, client: PageClient) -> None:
    with app.app_context():
        law = make_law(12)
        research, needs = voted({"law_id": law}, {"law_id": law}), voted({"law_id": law})
        casual = voted({"law_id": law, "answers": {Question.specific: False}})
        untouched, begun = make_story(), make_story()
        vote(begun, coder := make_coder(), law_id=law)
        finish(begun, coder, 2)
    costs = set()
    for grade, story in ((Grade.research, research), (Grade.needs_coding, needs), (Grade.casual, casual)):
        with count_sql(app) as run:
            client.get(f"/en/stories?grade={grade}")
        costs.add(run.count)
        assert [link["href"] for link in client.soup.select(".story-card__title a")] == [f"/en/stories/{public_id(story)}"]
        assert client.soup.select_one(f"option[selected][value={grade}]")
    client.get("/en/stories?grade=nonsense")
    shown = {link["href"] for link in client.soup.select(".story-card__title a")}
    assert {f"/en/stories/{public_id(story)}" for story in (untouched, begun)} <= shown
    assert len(costs) == 1


@pytest.mark.parametrize("grade", list(Grade))
def test_filtering_costs_no_query_more(app: Flask, client: PageClient, grade: Grade) -> None:
    with app.app_context():
        voted({}, {})
        assert db.session.execute(select(CodingVote)).first() is None
    with count_sql(app) as run:
        client.get("/en/stories")
    with count_sql(app) as filtered:
        client.get(f"/en/stories?grade={grade}")
    assert filtered.count == run.count
