"""Two people at one story: exactly one decision holds, and the other person learns who was faster."""

from __future__ import annotations

import threading

from flask import Flask

from storyhub.kit.actor import TELLER
from storyhub.kit.db import db, transaction
from storyhub.moderation.models import Decision
from storyhub.stories.domain.words import State
from storyhub.stories.models import Notice, Story
from storyhub.stories.service import withdraw_story
from tests.moderation.moderation_factories import all_rows, make_task, moderator_at, story_now, when
from tests.page_client import PageClient

WORDS = "Please leave out the surname of the courier; the rest is fine."


def test_the_second_moderator_is_told_who_was_faster_and_gets_the_words_back(app: Flask) -> None:
    public = make_task(app)
    (slow, _), (fast, _) = moderator_at(app, name="Slow Sam"), moderator_at(app, name="Fast Faina")
    slow.get(f"/en/desk/moderation/{public}")
    fast.get(f"/en/desk/moderation/{public}")
    fast.submit(form=".decision--publish")
    slow.submit({"decline-reason": "other", "decline-message": WORDS}, form=".decision--decline", status=409)
    assert "Fast Faina published this story" in slow.text
    assert slow.soup.select_one("#typed-words").get_text().strip() == WORDS
    assert story_now(app, public).state == State.published
    assert len(all_rows(app, Decision)) == 1


def test_what_the_teller_did_meanwhile_is_told_as_well(app: Flask) -> None:
    public = make_task(app)
    client, _ = moderator_at(app)
    client.get(f"/en/desk/moderation/{public}")
    with app.app_context(), transaction():
        withdraw_story(db.session.get_one(Story, int(public[2:])), actor=TELLER, now=when(21))
    client.submit({"ask-message": WORDS}, form=".decision--ask", status=409)
    assert "withdrew the story" in client.text
    assert WORDS in client.text
    assert all_rows(app, Decision) == []


def test_of_two_moderators_at_once_exactly_one_decides(app: Flask) -> None:
    publics = [make_task(app) for _ in range(8)]
    clients = [moderator_at(app, name=f"Moderator {letter}")[0] for letter in "AB"]
    statuses: dict[str, list[int]] = {public: [] for public in publics}
    for public in publics:
        barrier = threading.Barrier(2)
        forms = [("publish", {}), ("decline", {"decline-reason": "other", "decline-message": WORDS})]
        prepared = []
        for client, (name, fields) in zip(clients, forms, strict=True):
            client.get(f"/en/desk/moderation/{public}")
            form = client.soup.select_one(f".decision--{name}")
            hidden = {str(field["name"]): str(field["value"]) for field in form.select("input[type=hidden]")}
            prepared.append((client, {**hidden, **fields}))

        def post(client: PageClient, data: dict[str, str], public: str = public, barrier: threading.Barrier = barrier) -> None:
            barrier.wait()
            statuses[public].append(client.client.post(f"/en/desk/moderation/{public}", data=data).status_code)

        threads = [threading.Thread(target=post, args=arguments) for arguments in prepared]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert all(sorted(found) == [303, 409] for found in statuses.values()), statuses
    decisions = all_rows(app, Decision)
    assert len(decisions) == len(publics)
    for public, decision in zip(publics, sorted(decisions, key=lambda row: int(row.key)), strict=True):
        assert story_now(app, public).state == decision.action
        kinds = [row.kind for row in all_rows(app, Notice) if row.story_id == int(public[2:])]
        assert kinds == [str(decision.action)]
