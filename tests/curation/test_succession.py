"""Merging, splitting, superseding and retiring laws, and undoing it: what moves, what stays, who is told, and what is refused."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.coding.models import Coding, TellerClaim
from storyhub.coding.queries import law_evidence_counts
from storyhub.coding.service import claim_law
from storyhub.curation.domain.moving import Marked, Move, plan_moves, would_circle
from storyhub.curation.domain.thresholds import Thresholds
from storyhub.curation.models import LawNews, Succession
from storyhub.curation.queries.succession import changes_of, news_of, preview, way_on
from storyhub.curation.service import merge_law, retire_law, split_law, supersede_law, undo_succession
from storyhub.kit import outbox
from storyhub.kit.actor import OPERATOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.laws.domain.words import RelationKind
from storyhub.laws.models import Law, LawDay, LawRelation
from storyhub.laws.queries import law_of_day
from storyhub.stories.models import Contact, Notice, Story
from tests.coding import coding_factories as coding
from tests.curation.curation_factories import LATER, people
from tests.laws.laws_factories import make_law

WHY = "They say the same in other words."
T = Thresholds()
UNDONE = LATER + timedelta(days=30)


def law(law_id: int) -> Law:
    return db.session.get_one(Law, law_id)


def laws(number: int) -> list[int]:
    return [make_law(anchor_quotes_en=(f"Quote {n}",), aliases_en=(f"Alias {n}",)).id for n in range(1, number + 1)]


def coded(law_id: int, coder: Actor | None = None, exact: str | None = "an hour early", *, finish: bool = True, story: int = 0) -> int:
    """A story of its own with one coding; the coding's id."""
    story_id, coder = story or coding.make_story(), coder or coding.make_coder()
    coding_id = coding.make_coding(story_id, law_id, coder, exact)
    if finish:
        coding.finish(story_id, coder)
    return coding_id


def do(verb: Callable[..., Succession], *ids: int, actor: Actor = OPERATOR, **over: object) -> int:
    with transaction():
        return verb(*(law(law_id) for law_id in ids), **{"why": WHY, "actor": actor, "now": LATER, **over}).id


def undo(succession_id: int, *, actor: Actor = OPERATOR, now: object = UNDONE) -> None:
    with transaction():
        undo_succession(db.session.get_one(Succession, succession_id), actor=actor, now=now, thresholds=T)  # type: ignore[arg-type]


def law_of(coding_id: int) -> int:
    db.session.expire_all()
    return db.session.get_one(Coding, coding_id).law_id


def everything() -> list[object]:
    """All that a refused change must leave as it was."""
    db.session.expire_all()
    states = db.session.execute(select(Law.id, Law.state, Law.current_id).order_by(Law.id)).all()
    codings = db.session.execute(select(Coding.id, Coding.law_id, Coding.removed_at, Coding.version_id).order_by(Coding.id)).all()
    relations = db.session.execute(select(LawRelation.law_id, LawRelation.other_id, LawRelation.kind)).all()
    return [states, codings, sorted(relations), db.session.execute(select(Succession.id)).all()]


def test_moves_fold_only_what_says_the_very_same():
    mine = [Marked(1, 7, 70, 5, "upholds"), Marked(2, 7, 71, 5, "upholds"), Marked(3, 7, 70, 6, "upholds"), Marked(4, 7, 70, 5, "violates")]
    theirs = [Marked(9, 7, 70, 5, "upholds"), Marked(10, 7, 71, 5, "upholds", live=False)]

    assert plan_moves(mine, default=2, chosen={3: 3}, there={2: theirs, 3: []}) == (
        Move(1, 2, folded=True),
        Move(2, 2, folded=False),
        Move(3, 3, folded=False),
        Move(4, 2, folded=False),
    )
    assert would_circle({(1, 2), (2, 3)}, 3, 3)
    assert not would_circle({(1, 2), (3, 2)}, 1, 3)


