"""Changing one's own codings: what changes, what is refused, and the way back and forth."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import select

from storyhub.coding.models import Coding, CodingPass, CodingStep
from storyhub.coding.service import Change, change_coding, follow_revision, redo_step, remove_coding, undo_step
from storyhub.coding.service.personal import erase_coder
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law
from storyhub.stories.models import Story
from tests.coding.coding_factories import NOW, finish, make_coder, make_coding, make_law, make_story, plain_of, publish_text

pytestmark = pytest.mark.usefixtures("context")
WORDS = "I had the door"


def place(story: int, words: str) -> tuple[int, int]:
    start = plain_of(story).index(words)
    return start, start + len(words)


def change(coding: int, coder: Actor, version: int | None = None, **over: Any) -> Coding:
    with transaction():
        row = db.session.get_one(Coding, coding)
        return change_coding(
            row, Change(**over), version=row.version_id if version is None else version, actor=coder, coders_needed=1, now=NOW
        )


def undo(story: int, coder: Actor) -> CodingStep | None:
    with transaction():
        return undo_step(db.session.get_one(Story, story), coder=coder, coders_needed=1, now=NOW)


def redo(story: int, coder: Actor) -> CodingStep | None:
    with transaction():
        return redo_step(db.session.get_one(Story, story), coder=coder, coders_needed=1, now=NOW)


def live(story: int) -> list[tuple[str, int, str, int, str]]:
    rows = db.session.execute(select(Coding).where(Coding.story_id == story, Coding.removed_at.is_(None)).order_by(Coding.id)).scalars()
    return [(row.passage.exact if row.passage else "", row.law_id, row.polarity, row.strength, row.note) for row in rows]


def test_each_part_of_a_coding_changes_alone_and_the_log_says_which() -> None:
    story, law, other, coder = make_story(), make_law(), make_law(), make_coder()
    coding = make_coding(story, law, coder, WORDS)
    for over in (
        {"law_id": other}, {"place": place(story, "the door open")}, {"polarity": "violates"}, {"strength": 3}, {"note": "why"},
        {"place": (None, None)},
    ):  # fmt: skip
        change(coding, coder, **over)
    assert live(story) == [("", other, "violates", 3, "why")]
    said = [event.why for event in audit.timeline("coding", str(coding)) if event.action == "coding.changed"]
    assert said == ["law", "passage", "polarity", "strength", "note", "passage"]


def test_a_change_that_changes_nothing_is_no_step_even_with_an_old_version() -> None:
    story, coder = make_story(), make_coder()
    coding = make_coding(story, make_law(), coder, WORDS)
    change(coding, coder, strength=3)
    change(coding, coder, version=1, strength=3)
    assert len(db.session.execute(select(CodingStep)).all()) == 2


def test_another_window_was_faster() -> None:
    story, coder = make_story(), make_coder()
    coding = make_coding(story, make_law(), coder, WORDS)
    seen = db.session.get_one(Coding, coding).version_id
    change(coding, coder, strength=3)
    with pytest.raises(Conflict, match="version"):
        change(coding, coder, version=seen, strength=1)
    assert live(story)[0][3] == 3


@pytest.mark.parametrize(
    "over",
    [
        {"polarity": "proves"}, {"strength": 4}, {"note": "x" * 2001}, {"law_id": 4711}, {"place": (5, 5)}, {"place": (9, 4)},
        {"place": (0, 10_000)}, {"place": (3, None)},
    ],
)  # fmt: skip
def test_what_cannot_be_is_refused_and_nothing_changed(over: dict[str, Any]) -> None:
    story, coder = make_story(), make_coder()
    coding = make_coding(story, make_law(), coder, WORDS)
    before = live(story)
    with pytest.raises(Invalid):
        change(coding, coder, **over)
    assert live(story) == before


def test_only_ones_own_live_codings_of_an_open_pass_change() -> None:
    story, law, coder, other = make_story(), make_law(), make_coder(), make_coder()
    coding = make_coding(story, law, coder, WORDS, coders_needed=2)
    with pytest.raises(NotFound):
        change(coding, other, strength=3)
    finish(story, coder)
    for act in (lambda: change(coding, coder, strength=3), lambda: undo(story, coder)):
        with pytest.raises(Conflict):
            act()
    assert live(story)[0][3] == 2


def test_a_law_retired_while_it_is_applied_is_refused_by_its_number() -> None:
    story, coder, law, other = make_story(), make_coder(), make_law(12), make_law(13)
    coding = make_coding(story, other, coder, WORDS)
    with transaction():
        db.session.get_one(Law, law).state = LawState.retired
    for act in (lambda: change(coding, coder, law_id=law), lambda: make_coding(story, law, coder, "courier")):
        with pytest.raises(Invalid) as refused:
            act()
        assert "Law 12 is no longer in use" in str(refused.value.message)
    assert [row[1] for row in live(story)] == [other]


def test_the_same_law_in_the_same_way_on_some_of_the_same_words_is_refused() -> None:
    story, law, coder, other = make_story(), make_law(), make_coder(), make_coder()
    coding = make_coding(story, law, coder, WORDS)
    for words in ("had the door open", "the", "early. I had"):
        with pytest.raises(Invalid, match="identical coding overlaps"):
            make_coding(story, law, coder, words)
    assert len(live(story)) == 1
    # Another law, another polarity, another coder, the whole story, or words beside it: all of these say something new.
    make_coding(story, make_law(), coder, "had the door open")
    make_coding(story, law, coder, "had the door open", polarity="violates")
    make_coding(story, law, coder)
    beside = make_coding(story, law, coder, " open.")
    make_coding(story, law, other, "the door")
    with pytest.raises(Invalid, match="overlaps"):
        change(beside, coder, place=place(story, "door open."))
    with pytest.raises(Invalid, match="same coding"):
        change(beside, coder, place=place(story, WORDS), strength=1)
    change(coding, coder, place=place(story, "I had the"))


def test_undo_and_redo_walk_through_everything_done_and_survive_in_the_database() -> None:
    story, law, other, coder = make_story(), make_law(), make_law(), make_coder()
    states = [live(story)]
    coding = make_coding(story, law, coder, WORDS, note="first")
    states.append(live(story))
    change(coding, coder, law_id=other, strength=3, note="second")
    states.append(live(story))
    make_coding(story, law, coder, "courier")
    states.append(live(story))
    with transaction():
        remove_coding(db.session.get_one(Coding, coding), actor=coder, now=NOW)
    states.append(live(story))
    db.session.remove()
    for expected in reversed(states[:-1]):
        assert undo(story, coder)
        assert live(story) == expected
    assert undo(story, coder) is None
    for expected in states[1:]:
        assert redo(story, coder)
        assert live(story) == expected
    assert redo(story, coder) is None
    undo(story, coder)
    make_coding(story, law, coder, "upstairs")
    assert redo(story, coder) is None, "something else was done since"


def test_nobody_undoes_what_another_did() -> None:
    story, coder, other = make_story(), make_coder(), make_coder()
    make_coding(story, make_law(), coder, WORDS, coders_needed=2)
    assert undo(story, other) is None
    assert redo(story, other) is None
    assert len(live(story)) == 1
    assert len(db.session.execute(select(CodingPass)).all()) == 1, "asking for nothing begins nothing"


def test_redo_with_a_law_retired_since_changes_nothing() -> None:
    story, coder, law = make_story(), make_coder(), make_law(12)
    make_coding(story, law, coder, WORDS)
    undo(story, coder)
    with transaction():
        db.session.get_one(Law, law).state = LawState.retired
    with pytest.raises(Invalid):
        redo(story, coder)
    assert live(story) == []


def test_steps_of_an_old_text_bring_nothing_back_and_are_forgotten() -> None:
    story, coder = make_story(), make_coder()
    make_coding(story, make_law(), coder, WORDS, note="quotes the door")
    undo(story, coder)
    publish_text(story, "Another text altogether, and the window was open instead of it.")
    with pytest.raises(Conflict):
        redo(story, coder)
    with transaction():
        follow_revision(story, now=NOW)
    assert db.session.execute(select(CodingStep)).all() == []


def test_an_erased_persons_steps_go() -> None:
    story, coder = make_story(), make_coder()
    make_coding(story, make_law(), coder, WORDS, note="mine")
    with transaction():
        erase_coder(coder.person_id or 0, "x", True, NOW)
    assert db.session.execute(select(CodingStep)).all() == []
