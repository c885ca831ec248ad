"""Marking and unmarking passages: what is kept, and everything that is refused."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import func, select

from storyhub.coding.domain.places import Choice
from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.coding.queries import recent_laws
from storyhub.coding.service import add_coding, choose_place, remove_coding, restore_coding
from storyhub.kit import audit
from storyhub.kit.actor import OPERATOR, VISITOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from storyhub.laws.domain.words import LawState
from storyhub.stories.models import Passage, Story
from tests.coding.coding_factories import NOW, add, finish, make_coder, make_coding, make_law, make_story, plain_of, publish_text

pytestmark = pytest.mark.usefixtures("context")


def count(table: type) -> int:
    return db.session.execute(select(func.count()).select_from(table)).scalar_one()


def test_a_coding_keeps_its_place_and_begins_pass_and_round() -> None:
    story, law, coder = make_story(), make_law(), make_coder()
    coding = db.session.get_one(Coding, make_coding(story, law, coder, "I had the door", note=" why ", strength=3, coders_needed=2))
    assert coding.passage is not None
    assert (coding.passage.exact, coding.polarity, coding.strength, coding.note) == ("I had the door", "upholds", 3, "why")
    assert plain_of(story)[coding.passage.start : coding.passage.end] == "I had the door"
    assert db.session.execute(select(CodingRound.coders_needed)).scalar_one() == 2
    assert db.session.execute(select(CodingPass.finished_at)).scalar_one() is None
    assert audit.timeline("story", str(story)) == (), "a story's timeline must not tell who marks what"


def test_offsets_are_code_points_also_after_an_emoji() -> None:
    story = make_story()
    coding = db.session.get_one(Coding, make_coding(story, make_law(), make_coder(), "Nobody asked him to."))
    assert coding.passage is not None
    assert coding.passage.exact == "Nobody asked him to."
    assert coding.passage.start == plain_of(story).index("Nobody")


def test_edge_blanks_are_trimmed_and_an_identical_passage_is_used_again() -> None:
    story, coder = make_story(), make_coder()
    make_coding(story, make_law(), coder, "I had the door")
    make_coding(story, make_law(), coder, " I had the door ")
    assert count(Coding) == 2
    assert count(Passage) == 1


def test_a_proposal_can_be_named_too() -> None:
    assert make_coding(make_story(), make_law(proposal=7), make_coder(), "I had")


def test_the_whole_story_can_show_a_law() -> None:
    assert db.session.get_one(Coding, make_coding(make_story(), make_law(), make_coder())).passage_id is None


@pytest.mark.parametrize("exact", ["I had the door", None])
def test_the_same_law_on_the_same_passage_again_only_changes_how(exact: str | None) -> None:
    story, law, coder = make_story(), make_law(), make_coder()
    first = make_coding(story, law, coder, exact)
    assert make_coding(story, law, coder, exact, polarity="violates", strength=1) == first
    assert db.session.get_one(Coding, first).polarity == "violates"
    assert count(Coding) == 1


@pytest.mark.parametrize("state", [LawState.declined, LawState.merged, LawState.split, LawState.retired])
def test_a_law_that_is_no_longer_in_force_is_refused(state: LawState) -> None:
    story, law, coder = make_story(), make_law(12, state=state), make_coder()
    with pytest.raises(Invalid, match="unknown law"):
        make_coding(story, law, coder, "I had")
    assert count(Coding) == count(CodingRound) == 0


def test_an_unknown_law_is_refused() -> None:
    with pytest.raises(Invalid, match="unknown law"):
        make_coding(make_story(), 4711, make_coder(), "I had")


@pytest.mark.parametrize(("start", "end"), [(5, 5), (9, 4), (-1, 5), (0, 10_000), (10_000, 10_001), (None, 5), (5, None)])
def test_a_place_outside_the_text_empty_or_turned_round_is_refused(start: int | None, end: int | None) -> None:
    story, law, coder = make_story(), make_law(), make_coder()
    with pytest.raises(Invalid):
        make_coding(story, law, coder, start=start, end=end)
    assert count(Coding) == 0


def test_blanks_alone_are_no_passage() -> None:
    story = make_story()
    gap = plain_of(story).index("\n\n")
    law, coder = make_law(), make_coder()
    with pytest.raises(Invalid):
        make_coding(story, law, coder, start=gap, end=gap + 2)


@pytest.mark.parametrize("over", [{"polarity": "proves"}, {"strength": 0}, {"strength": 4}, {"note": "x" * 2001}])
def test_words_outside_the_vocabulary_are_refused(over: dict[str, object]) -> None:
    story, law, coder = make_story(), make_law(), make_coder()
    with pytest.raises(Invalid):
        make_coding(story, law, coder, "I had", **over)


def test_only_researchers_with_an_account_code() -> None:
    story, law = make_story(), make_law()
    for actor in (VISITOR, OPERATOR, make_coder(Role.moderator), make_coder(Role.curator, Role.admin)):
        with pytest.raises(Forbidden):
            make_coding(story, law, actor, "I had")


@pytest.mark.parametrize("over", [{"may_research": False}, {"state": "in_review"}, {"state": "restricted"}])
def test_a_story_that_is_hidden_or_without_research_consent_is_not_coded(over: dict[str, object]) -> None:
    story, law, coder = make_story(**over), make_law(), make_coder()
    with pytest.raises(Conflict):
        make_coding(story, law, coder, "I had")


def test_consent_taken_back_between_two_marks_ends_the_coding() -> None:
    story, law, coder = make_story(), make_law(), make_coder()
    make_coding(story, law, coder, "I had")
    with transaction():
        db.session.get_one(Story, story).may_research = False
    with pytest.raises(Conflict):
        make_coding(story, law, coder, "the door")
    with pytest.raises(Conflict):
        finish(story, coder)


def test_a_mark_made_on_an_older_text_is_refused() -> None:
    story, law, coder = make_story(), make_law(), make_coder()
    seen = db.session.get_one(Story, story).published_revision_id
    assert make_coding(story, law, coder, "I had", revision_id=seen)
    publish_text(story, "Another text altogether, and the door was open. I had no idea.")
    with pytest.raises(Conflict, match="another revision"):
        make_coding(story, law, coder, "I had", revision_id=seen)


def test_nothing_is_added_or_removed_after_finishing() -> None:
    story, law, coder = make_story(), make_law(), make_coder()
    coding = make_coding(story, law, coder, "I had", coders_needed=2)
    finish(story, coder)
    with pytest.raises(Conflict, match="no more codings"):
        make_coding(story, law, coder, "the door")
    with pytest.raises(Conflict), transaction():
        remove_coding(db.session.get_one(Coding, coding), actor=coder, now=NOW)
    assert db.session.get_one(Coding, coding).removed_at is None


def test_one_takes_back_only_ones_own() -> None:
    story, law, coder, other = make_story(), make_law(), make_coder(), make_coder()
    coding = make_coding(story, law, coder, "I had")
    for actor in (other, make_coder(Role.curator), OPERATOR, VISITOR):
        with pytest.raises(NotFound), transaction():
            remove_coding(db.session.get_one(Coding, coding), actor=actor, now=NOW)
    for _ in range(2):
        with transaction():
            remove_coding(db.session.get_one(Coding, coding), actor=coder, now=NOW)
    assert db.session.get_one(Coding, coding).removed_at == NOW
    assert make_coding(story, law, coder, "I had") != coding


def test_a_refused_coding_leaves_nothing_behind() -> None:
    story, coder = make_story(), make_coder()
    with pytest.raises(Invalid), transaction():
        add(story, 999, coder, "I had")
    assert count(Passage) == count(CodingRound) == count(CodingPass) == 0


def test_a_choice_on_the_page_becomes_a_place_in_the_text() -> None:
    story = db.session.get_one(Story, make_story())
    seen = story.published_revision_id
    start, end = choose_place(story, Choice(3, 3, 11, 19, exact="upstairs"), revision_id=seen)
    assert start is not None
    assert end is not None
    assert plain_of(story.id)[start:end] == "upstairs"
    # Two blocks: what the browser shows as chosen has no blank line between them.
    start, end = choose_place(story, Choice(2, 3, None, 2, exact="I had the door open.He"), revision_id=seen)
    assert plain_of(story.id)[start:end] == "I had the door open.\n\nHe"
    assert choose_place(story, Choice(), revision_id=seen) == (None, None)


def test_words_that_do_not_agree_with_their_place_are_refused() -> None:
    story = db.session.get_one(Story, make_story())
    with pytest.raises(Invalid, match="exact differs"):
        choose_place(story, Choice(3, 3, 11, 19, exact="downstairs"), revision_id=story.published_revision_id)
    with pytest.raises(Invalid):
        choose_place(story, Choice(99), revision_id=story.published_revision_id)
    with pytest.raises(Conflict):
        choose_place(story, Choice(1), revision_id=4711)


def test_a_story_without_a_published_text_is_a_conflict() -> None:
    story, law, coder = make_story(), make_law(), make_coder()
    with transaction():
        db.session.get_one(Story, story).published_revision = None
    with pytest.raises(Conflict), transaction():
        add_coding(
            db.session.get_one(Story, story),
            start=0,
            end=5,
            law_id=law,
            polarity="upholds",
            strength=2,
            coder=coder,
            coders_needed=1,
            now=NOW,
        )


def removed(story: int, law: int, coder: Actor, **over: object) -> Coding:
    coding = db.session.get_one(Coding, make_coding(story, law, coder, "I had the door", **over))
    with transaction():
        remove_coding(coding, actor=coder, now=NOW)
    return coding


def put_back(coding: Coding, actor: Actor) -> None:
    with transaction():
        restore_coding(coding, actor=actor, coders_needed=1, now=NOW)


def test_what_was_taken_back_can_be_put_back_by_its_coder() -> None:
    coder = make_coder()
    coding = removed(make_story(), make_law(), coder)
    with pytest.raises(NotFound):
        put_back(coding, make_coder())
    put_back(coding, coder)
    put_back(coding, coder)
    assert coding.removed_at is None
    assert [entry.action for entry in audit.timeline("coding", str(coding.id))].count("coding.restored") == 1


def test_what_is_marked_again_is_not_put_back_as_well() -> None:
    story, law, coder = make_story(), make_law(), make_coder()
    coding = removed(story, law, coder)
    make_coding(story, law, coder, "I had the door")
    put_back(coding, coder)
    assert coding.removed_at is not None


def test_nothing_is_put_back_into_a_finished_story_or_another_text() -> None:
    story, other, law, coder = make_story(), make_story(), make_law(), make_coder()
    finished, moved = removed(story, law, coder), removed(other, law, coder)
    finish(story, coder)
    publish_text(other, "Something quite different happened. Nobody had thought of it before.")
    for coding in (finished, moved):
        with pytest.raises(Conflict):
            put_back(coding, coder)
        assert coding.removed_at is not None


def test_recent_laws_are_ordered_by_the_time_of_use_and_not_by_ids() -> None:
    coder, story = make_coder(), make_story()
    law, proposal, imported = make_law(12), make_law(proposal=3), make_law(13)
    uses = [(proposal, NOW), (law, NOW + timedelta(minutes=1)), (imported, NOW - timedelta(days=9))]
    for law_id, when in uses:
        make_coding(story, law_id, coder, "I had the door", now=when)
    make_coding(story, make_law(14), make_coder(), "I had the door", now=NOW + timedelta(hours=1))
    assert recent_laws(coder) == (law, proposal, imported)
    make_coding(story, proposal, coder, "upstairs", now=NOW + timedelta(hours=2))
    assert recent_laws(coder) == (proposal, law, imported)
