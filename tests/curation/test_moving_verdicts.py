"""What coders said besides their marks, when a law is merged or split: votes, settled differences, memos; and after the undo."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask
from sqlalchemy import select

from storyhub.coding.models import AdjudicatedCoding, Adjudication, CodingRound, CodingVote
from storyhub.coding.queries import memos, story_grades
from storyhub.coding.service import VoteDraft, adjudicating, cast_vote, claim_law
from storyhub.coding.service.memos import write_memo
from storyhub.curation.queries.succession import preview
from storyhub.curation.service import merge_law, split_law
from storyhub.kit import outbox
from storyhub.kit.actor import OPERATOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.laws.domain.words import RelationKind
from storyhub.laws.models import LawRelation
from storyhub.stories.models import Story
from tests.coding import coding_factories as coding
from tests.curation.curation_factories import LATER
from tests.curation.test_succession import WHY, do, law, laws, undo
from tests.sql_count import count_sql

BEFORE, SINCE = LATER - timedelta(days=1), LATER + timedelta(days=1)


def voted(*law_ids: int, finish: bool = True, now: object = BEFORE) -> int:
    """A story whose coders voted for these laws: its id."""
    story = coding.make_story()
    for law_id in law_ids:
        vote(story, coder := coding.make_coder(), law_id, needed=len(law_ids), now=now)
        if finish:
            coding.finish(story, coder, len(law_ids))
    return story


def vote(story: int, coder: Actor, law_id: int, *, needed: int = 1, now: object = BEFORE) -> None:
    with transaction():
        draft = VoteDraft(law_id=law_id)
        cast_vote(db.session.get_one(Story, story), draft, coder=coder, coders_needed=needed, now=now)  # type: ignore[arg-type]


def votes() -> list[int | None]:
    db.session.expire_all()
    return list(db.session.execute(select(CodingVote.law_id).order_by(CodingVote.pass_id)).scalars())


def decided() -> list[int]:
    db.session.expire_all()
    return list(db.session.execute(select(AdjudicatedCoding.law_id).order_by(AdjudicatedCoding.id)).scalars())


def settle(story: int, chosen: tuple[int, ...], considered: tuple[int, ...], new: int | None = None, now: object = BEFORE) -> None:
    version = adjudicating.NewVersion(0, 5, new, "upholds", 2) if new else None
    ruling = adjudicating.Ruling(considered=considered, chosen=chosen, new=version, reason="because it is so")
    with transaction():
        adjudicating.adjudicate(
            db.session.get_one(Story, story), ruling, actor=coding.make_coder(Role.curator), now=now  # type: ignore[arg-type]
        )


def differing(law_id: int, other_id: int) -> tuple[int, int, int]:
    """A story in which two coders named two laws in one place: story, both codings."""
    story, one, two = coding.make_story(), coding.make_coder(), coding.make_coder()
    first = coding.make_coding(story, law_id, one, "I had the door", coders_needed=2)
    second = coding.make_coding(story, other_id, two, "I had the door", coders_needed=2, polarity="violates")
    for coder in (one, two):
        coding.finish(story, coder, 2)
    return story, first, second


def test_a_vote_for_a_merged_law_counts_for_its_heir_until_it_is_undone(context: Flask):
    old, heir = laws(2)
    story, blind = voted(old, heir), voted(old, finish=False)
    assert story_grades([story])[story].law_id is None
    assert preview(law(old), (heir,)).ballots == 1, "the vote of a round that is under way is nobody's business"

    first = do(merge_law, old, heir)
    found = story_grades([story])[story]
    assert (found.law_id, found.cumulative, str(found.grade)) == (heir, 2, "research")
    assert votes() == [heir, heir, heir]

    # Since then somebody voted for the heir, and one who had not finished chose the heir again by herself.
    since = voted(heir, heir, now=SINCE)
    again = db.session.execute(select(CodingVote).order_by(CodingVote.pass_id)).scalars().all()[2]
    with transaction():
        again.at = SINCE
    undo(first)
    assert votes() == [old, heir, heir, heir, heir]
    assert story_grades([story])[story].law_id is None
    assert story_grades([since])[since].law_id == heir
    assert blind not in story_grades([blind])


def test_a_chain_of_merges_takes_votes_and_decisions_along_and_back(context: Flask):
    a, b, c = laws(3)
    voted(a, b)
    story, first, second = differing(a, b)
    settle(story, (first,), (first, second))
    one = do(merge_law, a, b)
    two = do(merge_law, b, c, now=SINCE)
    assert (votes(), decided()) == ([c, c], [c])
    undo(two)
    assert (votes(), decided()) == ([b, b], [b])
    undo(one)
    assert (votes(), decided()) == ([a, b], [a])


def test_decisions_move_and_those_made_since_stay_with_the_heir(context: Flask):
    old, heir, third = laws(3)
    story, first, second = differing(old, third)
    settle(story, (first,), (first, second))
    settle(story, (), (first, second), new=old)
    other, *pair = differing(heir, third)
    assert preview(law(old), (heir,)).decisions == 1, "one of the two is superseded"
    with transaction():
        db.session.execute(select(CodingRound).where(CodingRound.story_id == story)).scalar_one().complete_at = None
    assert preview(law(old), (heir,)).decisions == 0

    succession_id = do(merge_law, old, heir)
    assert decided() == [heir, heir]
    settle(other, (pair[0],), tuple(pair), now=SINCE)
    undo(succession_id)

    assert decided() == [old, old, heir]
    assert len(db.session.execute(select(Adjudication)).scalars().all()) == 3
    assert [claim.key for claim in outbox.waiting("agreement")] == ["all"]


def test_after_a_split_votes_and_decisions_follow_the_marks_they_hang_on(context: Flask):
    old, one, other = laws(3)
    story, coder = coding.make_story(), coding.make_coder()
    sent = coding.make_coding(story, old, coder, "an hour early")
    vote(story, coder, old)
    coding.finish(story, coder)
    voted(old)
    disputed, first, second = differing(old, one)
    settle(disputed, (first,), (first, second))
    settle(disputed, (), (first, second), new=old)
    with transaction():
        chosen = {sent: other, first: other}
        succession_id = split_law(law(old), [law(one), law(other)], chosen=chosen, why=WHY, actor=OPERATOR, now=LATER).id
    assert votes() == [other, one]
    assert decided() == [other, other]
    undo(succession_id)
    assert (votes(), decided()) == ([old, old], [old, old])


def test_memos_stay_with_their_law_and_are_shown_with_what_it_lives_on_in(context: Flask):
    old, heir, last = laws(3)
    author, reader = coding.make_coder(), coding.make_coder()
    with transaction():
        for words, shared in (("for all", True), ("for me", False)):
            write_memo(words, story=None, law=law(old), is_shared=shared, actor=author, now=coding.NOW)

    def shown(actor: Actor, law_id: int) -> list[tuple[str, str | None, bool]]:
        return [(memo.text, memo.law_key, memo.is_inherited) for memo in memos(actor=actor, lang="en", law_id=law_id)]

    assert shown(reader, heir) == []
    assert preview(law(old), (heir,)).memos == 1
    first, second = do(merge_law, old, heir), do(merge_law, heir, last, now=SINCE)
    with transaction():
        write_memo("on the heir", story=None, law=law(last), is_shared=True, actor=author, now=SINCE)
    assert shown(reader, last) == [("on the heir", "3", False), ("for all", "1", True)]
    assert shown(author, last) == [("on the heir", "3", False), ("for me", "1", True), ("for all", "1", True)]
    assert shown(reader, old) == [("for all", "1", False)]
    undo(second)
    undo(first)
    assert shown(reader, last) == [("on the heir", "3", False)]
    assert shown(reader, old) == [("for all", "1", False)]


def test_claims_and_relations_that_came_since_stay_with_the_heir(context: Flask):
    old, heir, third = laws(3)
    succession_id = do(merge_law, old, heir)
    story = coding.make_story()
    with transaction():
        db.session.add(LawRelation(law_id=heir, other_id=third, kind=RelationKind.supports))
        assert claim_law(db.session.get_one(Story, story), heir, now=SINCE).law_id == heir
    undo(succession_id)
    assert [(row.law_id, row.other_id) for row in db.session.execute(select(LawRelation)).scalars()] == [(heir, third)]
    assert claim_law(db.session.get_one(Story, story), heir, now=SINCE).law_id == heir


def test_moving_costs_the_same_however_many_voted(app: Flask):
    with app.app_context():
        costs = []
        # The first time, the days up to today are written as well.
        do(merge_law, *laws(2))
        for number in (1, 3):
            old, heir = laws(2)
            for _ in range(number):
                voted(old)
            with count_sql(app) as run:
                do(merge_law, old, heir)
            assert votes().count(heir) == number
            costs.append(run.count)
    assert costs[0] == costs[1]
