"""The same story told twice: seen in the queue and on the desk, compared, settled, taken back; and what its tellers see."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.kit.actor import TELLER, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden
from storyhub.moderation.domain.nearness import print_key
from storyhub.moderation.models import Decision
from storyhub.moderation.queries import Filters, queue_counts, queued_tasks
from storyhub.moderation.queries.compared import compared
from storyhub.moderation.service import keep_missing_prints, merge_stories, one_event, reopen_pair, tell_apart
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import DeclineReason, State
from storyhub.stories.models import Contact, Notice, Story
from storyhub.stories.queries.episodes import episode_of
from storyhub.stories.queries.receipt import receipt_of
from tests.accounts.accounts_factories import actor_for, make_person
from tests.moderation.moderation_factories import make_task, moderator_at, story_now, when
from tests.moderation.test_queue import statements_for
from tests.stories.stories_factories import NOW, tell

ONE = "The courier came late, he apologised and carried the heavy box upstairs to the fifth floor. I have ordered there ever since."
TWO = f"Hello! {ONE} Thank you."
OTHER = "The bank closed my card without a word. In the branch they shrugged. I have moved to another bank since, and told my friends."


def compare_all(app: Flask) -> None:
    with app.app_context(), transaction():
        keep_missing_prints(key=print_key(app.extensions["storyhub"].settings.secret_key), now=NOW)


def a_pair(app: Flask, first: State = State.published, second: State = State.received) -> tuple[str, str]:
    one, two = make_task(app, first, text=ONE, now=when(18)), make_task(app, second, text=TWO, now=when(21))
    make_task(app, text=OTHER)
    compare_all(app)
    return one, two


def test_the_queue_says_what_a_task_looks_like_and_shows_only_such_ones(app: Flask) -> None:
    one, two = a_pair(app)
    client, _ = moderator_at(app)
    client.get("/en/desk/moderation")
    assert f"looks like {one}" in client.text
    assert client.text.count("looks like S-") == 1
    client.get("/en/desk/moderation?alike=1")
    assert "1 task waits." in client.text
    assert two in client.text
    with app.app_context():
        assert [task.public_id for task in queued_tasks(Filters(alike=True), page=1, size=9, now=when(22), promise_days=3)] == [two]
        assert queue_counts(Filters(), now=when(22)).alike == 1


def test_the_filter_is_only_there_when_something_looks_alike(app: Flask) -> None:
    make_task(app, text=ONE)
    compare_all(app)
    client, _ = moderator_at(app)
    client.get("/en/desk/moderation")
    assert "alike or not" not in client.text
    make_task(app, text=ONE)
    compare_all(app)
    client.get("/en/desk/moderation")
    assert "alike or not" in client.text


def test_the_task_page_says_so_before_the_worker_has_come(app: Flask) -> None:
    one = make_task(app, State.published, text=ONE, now=when(18))
    two = make_task(app, text=TWO, now=when(21))
    client, _ = moderator_at(app)
    client.get(f"/en/desk/moderation/{two}")
    assert f"Looks like {one}" in client.text
    compare_all(app)
    client.get(f"/en/desk/moderation/{two}")
    assert client.text.count(f"Looks like {one}") == 1
    assert f"Looks like {one}" in client.text
    assert "sent 3 days earlier; published" in client.text
    client.get(client.soup.select_one(".alike__link")["href"])
    assert "the same words. They were sent 3 days apart. Whether one person told both" in client.text
    assert [mark.get_text() for mark in client.soup.select("mark")] == [ONE[:-1], ONE[:-1]]
    client.get(f"/en/desk/moderation/{make_task(app, text=OTHER)}")
    assert not client.soup.select(".alike")


def test_one_and_three_stories_alike_cost_the_same_queries(app: Flask) -> None:
    one, two = a_pair(app)
    client, _ = moderator_at(app)
    addresses = [f"/en/desk/moderation/{two}", "/en/desk/moderation", f"/en/desk/moderation/{two}/near/{one}"]
    few = [len(statements_for(app, client, address)) for address in addresses]
    for number in range(2):
        make_task(app, text=f"{ONE} {number}")
    compare_all(app)
    assert [len(statements_for(app, client, address)) for address in addresses] == few


def test_a_merge_declines_the_later_one_and_leads_its_teller_to_the_public_one(app: Flask) -> None:
    one, two = a_pair(app)
    client, _ = moderator_at(app)
    client.get(f"/en/desk/moderation/{two}/near/{one}?lang=en")
    client.submit(form="form.decision--decline", button=f"Keep {one}, decline {two}")
    assert "Declined as told already." in client.text
    assert "Take the last decision back" in client.text
    assert client.address.startswith("/en/desk/moderation?lang=en")
    assert (story_now(app, one).state, story_now(app, two).state) == (State.published, State.declined)
    with app.app_context():
        story = db.session.get_one(Story, int(two[2:]))
        receipt = receipt_of(story, promise_days=3, today=date(2026, 11, 22))
        assert receipt.told_in.public_id == one
        assert receipt.messages[0].reason == DeclineReason.duplicate
        assert "Your code keeps working" in receipt.messages[0].body
        assert receipt.text == TWO
    client.get(f"/en/desk/moderation/{two}")
    assert f"found it told already in {one}" in client.text
    assert "Settled: told twice." in client.text
    client.get(f"/en/desk/moderation/{one}")
    assert f"found it told again in {two}" in client.text


def test_a_merge_is_taken_back_within_the_minute_with_all_it_did(app: Flask) -> None:
    one, two = a_pair(app)
    client, _ = moderator_at(app)
    client.get(f"/en/desk/moderation/{two}/near/{one}")
    client.submit(form="form.decision--decline", button=f"Keep {one}, decline {two}")
    client.submit(form="form.undo")
    assert story_now(app, two).state == State.in_review
    with app.app_context():
        assert episode_of([int(one[2:]), int(two[2:])]) == {int(one[2:]): int(one[2:]), int(two[2:]): int(two[2:])}
        assert not db.session.execute(select(Notice).where(Notice.story_id == int(two[2:]))).all()
    client.get("/en/desk/moderation")
    assert f"looks like {one}" in client.text


def test_words_to_the_teller_are_needed_and_what_was_typed_is_kept(app: Flask) -> None:
    one, two = a_pair(app)
    client, _ = moderator_at(app)
    client.get(f"/en/desk/moderation/{two}/near/{one}")
    client.submit({"message": "  "}, form="form.decision--decline", button=f"Keep {one}, decline {two}", status=422)
    assert "Please write a sentence" in client.text
    with app.app_context(), transaction():
        db.session.get_one(Story, int(two[2:])).title = "Changed meanwhile"
    client.submit({"message": "Words of mine"}, form="form.decision--decline", button=f"Keep {one}, decline {two}", status=409)
    assert "One of the two changed while you were reading." in client.text
    assert client.soup.select_one("textarea").get_text().strip() == "Words of mine"
    assert story_now(app, two).state == State.received


def test_two_people_about_one_event_stay_and_count_as_one(app: Flask) -> None:
    one, two = a_pair(app, State.published, State.published)
    client, _ = moderator_at(app)
    client.get(f"/en/desk/moderation/{two}/near/{one}")
    assert not client.soup.select("form.decision--decline")
    client.submit(form="form.decision", button="They tell one event")
    assert "count as one" in client.text
    assert (story_now(app, one).state, story_now(app, two).state) == (State.published, State.published)
    with app.app_context():
        assert len(set(episode_of([int(one[2:]), int(two[2:])]).values())) == 1
    client.get(f"/en/desk/moderation/{one}/near/{two}")
    assert "Two people about one event" in client.text
    client.submit(form=".notice form", button="Take that back")
    assert client.soup.select("form.decision")
    with app.app_context():
        assert len(set(episode_of([int(one[2:]), int(two[2:])]).values())) == 2


def test_one_event_is_taken_back_without_touching_the_state(app: Flask) -> None:
    one, two = a_pair(app)
    client, _ = moderator_at(app)
    client.get(f"/en/desk/moderation/{two}/near/{one}")
    client.submit(form="form.decision:not(.decision--decline)", button="They tell one event")
    client.submit(form="form.undo")
    assert story_now(app, two).state == State.received
    assert story_now(app, two).episode_id is None


def test_only_alike_is_remembered_until_somebody_takes_it_back(app: Flask) -> None:
    one, two = a_pair(app)
    client, person = moderator_at(app)
    client.get(f"/en/desk/moderation/{two}/near/{one}")
    client.submit(form="form.decision:last-of-type", button="Not the same")
    assert f"Only alike. {person.name}" in client.text
    client.get("/en/desk/moderation")
    assert "looks like" not in client.text
    client.get(f"/en/desk/moderation/{two}")
    assert "Settled: only alike." in client.text
    client.get(f"/en/desk/moderation/{one}/near/{two}")
    client.submit(form=".notice form", button="Take that back")
    client.get("/en/desk/moderation")
    assert f"looks like {one}" in client.text


@pytest.mark.parametrize(
    "states", [(State.declined, State.declined), (State.published, State.published), (State.restricted, State.declined)]
)
def test_nothing_is_merged_in_states_that_do_not_allow_it(app: Flask, states: tuple[State, State]) -> None:
    one, two = a_pair(app, *states)
    client, person = moderator_at(app)
    client.get(f"/en/desk/moderation/{two}/near/{one}")
    assert not client.soup.select("form.decision--decline")
    with app.app_context(), pytest.raises(Conflict), transaction():
        pair = [db.session.get_one(Story, int(public[2:])) for public in (one, two)]
        merge_stories(*pair, message="x", percent=90, actor=actor_for(person), now=NOW)


def test_only_moderators_say_what_two_stories_are(app: Flask) -> None:
    one, two = a_pair(app)
    for role in set(Role) - {Role.moderator}:
        other, _ = moderator_at(app, role)
        other.get(f"/en/desk/moderation/{two}/near/{one}", status=403)
    with app.app_context():
        researcher = actor_for(make_person(Role.researcher))
        pair = [db.session.get_one(Story, int(public[2:])) for public in (one, two)]
        for actor in (TELLER, researcher):
            for say in (
                lambda: merge_stories(*pair, message="x", percent=90, actor=actor, now=NOW),  # noqa: B023
                lambda: one_event(*pair, percent=90, actor=actor, now=NOW),  # noqa: B023
                lambda: tell_apart(*pair, percent=90, actor=actor, now=NOW),  # noqa: B023
                lambda: reopen_pair(*pair, actor=actor, now=NOW),  # noqa: B023
            ):
                with pytest.raises(Forbidden), transaction():
                    say()
        assert not db.session.execute(select(Decision)).all()


def test_a_story_is_no_pair_with_itself_nor_with_one_that_is_gone(app: Flask) -> None:
    one, two = a_pair(app, State.withdrawn)
    client, _ = moderator_at(app)
    for first, second in ((two, two), (two, one), (two, "S-000099"), ("nonsense", two)):
        client.get(f"/en/desk/moderation/{first}/near/{second}", status=404)


def test_which_address_letters_go_to_is_compared_and_never_shown(app: Flask) -> None:
    one, two = a_pair(app)
    numbers = int(one[2:]), int(two[2:])
    with app.app_context():
        assert compared(two, one, key=b"x").same_address is None
        for number, address in zip(numbers, ("Anna@example.org", "anna@example.org"), strict=True):
            with transaction():
                day = (when(22) + timedelta(days=9)).date()
                db.session.add(
                    Contact(story_id=number, address=address, lang="en", token_hash=str(number), delete_on=day, created_at=NOW)
                )
    client, _ = moderator_at(app)
    client.get(f"/en/desk/moderation/{two}/near/{one}")
    assert "Letters about both go to one address" in client.text
    assert "example.org" not in client.response.get_data(as_text=True)
    with app.app_context(), transaction():
        db.session.execute(select(Contact)).scalars().first().address = "boris@example.org"
    client.get(f"/en/desk/moderation/{two}/near/{one}")
    assert "different addresses" in client.text


def test_what_is_not_public_is_not_named_to_the_other_teller(app: Flask) -> None:
    with app.app_context():
        moderator = actor_for(make_person(Role.moderator))
        with transaction():
            first, _ = tell(ONE)
            second, _code = tell(TWO)
            merge_stories(first, second, message="Told already.", percent=90, actor=moderator, now=NOW)
            hidden, shown = public_id(first.id), public_id(second.id)
    with app.app_context():
        story = db.session.get_one(Story, int(shown[2:]))
        assert receipt_of(story, promise_days=3, today=date(2026, 11, 22)).told_in.public_id is None
        assert hidden not in str(receipt_of(story, promise_days=3, today=date(2026, 11, 22)))
