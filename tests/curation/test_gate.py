"""What counts for the evidence gate: public codings that speak for the proposal, and nothing else."""

from __future__ import annotations

from flask import Flask

from storyhub.curation.domain.gate import GateFigures
from storyhub.curation.queries import standings
from storyhub.curation.queries.gate import gate_figures
from storyhub.kit.db import db, transaction
from storyhub.stories.models import Story
from storyhub.stories.service import join_episode
from tests.coding import coding_factories as coding
from tests.curation.curation_factories import make_organisation, make_proposal, mark, meet_gate
from tests.sql_count import count_sql


def figures(law_id: int) -> GateFigures:
    return gate_figures([law_id])[law_id]


def test_passages_stories_tellers_and_companies_are_counted(context: Flask):
    law_id, shop = make_proposal(), make_organisation()
    assert figures(law_id) == GateFigures()

    mark(law_id, organisation_id=shop)
    mark(law_id, organisation_id=shop, source="blog", labels={"author": "ada"})
    mark(law_id, source="blog", labels={"author": "ada"})

    assert figures(law_id) == GateFigures(passages=3, stories=3, tellers=2, organisations=2)


def test_one_passage_marked_by_two_coders_counts_once(context: Flask):
    law_id, story_id = make_proposal(), coding.make_story()
    for coder in (coding.make_coder(), coding.make_coder()):
        coding.make_coding(story_id, law_id, coder, "an hour early", coders_needed=2)
        coding.finish(story_id, coder, 2)

    assert figures(law_id) == GateFigures(passages=1, stories=1, tellers=1, organisations=0)


def test_what_is_unfinished_or_waits_for_others_changes_nothing(context: Flask):
    """Else a coder who is still blind could read from the gate what others marked."""
    law_id = make_proposal()
    mark(law_id, finished=False)
    story_id, coder = coding.make_story(), coding.make_coder()
    coding.make_coding(story_id, law_id, coder, "an hour early", coders_needed=2)
    coding.finish(story_id, coder, 2)

    assert figures(law_id) == GateFigures()


def test_violating_codings_whole_stories_and_hidden_stories_do_not_help(context: Flask):
    law_id = make_proposal()
    mark(law_id, polarity="violates")
    story_id, coder = coding.make_story(), coding.make_coder()
    coding.make_coding(story_id, law_id, coder)
    coding.finish(story_id, coder)
    mark(law_id, audience="staff")
    withdrawn = mark(law_id)
    assert figures(law_id).stories == 1
    with transaction():
        db.session.get_one(Story, withdrawn).state = "withdrawn"

    assert figures(law_id) == GateFigures()
    mark(law_id, polarity="mixed")
    assert figures(law_id).stories == 1


def test_it_costs_the_same_for_one_and_for_three(app: Flask):
    with app.app_context():
        laws = [make_proposal() for _ in range(3)]
        for law_id in laws:
            meet_gate(law_id)
        costs = []
        for some in (laws[:1], laws):
            with count_sql(app) as run:
                assert len(standings(some)) == len(some)
            costs.append(run.count)
    assert costs[0] == costs[1] <= 10


def test_one_episode_told_by_two_is_one_story_of_one_teller(context: Flask):
    """Else one event, told by a handful of friends, makes a law."""
    law_id, shop, bank = make_proposal(), make_organisation(), make_organisation()
    first, second = mark(law_id, organisation_id=shop), mark(law_id, organisation_id=bank)
    mark(law_id)
    assert figures(law_id) == GateFigures(passages=3, stories=3, tellers=3, organisations=3)
    with transaction():
        join_episode(db.session.get_one(Story, first), db.session.get_one(Story, second))

    assert figures(law_id) == GateFigures(passages=3, stories=2, tellers=2, organisations=2)
