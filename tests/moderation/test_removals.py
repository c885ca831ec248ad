"""Nobody takes a published story off the page alone."""

from __future__ import annotations

import threading

import pytest
from flask import Flask

from storyhub.kit.actor import OPERATOR, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from storyhub.moderation.domain.removing import Answer, Removal
from storyhub.moderation.models import Decision, Flag, RemovalRequest
from storyhub.moderation.service import answer_removal, ask_removal
from storyhub.stories.domain.words import State
from tests.accounts.accounts_factories import actor_for, make_person
from tests.moderation.moderation_factories import all_rows, make_task, moderator_at, story_now
from tests.page_client import PageClient
from tests.stories.stories_factories import NOW, make_story

WHY = "A court asked for it."


def asked(app: Flask, removal: str = "restrict") -> tuple[str, PageClient]:
    public = make_task(app, State.published)
    client, _person = moderator_at(app, name="Anna")
    client.get(f"/en/desk/moderation/{public}")
    client.submit({"removal": removal, "why": WHY}, form="#removal form")
    return public, client


@pytest.mark.parametrize(("removal", "state", "status"), [("restrict", State.restricted, 200), ("remove", State.withdrawn, 410)])
def test_one_asks_and_another_confirms(app: Flask, removal: str, state: State, status: int) -> None:
    public, anna = asked(app, removal)
    assert story_now(app, public).state == State.published
    assert "another person" in anna.text
    assert not anna.soup.select("button[value=confirmed]")
    boris, _person = moderator_at(app, name="Boris")
    boris.get(f"/en/desk/moderation/{public}")
    assert WHY in boris.text
    boris.submit(form="#removal form", button="Confirm")
    assert story_now(app, public).state == state
    reader = PageClient(app)
    reader.get(f"/en/stories/{public}", status=status)
    assert (WHY in reader.text) == (removal == "restrict")
    assert [row.action for row in all_rows(app, Decision)] == ["restricted" if removal == "restrict" else "removed"]


def test_a_refused_request_leaves_the_story_and_can_be_asked_anew(app: Flask) -> None:
    public, anna = asked(app)
    boris, _person = moderator_at(app, name="Boris")
    boris.get(f"/en/desk/moderation/{public}")
    boris.submit(form="#removal form", button="it stays")
    assert story_now(app, public).state == State.published
    anna.get(f"/en/desk/moderation/{public}")
    anna.submit({"why": "Once more: a court."}, form="#removal form")
    assert [row.answer for row in all_rows(app, RemovalRequest)] == ["refused", None]


def test_the_person_who_asked_can_take_it_back_but_not_confirm(app: Flask) -> None:
    public, anna = asked(app)
    fields = {str(field["name"]): str(field["value"]) for field in anna.soup.select("#removal form input[type=hidden]")}
    forged = anna.client.post(f"/en/desk/moderation/{public}/removal", data={**fields, "answer": "confirmed"})
    assert forged.status_code == 403
    assert story_now(app, public).state == State.published
    anna.submit(form="#removal form", button="Take the request back")
    assert [row.answer for row in all_rows(app, RemovalRequest)] == ["taken_back"]


def test_the_verbs_refuse_what_the_page_does_not_offer(context: Flask) -> None:
    with transaction():
        story = make_story(state=State.published)
        anna, boris = (actor_for(make_person(Role.moderator, name=name)) for name in ("Anna", "Boris"))
        curator = actor_for(make_person(Role.curator, name="Carla"))
        for actor in (curator, OPERATOR):
            with pytest.raises(Forbidden):
                ask_removal(story, Removal.restrict, WHY, actor=actor, now=NOW)
        with pytest.raises(Invalid):
            ask_removal(story, Removal.restrict, "  ", actor=anna, now=NOW)
        request = ask_removal(story, Removal.restrict, WHY, actor=anna, now=NOW)
        with pytest.raises(Conflict):
            ask_removal(story, Removal.remove, WHY, actor=boris, now=NOW)
        for actor, answer in ((anna, Answer.confirmed), (anna, Answer.refused), (boris, Answer.taken_back), (curator, Answer.confirmed)):
            with pytest.raises(Forbidden):
                answer_removal(request, answer, actor=actor, now=NOW)
        with pytest.raises(Conflict):
            ask_removal(make_story(state=State.received), Removal.restrict, WHY, actor=anna, now=NOW)


def test_confirming_answers_the_readers_reports(app: Flask) -> None:
    public = make_task(app, State.published)
    reader = PageClient(app)
    reader.get(f"/en/stories/{public}/report")
    reader.submit({"reason": "threat"})
    anna, _a = moderator_at(app, name="Anna")
    anna.get(f"/en/desk/moderation/{public}")
    anna.submit({"why": WHY}, form="#removal form")
    boris, _b = moderator_at(app, name="Boris")
    boris.get(f"/en/desk/moderation/{public}")
    boris.submit(form="#removal form", button="Confirm")
    assert [flag.outcome for flag in all_rows(app, Flag)] == ["taken_off"]


def test_of_two_who_answer_at_once_exactly_one_does(app: Flask) -> None:
    publics = [asked(app)[0] for _ in range(4)]
    clients = [moderator_at(app, name=f"Second {letter}")[0] for letter in "AB"]
    statuses: dict[str, list[int]] = {public: [] for public in publics}
    for public in publics:
        barrier, prepared = threading.Barrier(2), []
        for client, answer in zip(clients, ("confirmed", "refused"), strict=True):
            client.get(f"/en/desk/moderation/{public}")
            fields = {str(field["name"]): str(field["value"]) for field in client.soup.select("#removal form input[type=hidden]")}
            prepared.append((client, {**fields, "answer": answer}))

        def post(client: PageClient, data: dict[str, str], public: str = public, barrier: threading.Barrier = barrier) -> None:
            barrier.wait()
            statuses[public].append(client.client.post(f"/en/desk/moderation/{public}/removal", data=data).status_code)

        threads = [threading.Thread(target=post, args=arguments) for arguments in prepared]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join()
    assert all(sorted(found) == [303, 409] for found in statuses.values()), statuses
    for request in all_rows(app, RemovalRequest):
        state = db_state(app, request.story_id)
        assert (request.answer, state) in {("confirmed", State.restricted), ("refused", State.published)}


def db_state(app: Flask, number: int) -> str:
    return str(story_now(app, f"S-{number:06d}").state)


def test_the_database_itself_refuses_one_person_twice(context: Flask) -> None:
    from sqlalchemy.exc import IntegrityError

    with pytest.raises(IntegrityError), transaction():
        story = make_story(state=State.published)
        anna = make_person(Role.moderator)
        row = RemovalRequest(story_id=story.id, removal="restrict", why=WHY, asked_by=anna.id, asked_at=NOW)
        row.answer, row.answered_by, row.answered_at = "confirmed", anna.id, NOW
        db.session.add(row)
