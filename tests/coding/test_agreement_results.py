"""Stored figures: what counts, what does not, and that they are made anew when something becomes public."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select, update

from storyhub.coding.models import AgreementResult, Coding, CodingPass
from storyhub.coding.queries import Agreement, law_agreement, overall_agreement
from storyhub.coding.service import REFRESH, refresh_agreement
from storyhub.coding.service.personal import erase_coder
from storyhub.kit import outbox
from storyhub.kit.actor import Actor
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Story
from tests.coding.coding_factories import NOW, TEXT, finish, make_coder, make_coding, make_law, make_story, plain_of
from tests.sql_count import count_sql

COURIER, DOOR = "The courier called an hour early.", "I had the door open."


def refresh() -> None:
    with transaction():
        refresh_agreement(now=NOW)


def read_by(story: int, coders: dict[Actor, list[int]], needed: int | None = None) -> None:
    """Each coder marks the first sentence with the laws given and finishes."""
    for coder, laws in coders.items():
        for law in laws:
            make_coding(story, law, coder, COURIER, coders_needed=needed or len(coders))
    for coder, laws in coders.items():
        finish(story, coder, needed or len(coders)) if laws or needed is None else None


@pytest.fixture
def context(app: Flask):  # type: ignore[no-untyped-def]
    with app.app_context():
        yield


def test_figures_of_a_law_are_those_worked_out_by_hand(context: None) -> None:
    ann, ben, law, other = make_coder(), make_coder(), make_law(), make_law()
    # Both name it, one does, neither does, the other one does: 2x2 table 1 / 1 / 1 / 1, so chance alone.
    for ann_sees, ben_sees in (([law], [law]), ([law], [other]), ([other], [other]), ([other], [law])):
        read_by(make_story(), {ann: ann_sees, ben: ben_sees})
    refresh()
    figure = law_agreement([law, other, 999_999])
    assert figure[999_999] == Agreement()
    assert (figure[law].units, figure[law].coders) == (4, 2)
    assert figure[law].percent == 0.5
    assert figure[law].kappa == 0
    # 1 - (8-1) * 2 / (4 * 4)
    assert figure[law].alpha == pytest.approx(1 / 8)
    assert figure[law].fleiss == pytest.approx(0)
    assert (figure[law].both, figure[law].first, figure[law].second, figure[law].neither) == (2, 2, 2, 2)
    assert overall_agreement()["story"].mean_alpha == pytest.approx(1 / 8)
    # Two laws pooled: 16 values, 8 ones.
    assert overall_agreement()["story"].alpha == pytest.approx(1 - 15 * 4 / 64)


def test_characters_are_compared_as_lengths(context: None) -> None:
    ann, ben, law, story = make_coder(), make_coder(), make_law(), make_story()
    make_coding(story, law, ann, COURIER, coders_needed=2)
    make_coding(story, law, ben, f"  {COURIER} {DOOR}".strip(), coders_needed=2)
    finish(story, ann, 2), finish(story, ben, 2)
    refresh()
    length, both, one = len(plain_of(story)), len(COURIER), len(DOOR) + 1
    found = law_agreement([law], level="character")[law]
    assert (found.both, found.first, found.second) == (2 * both, one, one)
    assert found.percent == pytest.approx(1 - one / length)
    assert found.alpha == pytest.approx(1 - (2 * length - 1) * one / ((2 * both + one) * (2 * length - 2 * both - one)))
    coded = law_agreement([law], level="coded")[law]
    assert coded.percent == pytest.approx(both / (both + one))
    assert found.low is None, "one story is no sample of stories"


def test_what_nobody_may_know_yet_does_not_count(context: None) -> None:
    ann, ben, cid, law = make_coder(), make_coder(), make_coder(), make_law()
    first, second = make_story(), make_story()
    read_by(first, {ann: [law], ben: []})
    refresh()
    before = db.session.execute(select(AgreementResult.scope, AgreementResult.level, AgreementResult.alpha)).all()
    assert before
    # Two of three have finished the second story.
    read_by(second, {ann: [law], ben: [law]}, needed=3)
    refresh()
    assert db.session.execute(select(AgreementResult.scope, AgreementResult.level, AgreementResult.alpha)).all() == before
    finish(second, cid, 3)
    refresh()
    assert law_agreement([law])[law].units == 2
    assert law_agreement([law])[law].coders == 3


@pytest.mark.parametrize(
    "hidden", [{"state": State.restricted}, {"may_research": False}, {"audience": Audience.staff}], ids=["restricted", "unwilling", "staff"]
)
def test_a_story_not_everybody_may_read_does_not_count(context: None, hidden: dict[str, object]) -> None:
    ann, ben, law, story = make_coder(), make_coder(), make_law(), make_story()
    read_by(story, {ann: [law], ben: []})
    refresh()
    assert law_agreement([law])[law].units == 1
    with transaction():
        db.session.execute(update(Story).where(Story.id == story).values(**hidden))
    refresh()
    assert law_agreement([law])[law].units == 0


def test_a_pass_whose_marks_wait_or_were_taken_away_drops_out_as_a_whole(context: None) -> None:
    ann, ben, cid, law = make_coder(), make_coder(), make_coder(), make_law()
    story = make_story()
    read_by(story, {ann: [law], ben: [law], cid: [law]})
    refresh()
    assert law_agreement([law])[law].coders == 3
    with transaction():
        db.session.execute(update(Coding).where(Coding.coder_id == ann.person_id).values(orphaned_at=NOW))
    refresh()
    assert law_agreement([law])[law].coders == 2
    with transaction():
        erase_coder(cid.person_id or 0, "x", False, NOW + timedelta(days=1))
    refresh()
    assert law_agreement([law])[law].units == 0


def test_how_a_law_shows_is_compared_among_those_who_named_it(context: None) -> None:
    ann, ben, law = make_coder(), make_coder(), make_law()
    for strengths in ((1, 1), (2, 3), (3, 3), (1, 2)):
        story = make_story()
        for coder, strength in zip((ann, ben), strengths, strict=True):
            make_coding(story, law, coder, COURIER, coders_needed=2, strength=strength)
        finish(story, ann, 2), finish(story, ben, 2)
    refresh()
    found = overall_agreement()
    assert found["strength"].percent == 0.5
    assert found["strength"].units == 4
    assert 0 < (found["strength"].alpha or 0) < 1
    assert found["polarity"].percent == 1
    assert found["polarity"].alpha is None, "one polarity only: undefined, not 1"


def test_a_complete_round_asks_for_new_figures_and_an_unfinished_one_does_not(context: None) -> None:
    ann, ben, law, story = make_coder(), make_coder(), make_law(), make_story()
    make_coding(story, law, ann, COURIER, coders_needed=2)
    finish(story, ann, 2)
    assert not outbox.is_waiting(REFRESH)
    finish(story, ben, 2)
    assert outbox.is_waiting(REFRESH, "all")
    assert outbox.claim(REFRESH, limit=5, now=NOW) == [], "it waits a little for more to change"
    finish(make_story(), ann, 1)
    waiting = outbox.claim(REFRESH, limit=5, now=NOW + timedelta(days=400))
    assert [claim.key for claim in waiting] == ["all"]


def test_the_number_of_queries_does_not_grow(app: Flask, context: None) -> None:
    ann, ben = make_coder(), make_coder()
    laws = [make_law() for _ in range(3)]
    for law in laws:
        read_by(make_story(TEXT), {ann: [law], ben: []})
    refresh()
    with count_sql(app) as one:
        law_agreement(laws[:1])
    with count_sql(app) as three:
        law_agreement(laws)
    assert one.count == three.count == 1


def test_a_pass_that_is_not_blind_is_left_out(context: None) -> None:
    ann, ben, law, story = make_coder(), make_coder(), make_law(), make_story()
    read_by(story, {ann: [law], ben: [law]})
    refresh()
    assert law_agreement([law])[law].units == 1
    with transaction():
        db.session.execute(update(CodingPass).where(CodingPass.coder_id == ann.person_id).values(is_blind=False))
    refresh()
    assert law_agreement([law])[law].units == 0
