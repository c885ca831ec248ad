"""Signs of danger: found in whole words, kept with the story as its text changes, filled in for older stories by the worker."""

from __future__ import annotations

from flask import Flask
from sqlalchemy import update

from storyhub.kit import outbox
from storyhub.kit.actor import OPERATOR, TELLER
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.danger import DangerSign, danger_signs, kept_signs
from storyhub.stories.domain.drafts import ImportedStory
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story
from storyhub.stories.service import (
    DANGERS,
    answer_edit,
    ask_for_dangers,
    correct_story,
    import_story,
    look_for_dangers,
    suggest_edit,
    withdraw_story,
)
from tests.stories.stories_factories import NOW, TEXT, make_story, rendered

THREAT = "They laughed at me. I will burn down the shop, I wrote back, and they laughed again."

THREATS = (
    "Я вас ВЗОРВУ", "«Мы вас убьём», — сказал он", "Убью!", "он хотел вас убить", "зарежу тебя", "я его застрелю", "сожгу ваш магазин",
    "сожгу вас", "прикончу тебя", "Сломаю вам ноги", "угрожал мне ножом", "угрожали расправой", "бомба в подвале",
    "he would kill you all", "I'll shoot you", "burn down the shop", "burn this place down", "We will STAB you", "a bomb threat",
    "I will blow up\u00a0your office", "I know where you live", "break your legs",
)  # fmt: skip
SELF_HARM = (
    "Я повешусь", "покончу с собой", "убью себя", "не хочу жить.", "не хочу больше жить", "думаю о самоубийстве",
    "I will kill myself", "I don’t want to live anymore", "I feel suicidal", "end my life",
)  # fmt: skip
HARMLESS = (
    "Убийственно дорого", "Меня убивает такое отношение", "убью весь день на это", "убью время", "Цены убили", "телефон взорвался",
    "взрывной рост", "акция — бомба", "угрожали судом", "сожгу калории", "за душу взяло", "не хочу жить в этом отеле",
    "a bath bomb", "bombastic", "shoot you an email", "it killed the mood", "killer price", "kill them with kindness", "killing time",
    "candles burn down slowly", "the house burned down", "stab you in the back", "commercial suicide", "pesticide", "",
)  # fmt: skip


def test_whole_words_in_the_forms_of_a_threat_are_signs_and_idioms_are_none() -> None:
    assert [text for text in THREATS if danger_signs(text) != (DangerSign.threat,)] == []
    assert [text for text in SELF_HARM if danger_signs(text) != (DangerSign.self_harm,)] == []
    assert [text for text in HARMLESS if danger_signs(text)] == []
    assert kept_signs("Я вас убью, а потом повешусь") == "threat,self_harm"


def test_a_long_text_made_of_beginnings_costs_little() -> None:
    # Quadratic work would take minutes here.
    assert danger_signs("угрожал мне и " * 5_000 + "сломаю " * 5_000 + "burn the " * 5_000) == ()


def signs_of(story_id: int) -> str | None:
    return db.session.execute(db.select(Story.danger_signs).where(Story.id == story_id)).scalar_one()


def test_the_signs_follow_the_newest_text(context: Flask) -> None:
    with transaction():
        story = make_story(TEXT, state=State.received)
        assert signs_of(story.id) == ""
        correct_story(story, source=THREAT, rendered=rendered(THREAT), actor=TELLER, now=NOW)
        assert signs_of(story.id) == "threat"
        suggest_edit(story, rendered(TEXT), "Please without this.", source=TEXT, actor=OPERATOR, now=NOW)
        assert signs_of(story.id) == ""
        answer_edit(story, False, now=NOW)
        assert signs_of(story.id) == "threat"
        withdraw_story(story, actor=TELLER, now=NOW)
        assert signs_of(story.id) is None


def test_imported_texts_are_looked_at_as_they_come(context: Flask) -> None:
    with transaction():
        imported = ImportedStory(external_id="1", source_text=THREAT)
        story = import_story(imported, rendered(THREAT), source="reviews", rights=None, publish=False, now=NOW)
        assert story is not None
        assert signs_of(story.id) == "threat"


def test_the_worker_fills_in_older_stories_in_batches_and_changes_nothing_else(context: Flask) -> None:
    with transaction():
        published, gone, *waiting = (
            make_story(THREAT, state=state).id for state in (State.published, State.withdrawn, State.received, State.received)
        )
        db.session.execute(update(Story).values(danger_signs=None))
        db.session.execute(outbox.OutboxRow.__table__.delete())
        versions = list(db.session.execute(db.select(Story.version_id).order_by(Story.id)).scalars())
        ask_for_dangers()
    assert outbox.is_waiting(DANGERS)
    with transaction():
        assert look_for_dangers(limit=2) == 2
    # Whoever waits comes first.
    assert [signs_of(one) for one in (published, *waiting)] == [None, "threat", "threat"]
    with transaction():
        assert look_for_dangers(limit=2) == 1
        db.session.execute(outbox.OutboxRow.__table__.delete())
        ask_for_dangers()
    assert not outbox.is_waiting(DANGERS)
    assert (signs_of(published), signs_of(gone)) == ("threat", None)
    assert list(db.session.execute(db.select(Story.version_id).order_by(Story.id)).scalars()) == versions


def test_the_running_worker_is_told_at_its_start(app: Flask) -> None:
    with app.app_context():
        with transaction():
            story_id = make_story(THREAT, state=State.received).id
            db.session.execute(update(Story).values(danger_signs=None))
        app.extensions["storyhub"].indexer.catch_up()
        assert signs_of(story_id) == "threat"
