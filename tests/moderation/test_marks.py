"""Marks on the task page: shown, replaced by one click, undone, hidden by hand, applied when the story is published."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.kit.actor import VISITOR, Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden
from storyhub.moderation.domain.actions import Action, DecisionDraft
from storyhub.moderation.models import Redaction, TaskClaim
from storyhub.moderation.service import decide_story, pending_of, replace_places
from storyhub.stories.domain.words import State
from storyhub.stories.models import Revision, Story
from tests.accounts.accounts_factories import actor_for, make_person
from tests.moderation.moderation_factories import all_rows, make_task, moderator_at, story_now
from tests.page_client import PageClient
from tests.stories.stories_factories import NOW

PHONE, EMAIL = "+7 921 555-01-43", "courier.ivan@example.org"
TEXT = f"The courier came late. Call him at {PHONE} or write to {EMAIL}, he said. I have **ordered** there ever since."
REDACTED = "The courier came late. Call him at [phone] or write to [email], he said. I have ordered there ever since."


def at_task(app: Flask, text: str = TEXT, state: State = State.received) -> tuple[PageClient, str]:
    public = make_task(app, state, text=text)
    client, _person = moderator_at(app)
    client.get(f"/en/desk/moderation/{public}")
    return client, public


def newest(app: Flask, public: str) -> Revision:
    latest = story_now(app, public).latest_revision_id
    return next(row for row in all_rows(app, Revision) if row.id == latest)


def test_marks_stand_in_the_text_with_their_kind_in_words_and_in_a_list(app: Flask) -> None:
    client, _public = at_task(app)
    marked = [mark.get_text() for mark in client.soup.select(".story-text mark.passage--personal")]
    assert marked == [PHONE, EMAIL]
    assert [note.get_text() for note in client.soup.select(".story-text sup a")] == ["phone number", "e-mail address"]
    assert [item.select_one("strong").get_text() for item in client.soup.select(".marks__mark")] == ["phone number", "e-mail address"]
    assert not client.soup.select(".preview")


def test_a_coarse_word_is_only_a_hint(app: Flask) -> None:
    client, _public = at_task(app, text="The damn fucking parcel came a week too late, and nobody told me why.")
    assert "only a hint" in client.text
    assert not client.soup.select("button[name=all]")


def test_one_click_replaces_one_mark_and_another_one_undoes_it(app: Flask) -> None:
    client, public = at_task(app)
    client.submit(form="#marks form", button="Replace by [phone]")
    assert client.soup.select_one(".preview .story-text").get_text().strip() == REDACTED.replace("[email]", EMAIL)
    assert [mark.get_text() for mark in client.soup.select(".story-text mark.passage--gone")] == [PHONE]
    assert newest(app, public).source == TEXT
    client.submit(form="#marks form", button="Undo")
    assert not client.soup.select(".preview")
    assert all_rows(app, Redaction) == []
    assert [row.why for row in all_rows(app, AuditRow) if row.action.startswith("redaction.")] == ["phone", "phone"]


def test_all_certain_ones_go_at_once_and_publishing_shows_readers_exactly_the_preview(app: Flask) -> None:
    client, public = at_task(app)
    client.submit(form="#marks form", button="Replace all")
    preview = client.soup.select_one(".preview .story-text").decode_contents().strip()
    client.submit(form=".decision--publish")
    reader = PageClient(app)
    reader.get(f"/en/stories/{public}")
    assert reader.soup.select_one(".story__text").get_text().strip() == REDACTED
    assert newest(app, public).html == preview
    rows = all_rows(app, Redaction)
    assert [(row.kind, TEXT[row.start : row.end]) for row in rows] == [("phone", PHONE), ("email", EMAIL)]
    assert all(row.applied_at is not None for row in rows)


def test_words_no_machine_found_are_hidden_by_hand_wherever_they_are(app: Flask) -> None:
    client, public = at_task(app, text="Our neighbour Blob sold it. Ask Blob about the warranty, he never answers the door.")
    client.submit({"words": "Blob", "kind": "name"}, form="#marks form", button="Hide it")
    client.submit(form=".decision--publish")
    assert newest(app, public).plain.startswith("Our neighbour [name] sold it. Ask [name] about")


def test_words_that_are_not_in_the_text_are_refused(app: Flask) -> None:
    client, _public = at_task(app)
    client.submit({"words": "Blob"}, form="#marks form", button="Hide it", status=409)
    assert "not in the text" in client.text


def test_the_placeholder_is_in_the_language_of_the_text(app: Flask) -> None:
    client, public = at_task(app, text=f"Курьер опоздал на три часа, его телефон {PHONE}, звоните ему сами, пожалуйста.")
    client.submit(form="#marks form", button="Replace by [телефон]")
    client.submit(form=".decision--publish")
    assert "его телефон [телефон]," in newest(app, public).plain


def test_a_published_story_can_be_redacted_again(app: Flask) -> None:
    client, public = at_task(app, state=State.published)
    assert not client.soup.select(".decision--publish")
    client.submit(form="#marks form", button="Replace all")
    client.submit(form=".decision--publish")
    assert story_now(app, public).published_revision_id == story_now(app, public).latest_revision_id
    assert newest(app, public).plain == REDACTED


def test_the_first_action_takes_the_task_and_looking_does_not(app: Flask) -> None:
    client, _public = at_task(app)
    assert all_rows_of_claims(app) == []
    client.submit(form="#marks form", button="Replace by [phone]")
    assert [claim.kind for claim in all_rows_of_claims(app)] == ["story"]


def all_rows_of_claims(app: Flask) -> list[TaskClaim]:
    with app.app_context():
        return list(db.session.execute(db.select(TaskClaim)).scalars())


def test_nobody_publishes_choices_they_have_not_seen(app: Flask) -> None:
    client, public = at_task(app)
    other, _person = moderator_at(app, name="Boris")
    other.get(f"/en/desk/moderation/{public}")
    other.submit(form="#marks form", button="Replace by [phone]")
    client.submit(form=".decision--publish", status=409)
    assert story_now(app, public).state == State.received


@pytest.mark.parametrize("value", ["x", "5-2-phone", "0-99999-phone", "1-2-teapot", "-1-5-phone"])
def test_made_up_places_change_nothing(app: Flask, value: str) -> None:
    client, public = at_task(app)
    fields = {str(field["name"]): str(field["value"]) for field in client.soup.select("#marks form input[type=hidden]")}
    response = client.client.post(f"/en/desk/moderation/{public}/marks", data={**fields, "replace": value})
    assert response.status_code in (400, 409)
    assert all_rows(app, Redaction) == []


@pytest.mark.parametrize("role", [Role.member, Role.researcher, Role.curator, Role.admin])
def test_other_roles_replace_nothing(app: Flask, context: Flask, role: Role) -> None:
    public = make_task(app, text=TEXT)
    with transaction():
        story = db.session.get_one(Story, int(public[2:]))
        with pytest.raises(Forbidden):
            replace_places(story, [(0, 3, "name")], revision_id=1, actor=actor_for(make_person(role)), now=NOW)
    client, _person = moderator_at(app, role, name="Somebody else")
    client.get(f"/en/desk/moderation/{public}", status=403)


def test_publishing_needs_the_text_made_of_just_these_choices(context: Flask) -> None:
    from tests.stories.stories_factories import make_story

    with transaction():
        story = make_story(TEXT, state=State.received)
        actor = actor_for(make_person(Role.moderator))
        replace_places(story, [(0, 3, "name")], revision_id=story.latest_revision_id or 0, actor=actor, now=NOW)
        assert len(pending_of(story)) == 1
        draft = DecisionDraft(Action.publish, story.version_id)
        with pytest.raises(Conflict):
            decide_story(story, draft, actor=actor, now=NOW, redacted=None)
        with pytest.raises(Forbidden):
            replace_places(story, [(4, 6, "name")], revision_id=story.latest_revision_id or 0, actor=VISITOR, now=NOW)


def test_another_text_is_suggested_with_a_reason_and_shown_as_a_diff(app: Flask) -> None:
    client, public = at_task(app)
    client.get(f"/en/desk/moderation/{public}/suggest")
    client.submit({"text": TEXT.replace("late", "very late"), "why": ""}, status=422)
    assert "very late" in client.soup.select_one("textarea[name=text]").get_text()
    client.submit({"why": "You told us it was very late."})
    assert client.soup.select_one(".word-diff ins").get_text().strip() == "very"
    assert "waits for the teller" in client.text
    assert not client.soup.select(".decision--publish, #marks")
    assert story_now(app, public).state == State.changes_requested


def test_the_same_words_leave_the_title_too(app: Flask) -> None:
    public = make_task(app, text=TEXT, title=f"Do not call {PHONE}")
    client, _person = moderator_at(app)
    client.get(f"/en/desk/moderation/{public}")
    client.submit(form="#marks form", button="Replace all")
    client.submit(form=".decision--publish")
    assert story_now(app, public).title == "Do not call [phone]"
    reader = PageClient(app)
    assert "555" not in reader.get(f"/en/stories/{public}").get_data(as_text=True)
