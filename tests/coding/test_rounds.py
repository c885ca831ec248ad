"""Rounds and passes: who sees what when, and when codings become public."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from storyhub.coding.documents import passage_documents, story_law_facets, story_passages
from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.coding.queries import (
    QueueFilters,
    desk_queue,
    desk_story,
    evidence_for_law,
    law_evidence_counts,
    passage_cards,
    public_codings,
)
from storyhub.coding.service import close_round
from storyhub.kit.actor import VISITOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden
from storyhub.kit.outbox import OutboxRow
from storyhub.stories.models import Story
from tests.coding.coding_factories import NOW, finish, make_coder, make_coding, make_law, make_story, publish_text

pytestmark = pytest.mark.usefixtures("context")


def is_public(story: int, law: int, coding: int) -> bool:
    """Asks every way out; they must agree."""
    answers = {
        bool(public_codings(story)),
        bool(law_evidence_counts([law])[law].stories),
        bool(evidence_for_law(law, "en", 5).upholds),
        bool(passage_cards([coding], actor=VISITOR, lang="en")),
        passage_documents([str(coding)])[str(coding)] is not None,
        bool(story_law_facets([story])[str(story)]),
        bool(story_passages([story])[str(story)]),
    }
    assert len(answers) == 1, "the ways out disagree"
    return answers.pop()


def others_seen(story: int, actor: Actor) -> set[str]:
    desk = desk_story(db.session.get_one(Story, story), actor=actor, lang="en")
    return {coding.coder_name for coding in desk.others}


def outbox_keys(kind: str) -> set[str]:
    return set(db.session.execute(select(OutboxRow.key).where(OutboxRow.kind == kind)).scalars())


def close(story: int, actor: Actor) -> None:
    with transaction():
        close_round(db.session.get_one(Story, story), actor=actor, now=NOW)


def test_with_one_coder_finishing_makes_it_public() -> None:
    story, law, coder = make_story(), make_law(), make_coder()
    coding = make_coding(story, law, coder, "I had the door")
    assert not is_public(story, law, coding)
    assert outbox_keys("index.passage") == set()
    finish(story, coder)
    assert is_public(story, law, coding)
    assert outbox_keys("index.passage") == {str(coding)}
    assert outbox_keys("index.story") == {str(story)}
    assert outbox_keys("index.law") == {str(law)}


def test_with_two_coders_the_first_to_finish_makes_nothing_public() -> None:
    story, law, ada, bob = make_story(), make_law(), make_coder(), make_coder()
    coding = make_coding(story, law, ada, "I had the door", coders_needed=2)
    finish(story, ada)
    assert not is_public(story, law, coding)
    make_coding(story, law, bob, "an hour early", coders_needed=2)
    finish(story, bob)
    assert is_public(story, law, coding)
    assert len(public_codings(story)) == 2


def test_a_third_coder_half_way_keeps_the_round_open() -> None:
    story, law, ada, bob = make_story(), make_law(), make_coder(), make_coder()
    coding = make_coding(story, law, ada, "I had the door")
    make_coding(story, law, bob, "an hour early")
    finish(story, ada)
    assert not is_public(story, law, coding), "bob would no longer be blind"
    finish(story, bob)
    assert is_public(story, law, coding)


def test_one_may_finish_without_a_mark_and_twice() -> None:
    story, coder = make_story(), make_coder()
    finish(story, coder)
    finish(story, coder)
    assert db.session.execute(select(CodingRound.complete_at)).scalar_one() == NOW
    assert len(db.session.execute(select(CodingPass)).all()) == 1


def test_a_complete_round_takes_no_more_coders() -> None:
    story, law, ada, bob = make_story(), make_law(), make_coder(), make_coder()
    make_coding(story, law, ada, "I had the door")
    finish(story, ada)
    assert public_codings(story), "bob can read them by now"
    with pytest.raises(Conflict):
        make_coding(story, law, bob, "an hour early")
    with pytest.raises(Conflict):
        finish(story, bob)


def test_nobody_sees_the_marks_of_others_before_finishing() -> None:
    story, law = make_story(), make_law()
    ada, bob, curator = make_coder(), make_coder(), make_coder(Role.curator, Role.researcher)
    coding = make_coding(story, law, ada, "I had the door", coders_needed=2)
    finish(story, ada)
    make_coding(story, law, bob, "an hour early", coders_needed=2)
    # It is there, and who has finished may see it.
    assert db.session.get_one(Coding, coding).removed_at is None
    assert others_seen(story, ada) == set(), "bob has not finished, so nobody sees his marks"
    assert others_seen(story, bob) == set()
    assert others_seen(story, curator) == set()
    finish(story, bob)
    assert others_seen(story, bob) == {ada.name}
    assert others_seen(story, ada) == {bob.name}
    assert others_seen(story, curator) == set()


def test_the_page_of_a_blind_coder_holds_no_trace_of_others() -> None:
    story, law, other_law, ada, bob = make_story(), make_law(), make_law(), make_coder(), make_coder()
    make_coding(story, law, ada, "I had the door", coders_needed=2)
    finish(story, ada)
    make_coding(story, other_law, bob, "an hour early", coders_needed=2)
    desk = desk_story(db.session.get_one(Story, story), actor=bob, lang="en")
    assert str(desk.html).count("<mark") == 1
    assert [coding.law_id for coding in desk.mine] == [other_law]
    assert desk.others == ()


def test_the_queue_is_the_same_whatever_others_do() -> None:
    stories, law, ada, bob = [make_story() for _ in range(3)], make_law(), make_coder(), make_coder()
    before = desk_queue(QueueFilters(), actor=bob)
    make_coding(stories[2], law, ada, "I had the door", coders_needed=2)
    finish(stories[2], ada)
    assert desk_queue(QueueFilters(), actor=ada).total == 2, "the coding is there"
    assert desk_queue(QueueFilters(), actor=bob) == before
    assert before.total == 3


def test_a_curator_ends_a_round_that_waits_in_vain() -> None:
    story, law, other, ada, bob, curator = (
        make_story(),
        make_law(),
        make_law(),
        make_coder(),
        make_coder(),
        make_coder(Role.curator),
    )
    coding = make_coding(story, law, ada, "I had the door", coders_needed=2)
    half_way = make_coding(story, other, bob, "an hour early", coders_needed=2)
    with pytest.raises(Conflict):
        close(story, curator)
    finish(story, ada)
    with pytest.raises(Forbidden):
        close(story, bob)
    close(story, curator)
    close(story, curator)
    assert is_public(story, law, coding)
    assert not is_public_coding(story, half_way), "only finished passes count"
    with pytest.raises(Conflict):
        finish(story, bob)


def is_public_coding(story: int, coding: int) -> bool:
    return coding in {found.id for found in public_codings(story)}


def test_a_curator_who_is_coding_the_story_cannot_peep_by_closing() -> None:
    story, law, ada, curator = make_story(), make_law(), make_coder(), make_coder(Role.curator, Role.researcher)
    make_coding(story, law, ada, "I had the door", coders_needed=2)
    finish(story, ada)
    make_coding(story, law, curator, "an hour early", coders_needed=2)
    with pytest.raises(Conflict):
        close(story, curator)


@pytest.mark.parametrize("hide", ["withdrawn", "restricted", "no research", "new text", "removed", "orphaned", "staff"])
def test_public_codings_vanish_at_once_when_they_must(hide: str) -> None:
    story, law, coder = make_story(), make_law(), make_coder()
    coding = make_coding(story, law, coder, "I had the door")
    finish(story, coder)
    assert is_public(story, law, coding)
    with transaction():
        row, mark = db.session.get_one(Story, story), db.session.get_one(Coding, coding)
        if hide in ("withdrawn", "restricted"):
            row.state = hide
        elif hide == "no research":
            row.may_research = False
        elif hide == "removed":
            mark.removed_at = NOW
        elif hide == "orphaned":
            mark.orphaned_at = NOW
    if hide == "new text":
        publish_text(story, "Quite another text: I had the door open, and nobody came by for hours.")
    if hide == "staff":
        with transaction():
            db.session.get_one(Story, story).audience = "staff"
        assert not passage_cards([coding], actor=VISITOR, lang="en")
        assert passage_cards([coding], actor=coder, lang="en")
        assert not law_evidence_counts([law])[law].stories
        document = passage_documents([str(coding)])[str(coding)]
        assert document is not None
        assert document.audience == "staff"
        return
    assert not is_public(story, law, coding)


def test_a_removed_coding_is_in_no_statistic_even_with_its_pass_gone() -> None:
    story, law, coder = make_story(), make_law(), make_coder()
    coding = make_coding(story, law, coder, "I had the door")
    finish(story, coder)
    with transaction():
        db.session.execute(delete(CodingPass))
    assert not is_public(story, law, coding)
