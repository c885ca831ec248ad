"""The promise and how often it is kept: what counts, what does not, and what is not said with few stories."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from flask import Flask

from storyhub.kit.db import transaction
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story
from storyhub.stories.queries.promise import RECENTLY, PromiseKept, promise_kept
from tests.page_client import PageClient
from tests.stories.stories_factories import NOW, make_story


def told(days_ago: int, *, answered_after: timedelta | None = None, state: State = State.received, **columns: Any) -> Story:
    received = NOW - timedelta(days=days_ago)
    answered = received + answered_after if answered_after is not None else None
    return make_story(state=state, received_at=received, answered_at=answered, **columns)


def kept(within: timedelta | None = None, now: datetime = NOW) -> PromiseKept:
    return promise_kept(promise_days=3, now=now, within=within)


@pytest.fixture
def write(context: Flask):
    with transaction():
        yield context


def test_an_answer_by_the_end_of_the_promised_day_keeps_it(write: Flask):
    told(9, answered_after=timedelta(hours=83, minutes=59))
    assert (kept().stories, kept().kept) == (1, 1)
    told(9, answered_after=timedelta(hours=84, minutes=1))
    assert (kept().stories, kept().kept) == (2, 1)


def test_a_story_nobody_answered_breaks_it_the_day_after(write: Flask):
    told(3)
    assert kept().stories == 0
    assert kept(now=NOW + timedelta(days=1)) == PromiseKept(stories=1, kept=0, answered=0, hours=None)


@pytest.mark.parametrize("columns", [{"source": "forum"}, {"is_sample": True}])
def test_where_nobody_waited_nothing_counts(write: Flask, columns: dict[str, Any]):
    told(9, answered_after=timedelta(hours=1))
    told(9, answered_after=timedelta(hours=1), **columns)
    assert kept().stories == 1


def test_a_story_taken_back_before_an_answer_does_not_count(write: Flask):
    told(9, state=State.withdrawn)
    assert kept().stories == 0


def test_the_last_90_days_are_told_apart(write: Flask):
    told(91, answered_after=timedelta(days=9))
    told(9, answered_after=timedelta(hours=2))
    assert kept(RECENTLY) == PromiseKept(stories=1, kept=1, answered=1, hours=2)
    assert (kept().stories, kept().kept) == (2, 1)


@pytest.mark.parametrize(("promise", "percent"), [((5, 5), 100), ((1000, 999), 99), ((5, 0), 0), ((0, 0), 0)])
def test_a_share_is_never_made_prettier(promise: tuple[int, int], percent: int):
    assert PromiseKept(stories=promise[0], kept=promise[1], answered=promise[1], hours=None).percent == percent


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_with_few_stories_no_share_is_named(client: PageClient, app: Flask, lang: str):
    week_ago = datetime.now(UTC) - timedelta(days=7)
    for many in (False, True):
        with app.app_context(), transaction():
            for _ in range(1 if many else 4):
                make_story(received_at=week_ago, answered_at=week_ago + timedelta(hours=5))
        for address in ("", "tell", "promise"):
            client.get(f"/{lang}/{address}")
            shown = client.soup.select_one(".hero__promise, .assurances, .tally")
            assert shown is not None
            assert ("100 %" in shown.get_text().replace("\u00a0", " ")) is many, address
