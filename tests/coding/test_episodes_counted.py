"""Stories of one episode are one piece of evidence, wherever evidence is counted."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.coding.queries import evidence_for_law, law_evidence_counts, law_figures
from storyhub.kit.actor import VISITOR
from storyhub.kit.db import db, transaction
from storyhub.reading.queries.law_tallies import law_tallies
from storyhub.stories.models import Story
from storyhub.stories.service import join_episode
from tests.coding.coding_factories import make_law, make_story
from tests.coding.test_law_figures import coded, organisations, told_by
from tests.page_client import PageClient
from tests.sql_count import count_sql


def one_episode(kept: int, *others: int) -> None:
    with transaction():
        for other in others:
            join_episode(db.session.get_one(Story, kept), db.session.get_one(Story, other))


def sides(law: int) -> set[tuple[int, int, int]]:
    """(upholds, violates, mixed), as everything that counts stories says it: once, if all say the same."""
    counted, figures = law_evidence_counts([law])[law], law_figures([law])[law]
    shown = evidence_for_law(law, "en").counts
    (tally,) = law_tallies(Story.sector == "delivery", actor=VISITOR, lang="en")
    assert counted.stories == figures.stories == shown.stories
    return {(one.upholds, one.violates, one.mixed) for one in (counted, figures, shown, tally)}


def test_an_episode_told_twice_counts_once_on_each_side(context: Flask) -> None:
    law = make_law(12)
    one, two, other = make_story(), make_story(), make_story()
    for story, polarity in ((one, "upholds"), (two, "upholds"), (other, "violates")):
        coded(story, law, polarity)
    assert sides(law) == {(2, 1, 0)}
    one_episode(one, two)
    assert sides(law) == {(1, 1, 0)}
    assert law_figures([law])[law].stories == 2
    # The other telling violates it: the episode does both, and is still one.
    one_episode(two, other)
    assert sides(law) == {(1, 1, 0)}
    found = law_figures([law])[law]
    assert (found.stories, found.tellers, found.u, found.v, found.passages) == (1, 1, 1, 1, 3)


def test_the_strongest_telling_of_an_episode_is_the_one_that_is_shown(context: Flask, client: PageClient) -> None:
    law = make_law(12)
    one, two, other = (make_story() for _ in range(3))
    for story in (one, two, other):
        coded(story, law, "upholds")
    assert len(evidence_for_law(law, "en").upholds) == 3
    one_episode(one, two)
    assert len(evidence_for_law(law, "en").upholds) == 2
    client.get("/en/laws/12")
    assert "2 stories" in client.soup.select_one(".evidence__side--upholds .evidence__count").get_text()


def test_an_episode_speaks_with_the_voice_of_whoever_told_it_first(context: Flask) -> None:
    law = make_law(12)
    shop, bank = organisations("shop", "bank")
    before = told_by(make_story(), address="bob@example.org")
    first = told_by(make_story(organisation_id=bank), address="ada@example.org")
    second = told_by(make_story(organisation_id=shop), address="bob@example.org")
    third = told_by(make_story(), address="cy@example.org")
    for story in (before, first, second, third):
        coded(story, law, "upholds")
    assert (law_figures([law])[law].u, law_figures([law])[law].organisations) == (3, 2)
    one_episode(second, first)
    found = law_figures([law])[law]
    assert (found.stories, found.tellers, found.u, found.organisations) == (3, 3, 3, 1), "Ada told it first; Bob told another one, too"
    one_episode(first, third)
    assert (law_figures([law])[law].stories, law_figures([law])[law].u) == (2, 2)


def test_figures_of_a_law_do_not_depend_on_which_others_are_asked_for(context: Flask) -> None:
    law, other = make_law(12), make_law(13)
    account = told_by(make_story(), address="bob@example.org")
    coded(account, other, "upholds")
    for address in ("ada@example.org", "bob@example.org"):
        coded(told_by(make_story(), address=address), law, "upholds")
    assert law_figures([law])[law] == law_figures([law, other])[law]


@pytest.mark.parametrize("number", [1, 3])
def test_episodes_cost_no_query_more(app: Flask, context: Flask, number: int) -> None:
    law = make_law(12)
    for _ in range(number):
        pair = make_story(), make_story()
        for story in pair:
            coded(story, law, "upholds")
        one_episode(*pair)
    db.session.rollback()
    with count_sql(app) as run:
        assert law_figures([law])[law].stories == law_evidence_counts([law])[law].stories == number
    assert run.count == 2
