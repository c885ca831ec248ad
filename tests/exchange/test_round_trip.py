"""Out of the site as a QDPX, into it again, and out once more: the same bytes, whatever was marked in whatever text."""

from __future__ import annotations

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from storyhub.coding.models import Coding
from storyhub.exchange.domain.losses import Loss
from storyhub.exchange.forms.project_in import read_package
from storyhub.kit.actor import Actor
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Invalid
from storyhub.stories.models import Story
from tests.coding.coding_factories import add as add_coding
from tests.coding.coding_factories import finish, make_coder, make_coding, make_law, make_story, plain_of
from tests.exchange.project_factories import contents
from tests.exchange.schemas_of_refi import check_project
from tests.exchange.site_factories import exported, forget_codings, taken

pytestmark = pytest.mark.usefixtures("context")
TEXTS = (
    "They called an hour early 👍🏽.\r\n\r\nI had the door open,\r\nand he carried it upstairs himself.",
    "Кафе 👍 открылось. Мне вернули де\u0301ньги раньше, чем я пожаловался; их бы\u0306ло немного: 𝟙𝟘 рублей 🇷🇺.",
)


@pytest.fixture
def laws(context: Flask) -> list[int]:
    return [make_law(12, name_en="A <promise> & slack"), make_law(13), make_law(proposal=7)]


@pytest.fixture
def coders(context: Flask) -> list[Actor]:
    return [make_coder(), make_coder()]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(data=st.data())
def test_export_import_export_is_identical(laws: list[int], coders: list[Actor], data: st.DataObject) -> None:
    story = make_story(data.draw(st.sampled_from(TEXTS)) + " " + data.draw(st.text("аб в.👍\u0301\n", max_size=20)) + " The end.")
    plain = plain_of(story)
    for _ in range(data.draw(st.integers(1, 4))):
        start = data.draw(st.integers(0, len(plain) - 1))
        end = data.draw(st.integers(start + 1, len(plain)))
        whole = data.draw(st.integers(0, 4)) == 0
        place = {"start": None, "end": None} if whole else {"start": start, "end": end}
        how = {
            "polarity": data.draw(st.sampled_from(["upholds", "violates", "mixed"])),
            "strength": data.draw(st.integers(1, 3)),
            "note": data.draw(st.sampled_from(["", "because\n<of> this"])),
        }
        try:
            with transaction():
                add_coding(story, data.draw(st.sampled_from(laws)), data.draw(st.sampled_from(coders)), **place, **how, coders_needed=2)
        except Invalid:
            continue
    for coder in coders:
        finish(story, coder, coders_needed=2)
    out = exported()
    check_project(contents(out)["project.qde"])
    before = db.session.execute(select(func.count()).select_from(Coding)).scalar_one()
    forget_codings()
    report = taken(out, coders_needed=1, finish=True)
    assert report.added == before
    assert exported() == out
    assert taken(out, finish=True).present == before
    forget_codings()


def test_polarity_is_a_code_below_the_law_and_strength_and_note_are_notes(laws: list[int], coders: list[Actor]) -> None:
    story = make_story()
    make_coding(story, laws[0], coders[0], "I had the door open.", polarity="violates", strength=3, note="look")
    finish(story, coders[0])
    project = read_package(exported()).project
    [source] = project.sources
    [selection] = source.selections
    [coding] = selection.codings
    names = {code.guid: (law.name, code.name) for group in project.codes for law in group.children for code in law.children}
    assert names[coding.code] == ("12. A <promise> & slack", "12 — violates")
    notes = {note.guid: note.text for note in project.notes}
    assert [notes[guid] for guid in coding.notes] == ["textbook", "look"]
    assert source.text[selection.start : selection.end] == selection.name == "I had the door open."


def test_what_is_not_public_is_not_exported(laws: list[int], coders: list[Actor]) -> None:
    open_round, closed, unwilling = make_story(), make_story(), make_story()
    for story, needed in ((open_round, 2), (closed, 1), (unwilling, 1)):
        make_coding(story, laws[0], coders[0], "I had the door open.", coders_needed=needed)
        finish(story, coders[0], coders_needed=needed)
    assert len(read_package(exported()).project.sources) == 2
    with transaction():
        db.session.get_one(Story, unwilling).may_research = False
    assert [source.name[:8] for source in read_package(exported()).project.sources] == [f"S-{closed:06}"]


def test_a_text_that_differs_takes_no_codings(laws: list[int], coders: list[Actor]) -> None:
    story = make_story()
    make_coding(story, laws[0], coders[0], "I had the door open.")
    finish(story, coders[0])
    out = exported()
    forget_codings()
    with transaction():
        revision = db.session.get_one(Story, story).published_revision
        assert revision is not None
        revision.plain = revision.plain.replace("early", "later")
    report = taken(out)
    assert (report.added, {each.kind: each.count for each in report.lost}[Loss.other_words]) == (0, 1)
