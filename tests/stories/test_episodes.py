"""Stories of one episode: put together, taken apart, counted once."""

from __future__ import annotations

import random

import pytest
from flask import Flask

from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict
from storyhub.stories.models import Story
from storyhub.stories.queries.episodes import episode_of
from storyhub.stories.service import join_episode, leave_episode, restore_episode
from tests.stories.stories_factories import make_story


def stories(count: int) -> list[int]:
    with transaction():
        return [make_story().id for _ in range(count)]


def row(story_id: int) -> Story:
    return db.session.get_one(Story, story_id)


def test_a_story_is_an_episode_of_its_own(context: Flask) -> None:
    one, two = stories(2)
    assert episode_of([one, two]) == {one: one, two: two}
    with pytest.raises(Conflict), transaction():
        join_episode(row(one), row(one))


def test_joining_brings_all_along_and_an_undo_puts_all_back(context: Flask) -> None:
    one, two, three, four = every = stories(4)
    with transaction():
        join_episode(row(three), row(four))
    with transaction():
        join_episode(row(one), row(two))
        before = join_episode(row(two), row(four))
    assert set(episode_of(every).values()) == {one}
    with pytest.raises(Conflict), transaction():
        join_episode(row(four), row(two))
    with transaction():
        restore_episode(before)
    assert episode_of(every) == {one: one, two: one, three: three, four: three}


def test_when_the_one_an_episode_is_named_after_leaves_the_others_stay_together(context: Flask) -> None:
    one, two, three = every = stories(3)
    with transaction():
        join_episode(row(one), row(two))
        join_episode(row(one), row(three))
    with transaction():
        leave_episode(row(one))
    assert episode_of(every) == {one: one, two: two, three: two}


def test_whatever_is_joined_and_left_the_groups_are_those_of_a_plain_model(context: Flask) -> None:
    numbers, every = random.Random(7), stories(8)
    groups = {story: frozenset([story]) for story in every}
    for _step in range(60):
        one, two = numbers.sample(every, 2)
        with transaction():
            if numbers.random() < 0.3:
                rest = groups[one] - {one}
                groups.update(dict.fromkeys(rest, rest) | {one: frozenset([one])})
                leave_episode(row(one))
            elif groups[one] is groups[two] or groups[one] == groups[two]:
                with pytest.raises(Conflict):
                    join_episode(row(one), row(two))
            else:
                together = groups[one] | groups[two]
                groups.update(dict.fromkeys(together, together))
                join_episode(row(one), row(two))
        found = episode_of(every)
        assert {frozenset(other for other in every if found[other] == found[story]) for story in every} == set(groups.values())