def test_a_merge_moves_everything_and_its_undo_brings_it_back(context: Flask):
    old, heir, third = laws(3)
    ada = coding.make_coder()
    public, unfinished = coded(old, ada), coded(old, finish=False)
    twice_there, twice = coded(heir, story=(story := coding.make_story()), coder=ada, finish=False), coded(old, ada, story=story)
    with transaction():
        db.session.add(LawRelation(law_id=old, other_id=third, kind=RelationKind.supports))
        db.session.add(LawRelation(law_id=heir, other_id=old, kind=RelationKind.in_tension_with))
        claim_law(db.session.get_one(Story, story), old, now=LATER)
    before = law_evidence_counts([old, heir])
    assert (before[old].stories, before[heir].stories) == (2, 1)

    shown = preview(law(old), (heir,))
    assert (shown.codings, shown.stories, shown.folded, shown.claims, shown.relations, shown.quotes) == (2, 2, 1, 1, 2, 2)
    succession_id = do(merge_law, old, heir)

    assert (law(old).state, law(old).number) == ("merged", 1)
    assert [law_of(one) for one in (public, unfinished, twice, twice_there)] == [heir] * 4
    assert db.session.get_one(Coding, twice).removed_at == LATER
    assert law_evidence_counts([old, heir])[heir].stories == 2
    assert [(row.law_id, row.other_id, row.kind) for row in db.session.execute(select(LawRelation)).scalars()] == [
        (heir, third, "supports")
    ]
    assert db.session.execute(select(TellerClaim.law_id)).scalars().all() == [heir]
    assert law(heir).current.anchor_quotes_en == ["Quote 2", "Quote 1"]
    assert law(heir).current.aliases_en == ["Alias 2", "Alias 1"]
    kinds = {(one.kind, one.key) for one in outbox.waiting("index.")}
    assert {("index.law", str(old)), ("index.law", str(heir)), ("index.passage", str(public))} <= kinds

    since = coded(heir)
    undo(succession_id)

    assert law(old).state == "accepted"
    assert [law_of(one) for one in (public, unfinished, twice)] == [old] * 3
    assert db.session.get_one(Coding, twice).removed_at is None
    assert [law_of(one) for one in (twice_there, since)] == [heir] * 2
    after = law_evidence_counts([old, heir])
    assert (after[old].stories, after[heir].stories) == (2, 2)
    assert {(row.law_id, row.other_id, row.kind) for row in db.session.execute(select(LawRelation)).scalars()} == {
        (old, third, "supports"),
        (heir, old, "in_tension_with"),
    }
    assert db.session.execute(select(TellerClaim.law_id)).scalars().all() == [old]
    assert law(heir).current.anchor_quotes_en == ["Quote 2"]
    assert way_on(old, "en") == ()
    # And again: nothing of the first time is in the way.
    do(merge_law, old, heir, now=UNDONE)


def test_what_a_coder_changed_since_stays_as_she_left_it(context: Flask):
    old, heir, third = laws(3)
    one, other = coded(old), coded(old)
    succession_id = do(merge_law, old, heir)
    with transaction():
        db.session.get_one(Coding, one).law_id = third
    undo(succession_id)

    assert (law_of(one), law_of(other)) == (third, old)


def test_who_may_not_and_what_cannot_be_changes_nothing(context: Flask):
    a, b, c, d = laws(4)
    coded(a)
    do(merge_law, c, a)
    do(retire_law, d)
    before = everything()

    def refused(error: type[Exception], verb: Callable[..., Succession], *ids: int, **over: object) -> None:
        with pytest.raises(error):
            do(verb, *ids, **over)
        assert everything() == before

    refused(Invalid, merge_law, a, a)
    refused(Invalid, merge_law, a, c)  # c lives on in a: a circle
    refused(Invalid, merge_law, a, d)  # retired
    refused(Conflict, merge_law, d, a)
    refused(Conflict, retire_law, c)
    refused(Invalid, supersede_law, a, a)
    refused(Invalid, merge_law, a, b, why="short")
    for role in (Role.member, Role.researcher, Role.moderator, Role.admin):
        refused(Forbidden, merge_law, a, b, actor=Actor(None, "", frozenset({role})))
    with pytest.raises(Invalid), transaction():
        split_law(law(a), [law(b)], chosen={}, why=WHY, actor=OPERATOR, now=LATER)
    with pytest.raises(Invalid), transaction():
        split_law(law(a), [law(b), law(b)], chosen={}, why=WHY, actor=OPERATOR, now=LATER)
    assert everything() == before


