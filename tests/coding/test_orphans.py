"""Codings whose place was not found again: what is offered, what the coder does with them, and that nothing happens by itself."""

from __future__ import annotations

import random

import pytest
from flask import Flask

from storyhub.coding.domain.candidates import candidates
from storyhub.coding.models import Coding
from storyhub.coding.queries import my_orphans, public_codings
from storyhub.coding.service import follow_revision
from storyhub.coding.service.orphans import place_again
from storyhub.kit import audit
from storyhub.kit.actor import Actor
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.text import find_unique, render, sentences, surrounding
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story
from tests.coding.coding_factories import NOW, finish, make_coder, make_coding, make_law, make_story, plain_of, publish_text, researcher_at
from tests.page_client import PageClient

NEW_TEXT = "The courier rang early, an hour. I had the door wide open. Then I had the door shut again."


def lost(coder: Actor, words: str = "I had the door open.", *, law: int | None = None, done: bool = False) -> tuple[int, int]:
    """A story whose text changed and the coder's orphan in it."""
    story = make_story()
    coding = make_coding(story, law or make_law(), coder, words)
    if done:
        finish(story, coder)
    publish_text(story, NEW_TEXT)
    with transaction():
        follow_revision(story, now=NOW)
    assert db.session.get_one(Coding, coding).orphaned_at == NOW
    return story, coding


def put(coding: int, coder: Actor, place: tuple[int | None, int | None], version: int | None = None, revision: int | None = None) -> Coding:
    with transaction():
        row = db.session.get_one(Coding, coding)
        seen = row.version_id if version is None else version
        return place_again(row, place, version=seen, revision_id=revision, actor=coder, now=NOW)


def test_the_old_words_in_their_surroundings_and_likely_places_are_offered(context: None) -> None:
    coder = make_coder()
    story, coding = lost(coder)
    (orphan,) = my_orphans(coder, lang="en", story=db.session.get_one(Story, story))
    assert (orphan.prefix, orphan.exact) == ("The courier called an hour early. "[-32:], "I had the door open.")
    assert [found.words for found in orphan.candidates] == ["I had the door wide open.", "Then I had the door shut again."]
    assert db.session.get_one(Coding, coding).orphaned_at == NOW, "offering places is not choosing one"


@pytest.mark.parametrize("done", [False, True])
def test_its_coder_places_it_also_after_finishing(context: None, done: bool) -> None:
    coder = make_coder()
    story, coding = lost(coder, done=done)
    start = plain_of(story).index("I had the door wide")
    row = put(coding, coder, (start, start + 19))
    assert row.passage is not None
    assert (row.passage.exact, row.orphaned_at) == ("I had the door wide", None)
    assert len(public_codings(story)) == int(done)
    assert audit.timeline("coding", str(coding))[-1].action == "coding.placed_again"
    with pytest.raises(Conflict):
        put(coding, coder, (0, 5))


def test_what_is_refused_leaves_it_an_orphan(context: None) -> None:
    coder, law = make_coder(), make_law()
    story, coding = lost(coder, law=law)
    make_coding(story, law, coder, "The courier")
    old = db.session.get_one(Coding, coding).passage.revision_id  # type: ignore[union-attr]
    for place in ((5, 5), (9, 2), (0, 9_999), (None, None), (0, 11), (4, 20)):
        with pytest.raises(Invalid):
            put(coding, coder, place)
    with pytest.raises(Conflict):
        put(coding, coder, (20, 25), version=99)
    with pytest.raises(Conflict):
        put(coding, coder, (20, 25), revision=old)
    with pytest.raises(NotFound):
        put(coding, make_coder(), (20, 25))
    assert db.session.get_one(Coding, coding).orphaned_at == NOW


def test_the_desk_repairs_by_one_button_each(app: Flask, client: PageClient) -> None:
    coder = researcher_at(app, client)
    with app.app_context():
        story, coding = lost(coder)
        other = make_coding(story, make_law(), coder, "The courier")
    desk = f"/en/desk/coding/{public_id(story)}"
    client.get(desk)
    assert client.soup.select_one(".orphan__old mark") is not None
    client.submit({"from_sentence": "9"}, form=".orphan form", button="Put it there", status=422)
    assert "not in the text" in client.text
    second = client.soup.select(".orphan__place")[1]
    client.submit(form=".orphan form", button=str(second["value"]))
    assert client.address == f"{desk}#coding-{coding}"
    assert client.soup.select_one(".orphan") is None
    assert "Then I had the door shut again." in [mark.get_text() for mark in client.soup.select("mark.passage")]
    with app.app_context(), transaction():
        db.session.get_one(Coding, other).orphaned_at = NOW
    client.get(desk)
    client.submit(form=".orphan form", button="drop")
    assert client.soup.select_one(".orphan") is None
    with app.app_context():
        assert db.session.get_one(Coding, other).removed_at is not None


def test_candidates_are_exact_places_first_and_never_overlap() -> None:
    plain = "It was red. It was blue. Was it ever green, or was it not?"
    spans = [(span.start, span.end) for span in sentences(plain)]
    found = candidates(plain, spans, "It was")
    assert [plain[slice(*span)] for span in found] == ["It was", "It was", "Was it ever green, or was it not?"]
    assert candidates(plain, spans, "") == ()
    assert candidates("", [], "words") == ()


def test_a_place_is_found_exactly_when_brute_force_finds_one() -> None:
    chance = random.Random(7)
    unique = 0
    for _round in range(3_000):
        old = "".join(chance.choices("ab ", k=chance.randint(3, 14)))
        start = chance.randrange(len(old))
        end = chance.randint(start + 1, len(old))
        prefix, suffix = surrounding(old, start, end, width=chance.randint(0, 3))
        new = list(old * chance.randint(1, 2))
        for _edit in range(chance.randint(0, 3)):
            new[chance.randrange(len(new))] = chance.choice(["", "a", "b", " ", "ab"])
        text, whole = "".join(new), prefix + old[start:end] + suffix
        at = [place for place in range(len(text)) if text[place : place + len(whole)] == whole]
        assert find_unique(text, old[start:end], prefix, suffix) == (at[0] + len(prefix) if len(at) == 1 else None)
        unique += len(at) == 1
    assert 300 < unique < 2_700, "both outcomes are tried"


def test_codings_follow_random_edits_only_where_brute_force_finds_one_place(context: None) -> None:
    chance, words = random.Random(11), ["door", "open", "early", "He", "came.", "So", "it", "was."]
    law, coder, outcomes = make_law(), make_coder(), set()
    for _round in range(12):
        old = " ".join(chance.choices(words, k=12))
        story = make_story(old + " And that was the end of it, truly.")
        plain = plain_of(story)
        start = chance.randrange(len(old) - 8)
        coding = make_coding(story, law, coder, start=start, end=start + 8)
        passage = db.session.get_one(Coding, coding).passage
        assert passage is not None
        changed = plain.replace(chance.choice(words), chance.choice(words), 1) if chance.random() < 0.6 else plain + " " + plain
        publish_text(story, changed)
        with transaction():
            follow_revision(story, now=NOW)
        new, whole = render(changed).plain, passage.prefix + passage.exact + passage.suffix
        at = [place for place in range(len(new)) if new.startswith(whole, place)]
        mark = db.session.get_one(Coding, coding)
        if len(at) == 1:
            assert mark.orphaned_at is None
            assert mark.passage is not None
            assert (mark.passage.start, mark.passage.exact) == (at[0] + len(passage.prefix), passage.exact)
        else:
            assert mark.orphaned_at == NOW
        outcomes.add(len(at) == 1)
    assert outcomes == {True, False}
