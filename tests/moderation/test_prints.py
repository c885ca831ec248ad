"""Fingerprints in the database: the same answers as comparing everything with everything, for texts that are there and no others."""

from __future__ import annotations

import random
from pathlib import Path

from flask import Flask
from sqlalchemy import delete, func, select

from storyhub.kit import outbox
from storyhub.kit.actor import OPERATOR, TELLER
from storyhub.kit.db import db, transaction, write_back
from storyhub.kit.traces import look_for
from storyhub.moderation.cli import purge
from storyhub.moderation.domain.nearness import NEAR, fingerprint, print_key, similarity
from storyhub.moderation.models import NearPair, PrintBand, StoryPrint
from storyhub.moderation.queries.near import MOST, near_stories, open_pairs
from storyhub.moderation.service import ALL, keep_missing_prints, keep_print, tell_apart
from storyhub.moderation.service import NEAR as KIND
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story
from storyhub.stories.service import correct_story, withdraw_story
from tests.moderation.moderation_factories import make_task
from tests.stories.stories_factories import NOW, make_story, rendered

KEY = print_key("a secret of the tests that is long enough")
WORDS = [f"слово{number}" for number in range(60)]
LONG = "Курьер опоздал на час и не извинился, потом позвонила хозяйка магазина и обещала скидку, но про неё забыли уже на другой день."


def compare_all() -> int:
    """What the worker does until nothing is left."""
    turns = 0
    with transaction():
        db.session.execute(delete(outbox.OutboxRow).where(outbox.OutboxRow.kind == KIND))
    while True:
        with transaction():
            if not keep_missing_prints(key=KEY, now=NOW, limit=7):
                return turns
        turns += 1


def pairs() -> dict[tuple[int, int], str | None]:
    return {(row.story_id, row.other_id): row.verdict for row in db.session.execute(select(NearPair)).scalars()}


def counted(table: type) -> int:
    return db.session.execute(select(func.count()).select_from(table)).scalar_one()


def variant(numbers: random.Random, text: list[str]) -> list[str]:
    """The text with a few words changed, cut off or put before: from hardly different to another one."""
    made = list(text)
    for _ in range(numbers.choice((0, 0, 1, 2, 5, 20))):
        made[numbers.randrange(len(made))] = numbers.choice(WORDS)
    return made[numbers.choice((0, 0, 3, 15)) :]


def test_what_the_database_finds_is_what_comparing_everything_finds(context: Flask) -> None:
    numbers = random.Random(20_261_122)
    roots = [[numbers.choice(WORDS) for _ in range(50)] for _ in range(6)]
    with transaction():
        stories = {make_story(" ".join(variant(numbers, numbers.choice(roots)))).id for _ in range(40)}
    compare_all()
    texts = {story_id: db.session.get_one(Story, story_id).latest_revision.plain for story_id in stories}
    prints = {story_id: fingerprint(text, key=KEY) for story_id, text in texts.items()}
    found_any = 0
    for one, made in prints.items():
        alike = {two: similarity(made, prints[two]) for two in stories if two != one}
        near = {two for two, share in alike.items() if share >= NEAR and set(made.bands) & set(prints[two].bands)}
        shown = near_stories(public_id(one), texts[one], key=KEY)
        assert {int(story.public_id[2:]) for story in shown} <= near
        assert len(shown) == min(len(near), MOST)
        # The nearest are shown, the nearest first.
        assert [story.percent for story in shown] == [round(100 * share) for share in sorted((alike[n] for n in near), reverse=True)[:MOST]]
        found_any += len(shown)
    assert found_any > 50


def test_the_worker_keeps_prints_and_pairs_and_does_nothing_twice(app: Flask) -> None:
    one, two, other = make_task(app, text=LONG), make_task(app, text=f"Внимание! {LONG}"), make_task(app)
    hub = app.extensions["storyhub"]
    with app.app_context():
        assert hub.indexer.run_once()
        numbers = [int(public[2:]) for public in (one, two, other)]
        assert list(pairs()) == [(numbers[0], numbers[1])]
        assert open_pairs(numbers) == {numbers[0]: two, numbers[1]: one}
        bands = counted(PrintBand)
        with transaction():
            keep_print(numbers[0], key=print_key(hub.settings.secret_key), now=NOW)
        assert (counted(StoryPrint), counted(PrintBand), len(pairs())) == (3, bands, 1)
        assert not outbox.is_waiting(KIND)