def test_undo_is_possible_for_thirty_days_to_the_second_and_once(context: Flask):
    a, b = laws(2)
    moved = coded(a)
    succession_id = do(merge_law, a, b)
    with pytest.raises(Conflict):
        undo(succession_id, now=UNDONE + timedelta(seconds=1))
    with pytest.raises(Forbidden):
        undo(succession_id, actor=people(1)[0])
    assert (law(a).state, law_of(moved)) == ("merged", b)
    undo(succession_id)
    with pytest.raises(Conflict):
        undo(succession_id)


def test_a_chain_is_undone_from_its_end(context: Flask):
    a, b, c = laws(3)
    moved = coded(a)
    first, second = do(merge_law, a, b), do(merge_law, b, c, now=LATER + timedelta(days=1))
    assert [(step.old.number, step.new.number, step.kind) for step in way_on(a, "en")] == [(1, 2, "merged_into"), (2, 3, "merged_into")]
    assert law_of(moved) == c
    with pytest.raises(Conflict) as refused:
        undo(first)
    assert "2" in str(refused.value.message)
    undo(second)
    assert law_of(moved) == b
    undo(first)
    assert (law_of(moved), law(a).state) == (a, "accepted")


def test_a_split_gives_passages_out_and_brings_them_back(context: Flask):
    old, one, other = laws(3)
    stays, sent, blind = coded(old), coded(old), coded(old, finish=False)
    with transaction():
        succession_id = split_law(
            law(old), [law(one), law(other)], chosen={sent: other}, why=WHY, actor=OPERATOR, now=LATER
        ).id
    assert [law_of(each) for each in (stays, sent, blind)] == [one, other, one]
    assert (law(old).state, {step.new.id for step in way_on(old, "en")}) == ("split", {one, other})
    undo(succession_id)
    assert [law_of(each) for each in (stays, sent, blind)] == [old] * 3
    assert law(one).state == "accepted"


def test_a_superseded_law_keeps_its_evidence_and_leads_on(context: Flask):
    old, new = laws(2)
    stays = coded(old)
    succession_id = do(supersede_law, old, new)
    assert (law(old).state, law_of(stays), [step.kind for step in way_on(old, "en")]) == ("retired", old, ["superseded_by"])
    do(merge_law, new, laws(1)[0])
    undo(succession_id)
    assert law(old).state == "accepted"


def test_past_days_keep_the_law_that_was_read(context: Flask):
    a, b = laws(2)
    today = LATER.date()
    read = law_of_day(today, "en")
    assert read is not None
    other = b if read.id == a else a
    do(merge_law, read.id, other)

    assert db.session.execute(select(LawDay.law_id).where(LawDay.day == today)).scalar_one() == read.id
    kept = law_of_day(today, "en")
    tomorrow = law_of_day(date.fromordinal(today.toordinal() + 1), "en")
    assert kept is not None
    assert (kept.id, tomorrow.id if tomorrow else None) == (read.id, other)


def test_everyone_concerned_is_told_once_and_of_the_undo_too(context: Flask):
    a, b = laws(2)
    coder, blind, stranger = (coding.make_coder() for _ in range(3))
    curator = coding.make_coder(Role.curator, Role.researcher)
    story = coding.make_story()
    coded(a, coder, story=story)
    coded(a, coder)
    coded(a, blind, finish=False)
    coded(a, curator)
    coded(b, stranger)
    with transaction():
        db.session.add(
            Contact(story_id=story, address="x@example.org", lang="en", token_hash="x", delete_on=LATER.date(), created_at=LATER)
        )
    succession_id = do(merge_law, a, b, actor=curator)
    told = db.session.execute(select(LawNews.person_id).order_by(LawNews.person_id)).scalars().all()
    assert told == sorted([coder.person_id, blind.person_id])
    assert db.session.execute(select(Notice.story_id, Notice.kind)).all() == [(story, "law_moved")]

    undo(succession_id, actor=curator)
    news = news_of(coder.person_id or 0, "en", thresholds=T)
    assert [(item.undone, item.is_new, item.change.kind) for item in news] == [(True, True, "merge"), (False, True, "merge")]
    assert news_of(stranger.person_id or 0, "en", thresholds=T) == ()
    (change,) = changes_of(b, "en", thresholds=T)
    assert (change.undone_at, change.by, change.can_be_undone(UNDONE)) == (UNDONE, curator.name, False)
