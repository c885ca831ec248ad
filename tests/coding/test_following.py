"""After a change of the text: codings follow to the one certain place, or wait for their coder."""

from __future__ import annotations

import pytest
from sqlalchemy import delete, select

from storyhub.coding.models import Coding
from storyhub.coding.queries import my_orphans, public_codings
from storyhub.coding.service import follow_revision, remove_coding
from storyhub.kit.db import db, transaction
from storyhub.kit.outbox import OutboxRow
from storyhub.stories.models import Passage, Story
from tests.coding.coding_factories import NOW, TEXT, finish, make_coder, make_coding, make_law, make_story, plain_of, publish_text

pytestmark = pytest.mark.usefixtures("context")
SENTENCE = "I had the door open."


def follow(story: int) -> None:
    with transaction():
        follow_revision(story, now=NOW)


def outbox() -> set[tuple[str, str]]:
    return {(kind, key) for kind, key in db.session.execute(select(OutboxRow.kind, OutboxRow.key)).all()}


@pytest.fixture
def coded(context: object) -> tuple[int, int]:
    """A story and its one public coding."""
    story, coder = make_story(), make_coder()
    coding = make_coding(story, make_law(), coder, SENTENCE, note="as he says")
    finish(story, coder)
    with transaction():
        db.session.execute(delete(OutboxRow))
    return story, coding


def test_a_place_found_once_moves_with_the_text(coded: tuple[int, int]) -> None:
    story, coding = coded
    publish_text(story, "It was a Monday. " + TEXT)
    assert public_codings(story) == ()
    follow(story)
    (found,) = public_codings(story)
    assert found.start is not None
    assert found.exact == plain_of(story)[found.start : found.end] == SENTENCE
    assert {("index.passage", str(coding)), ("index.story", str(story))} <= outbox()
    follow(story)
    assert public_codings(story) == (found,)


def test_a_place_found_twice_is_as_bad_as_none(coded: tuple[int, int]) -> None:
    story, coding = coded
    publish_text(story, f"{TEXT}\n\n{TEXT}")
    assert plain_of(story).count(SENTENCE) == 2
    follow(story)
    assert db.session.get_one(Coding, coding).orphaned_at == NOW
    assert public_codings(story) == ()


def test_a_look_alike_with_other_neighbours_is_not_taken(coded: tuple[int, int]) -> None:
    story, coding = coded
    publish_text(story, "Everything was different. I had the door open. Nothing else was the same at all.")
    assert SENTENCE in plain_of(story)
    follow(story)
    assert db.session.get_one(Coding, coding).orphaned_at == NOW


def test_a_place_that_is_gone_waits_for_its_coder_and_can_be_removed(coded: tuple[int, int]) -> None:
    story, coding = coded
    publish_text(story, "Nothing is left of it but these few words, and nobody knows why.")
    follow(story)
    mark = db.session.get_one(Coding, coding)
    assert mark.orphaned_at == NOW
    person = mark.coder_id
    owner = make_coder()
    assert my_orphans(owner, lang="en") == ()
    owner = type(owner)(person_id=person, roles=owner.roles)
    (orphan,) = my_orphans(owner, lang="en")
    assert (orphan.id, orphan.exact) == (coding, SENTENCE)
    with transaction():
        remove_coding(db.session.get_one(Coding, coding), actor=owner, now=NOW)
    assert my_orphans(owner, lang="en") == ()


def test_an_orphan_does_not_come_back_by_itself(coded: tuple[int, int]) -> None:
    story, coding = coded
    publish_text(story, "Nothing is left of it but these few words, and nobody knows why.")
    follow(story)
    publish_text(story, TEXT)
    follow(story)
    assert db.session.get_one(Coding, coding).orphaned_at == NOW


def test_of_two_changes_at_once_only_the_last_counts(coded: tuple[int, int]) -> None:
    story, coding = coded
    publish_text(story, "Nothing is left of it but these few words, and nobody knows why.")
    publish_text(story, TEXT)
    follow(story)
    assert db.session.get_one(Coding, coding).orphaned_at is None
    assert len(public_codings(story)) == 1


@pytest.mark.parametrize("state", ["withdrawn", "restricted"])
def test_a_hidden_story_takes_its_passages_out_of_the_index(coded: tuple[int, int], state: str) -> None:
    story, coding = coded
    with transaction():
        db.session.get_one(Story, story).state = state
    follow(story)
    assert ("index.passage", str(coding)) in outbox()
    mark = db.session.get_one(Coding, coding)
    assert mark.orphaned_at is None
    assert mark.note == ("" if state == "withdrawn" else "as he says"), "a note may quote what was taken back"


def test_a_coding_of_the_whole_story_stays() -> None:
    story, coder = make_story(), make_coder()
    make_coding(story, make_law(), coder)
    finish(story, coder)
    publish_text(story, "Nothing is left of it but these few words, and nobody knows why.")
    follow(story)
    assert len(public_codings(story)) == 1


def test_a_story_that_is_not_there_is_nothing_to_follow(context: object) -> None:
    follow(4711)
    assert outbox() == set()


def test_removed_codings_stay_where_they_were(coded: tuple[int, int]) -> None:
    story, coding = coded
    with transaction():
        db.session.get_one(Coding, coding).removed_at = NOW
    before = db.session.get_one(Coding, coding).passage_id
    publish_text(story, "It was a Monday. " + TEXT)
    follow(story)
    assert db.session.get_one(Coding, coding).passage_id == before
    assert len(db.session.execute(select(Passage)).all()) == 1