def test_another_text_has_another_print_and_its_pairs_are_found_anew(context: Flask) -> None:
    with transaction():
        one, two = make_story(LONG), make_story(f"{LONG} Жду ответа.", state=State.received)
        numbers = one.id, two.id
    compare_all()
    before = db.session.get(StoryPrint, numbers[1]).exact
    bands = counted(PrintBand)
    assert list(pairs()) == [numbers]
    other = "Another story altogether: the shop wrote to me, thanked me for the letter and sent the right size the same evening."
    with transaction():
        correct_story(db.session.get_one(Story, numbers[1]), source=other, rendered=rendered(other), actor=TELLER, now=NOW)
    compare_all()
    assert db.session.get(StoryPrint, numbers[1]).exact != before
    assert counted(PrintBand) == bands
    assert pairs() == {}
    assert near_stories(public_id(numbers[0]), LONG, key=KEY) == ()


def test_a_pair_told_apart_is_not_offered_again_whatever_is_rewritten(context: Flask) -> None:
    with transaction():
        one, two = make_story(LONG), make_story(f"{LONG} Жду ответа.", state=State.received)
        numbers = one.id, two.id
        tell_apart(one, two, percent=90, actor=OPERATOR, now=NOW)
    compare_all()
    again = f"{LONG} Жду ответа до сих пор."
    with transaction():
        correct_story(db.session.get_one(Story, numbers[1]), source=again, rendered=rendered(again), actor=TELLER, now=NOW)
    compare_all()
    assert pairs() == {numbers: "different"}
    assert open_pairs(numbers) == {}
    (shown,) = near_stories(public_id(numbers[1]), again, key=KEY)
    assert shown.verdict == "different"


def test_a_withdrawn_story_looks_like_nothing_at_once_and_its_print_goes(app: Flask) -> None:
    one, two, third = (make_task(app, text=LONG) for _ in range(3))
    hub = app.extensions["storyhub"]
    with app.app_context():
        compare_all()
        assert {(shown.public_id, shown.percent) for shown in near_stories(third, LONG, key=KEY)} == {(one, 100), (two, 100)}
        exact = db.session.get(StoryPrint, int(one[2:])).exact
        folder = hub.settings.data_dir
        write_back()
        assert look_for(folder, [exact]).found
        with transaction():
            for public in (one, two):
                withdraw_story(db.session.get_one(Story, int(public[2:])), actor=TELLER, now=NOW)
        assert near_stories(third, LONG, key=KEY) == ()
        assert open_pairs([int(third[2:])]) == {}
        with transaction():
            withdraw_story(db.session.get_one(Story, int(third[2:])), actor=TELLER, now=NOW)
        hub.indexer.catch_up()
        for public in (one, two, third):
            purge(int(public[2:]), engine=hub.engine, folder=folder, now=NOW)
        assert (counted(StoryPrint), counted(PrintBand), counted(NearPair)) == (0, 0, 0)
        write_back()
        assert not look_for(folder, [exact]).found


def test_without_the_secret_nobody_sees_whether_words_were_in_a_text(context: Flask) -> None:
    with transaction():
        story_id = make_story("My number is 8 916 123-45-67.").id
    compare_all()
    kept = db.session.get(StoryPrint, story_id)
    guessed = fingerprint("My number is 8 916 123-45-67.")
    assert kept.exact != guessed.exact
    assert not {kept.signature[at : at + 4] for at in range(0, 384, 4)} & {guessed.signature[at : at + 4] for at in range(0, 384, 4)}


def test_prints_of_an_older_secret_are_made_anew_in_batches(context: Flask) -> None:
    with transaction():
        public = max(public_id(make_story(f"{LONG} {number}").id) for number in range(10))
    compare_all()
    other = print_key("another secret of the tests, long enough, too")
    assert len(near_stories(public, LONG, key=KEY)) == MOST
    assert near_stories(public, LONG, key=other) == ()
    with transaction():
        db.session.execute(outbox.OutboxRow.__table__.delete())
        assert keep_missing_prints(key=other, now=NOW, limit=7) == 7
    assert outbox.is_waiting(KIND, ALL)
    with transaction():
        assert keep_missing_prints(key=other, now=NOW, limit=7) == 3
    assert len(near_stories(public, LONG, key=other)) == MOST
    assert counted(StoryPrint) == 10


def test_a_text_without_a_word_is_looked_at_once_and_is_near_nothing(context: Flask) -> None:
    with transaction():
        numbers = [make_story("— … 😀 ___ — … 😀 ___").id, make_story("— … 😀 ___ — … 😀 ___").id]
    assert compare_all() == 1
    assert pairs() == {}
    assert near_stories(public_id(numbers[0]), "— … 😀 ___ — … 😀 ___", key=KEY) == ()


def test_only_hashes_are_kept(context: Flask, tmp_path: Path) -> None:
    names = {column.name for table in (StoryPrint, PrintBand, NearPair) for column in table.__table__.columns}
    assert names == {
        "story_id", "revision_id", "scheme", "exact", "signature", "band", "other_id", "percent", "found_at", "verdict", "decided_by",
        "decided_at",
    }  # fmt: skip
