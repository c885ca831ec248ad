"""The desk without JavaScript: queue, form, removing, finishing; in both languages."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.accounts.models import Person
from storyhub.coding.models import Coding
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story
from tests.accounts.accounts_factories import make_person, sign_in
from tests.coding.coding_factories import add, finish, make_coder, make_coding, make_law, make_story, publish_text
from tests.page_client import PageClient
from tests.sql_count import count_sql


@pytest.fixture
def coder(app: Flask, client: PageClient) -> Actor:
    """A researcher signed in at the client."""
    with app.app_context():
        person: Person = make_person(Role.researcher, password=None)
        sign_in(client, person)
        return Actor(person.id, person.name, frozenset({Role.researcher}))


def codings(app: Flask) -> list[Coding]:
    with app.app_context():
        return list(db.session.execute(select(Coding).where(Coding.removed_at.is_(None)).order_by(Coding.id)).scalars())


def desk(story: int, lang: str = "en") -> str:
    return f"/{lang}/desk/coding/{public_id(story)}"


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_the_queue_and_the_desk_are_whole_pages(app: Flask, client: PageClient, coder: Actor, lang: str) -> None:
    with app.app_context():
        story, other = make_story(), make_story(lang="ru", sector="retail")
        make_law(12)
        make_law(proposal=3)
        make_coding(story, make_law(13), coder, "I had the door", note="because")
    client.get(f"/{lang}/desk/coding")
    assert public_id(story) in client.text
    assert public_id(other) in client.text
    client.get(desk(story, lang))
    assert public_id(story) in client.h1
    assert client.soup.select_one("mark.passage") is not None
    assert client.soup.select_one("dialog") is not None
    assert len(client.soup.select("details.law-guide")) == 3
    assert client.response is not None
    assert client.response.headers["Cache-Control"] == "no-store"


def test_the_filters_are_in_the_address_and_stay(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        first, second = make_story(lang="ru", sector="retail"), make_story(lang="ru", sector="retail")
        other = make_story(lang="en", sector="retail")
        law = make_law(12)
    client.get("/en/desk/coding")
    client.submit({"lang": "ru", "sector": "retail"}, form="form.filters")
    assert public_id(first) in client.text
    assert public_id(other) not in client.text
    link = client.soup.select_one(".queue__title a")
    assert link is not None
    client.get(str(link["href"]))
    assert client.h1 == f"Coding {public_id(first)}"
    following = client.soup.select_one('[data-part="next"]')
    assert following is not None
    assert following["href"] == f"{desk(second)}?lang=ru&sector=retail"
    client.submit({"from_sentence": "1", "law": str(law)}, form=".coding-form")
    assert client.address.endswith("?lang=ru&sector=retail#s-1")
    client.get("/en/desk/coding?lang=xx&sector=nonsense")
    assert public_id(other) in client.text


def test_without_javascript_sentences_and_a_law_make_a_coding(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story, law = make_story(), make_law(12)
    client.get(desk(story))
    client.submit(
        {"from_sentence": "2", "law": str(law), "polarity": "violates", "strength": "3", "note": "slow"}, form=".coding-form"
    )
    assert client.address == f"{desk(story)}#s-2"
    assert "Law 12: Law of 12" in client.text
    (coding,) = codings(app)
    assert (coding.polarity, coding.strength, coding.note, coding.law_id) == ("violates", 3, "slow", law)
    marked = client.soup.select("mark.passage")
    assert [mark.get_text() for mark in marked] == ["I had the door open."]
    client.submit({"from_sentence": "1", "to_sentence": "3", "law": str(law)}, form=".coding-form")
    client.submit({"law": str(law)}, form=".coding-form")
    assert "the whole story" in client.text
    with app.app_context():
        exact = [mark.passage.exact if mark.passage else None for mark in db.session.execute(select(Coding)).scalars()]
    assert exact[1] is not None
    assert exact[1].startswith("The courier")
    assert exact[1].endswith("himself!")
    assert exact[2] is None


def test_the_fields_of_the_script_name_a_place_within_sentences(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story, law = make_story(), make_law(12)
    client.get(desk(story))
    place = {"from_sentence": "2", "to_sentence": "3", "from_offset": "4", "to_offset": "2", "exact": "the door open. He"}
    client.submit({**place, "law": str(law)}, form=".coding-form")
    assert [mark.get_text() for mark in client.soup.select("mark.passage")] == ["the door open.", "He"]
    client.submit({**place, "exact": "the window", "law": str(law), "note": "keep me"}, form=".coding-form", status=422)
    assert "do not agree" in client.text
    assert "keep me" in client.text
    assert len(codings(app)) == 1


@pytest.mark.parametrize(
    ("fields", "problem"),
    [
        ({"from_sentence": "1"}, "Choose a law"),
        ({"from_sentence": "3", "to_sentence": "1", "law": "LAW"}, "end must come after the start"),
        ({"to_sentence": "1", "law": "LAW"}, "where the passage begins"),
        ({"from_sentence": "99", "law": "LAW"}, "not in the text"),
        ({"from_sentence": "1", "law": "4711"}, "Unknown law"),
        ({"from_sentence": "1", "law": "LAW", "polarity": "perhaps"}, "upholds the law"),
        ({"from_sentence": "1", "law": "LAW", "strength": "9"}, "how strong"),
        ({"from_sentence": "1", "law": "LAW", "note": "x" * 2001}, "too long"),
    ],
)
def test_what_cannot_be_used_comes_back_with_what_was_typed(
    app: Flask, client: PageClient, coder: Actor, fields: dict[str, str], problem: str
) -> None:
    with app.app_context():
        story, law = make_story(), make_law(12)
    client.get(desk(story))
    typed = {name: str(law) if value == "LAW" else value for name, value in fields.items()}
    client.submit({"note": "my own words", **typed}, form=".coding-form", status=422)
    assert problem in client.text
    assert typed.get("note", "my own words") in client.text
    assert client.soup.title is not None
    assert client.soup.title.get_text().startswith("Error:")
    assert codings(app) == []


def test_another_text_published_meanwhile_is_a_conflict_that_keeps_the_note(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story, law = make_story(), make_law(12)
    client.get(desk(story))
    with app.app_context():
        publish_text(story, "Something quite different happened. Nobody had thought of it before.")
    client.submit({"from_sentence": "2", "law": str(law), "note": "keep me"}, form=".coding-form", status=409)
    assert "has changed since you opened it" in client.text
    assert "keep me" in client.text
    assert "Something quite different" in client.text
    assert codings(app) == []
    client.submit({"from_sentence": "2"}, form=".coding-form")
    assert len(codings(app)) == 1


def test_an_expired_form_keeps_what_was_typed(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story, law = make_story(), make_law(12)
    client.post(
        desk(story), {"from_sentence": "2", "law": str(law), "polarity": "mixed", "strength": "1", "note": "keep me"}, status=422
    )
    assert "open too long" in client.text
    assert "keep me" in client.text
    assert codings(app) == []


def test_a_mark_can_be_taken_back(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story = make_story()
        make_coding(story, make_law(12), coder, "I had the door")
    client.get(desk(story))
    client.submit(form=".coding__remove")
    assert client.address == f"{desk(story)}#codings"
    assert codings(app) == []


def test_nobody_takes_back_what_another_marked(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story, law = make_story(), make_law(12)
        theirs = make_coding(story, law, make_coder(), "I had the door")
        make_coding(story, law, coder, "an hour early")
    client.get(desk(story))
    client.submit({"coding": str(theirs)}, form=".coding__remove", status=404)
    client.get(desk(story))
    client.submit({"coding": "x"}, form=".coding__remove", status=404)
    assert len(codings(app)) == 2


def test_finishing_leads_on_and_closes_the_form(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story, following = make_story(), make_story()
        make_coding(story, make_law(12), coder, "I had the door")
    client.get(desk(story))
    assert "You marked 1 passage." in client.text
    client.submit(form='[data-part="finish"]')
    assert "complete and public" in client.text
    assert client.soup.select_one(".coding-form") is None
    assert client.soup.select_one(".coding__remove") is None
    assert client.soup.select_one(f'a[href="{desk(following)}"]') is not None
    client.get("/en/desk/coding")
    assert public_id(story) not in client.text


def test_the_page_shows_others_only_after_finishing(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story, hidden, mine, other = make_story(), make_law(77, name_en="Hidden law"), make_law(12), make_coder()
        make_coding(story, hidden, other, "an hour early", note="A revealing note", coders_needed=2)
        finish(story, other)
        make_coding(story, mine, coder, "I had the door", coders_needed=2)
    client.get(desk(story))
    assert client.soup.select_one("#codings") is not None
    seen = str(client.soup.select_one(".desk__main"))
    assert "A revealing note" not in seen
    assert other.name not in seen
    assert "passage--5" not in seen  # 77 % 8
    client.submit(form='[data-part="finish"]')
    assert "A revealing note" in client.text
    assert other.name in client.text


def test_a_curator_closes_a_round_on_the_page(app: Flask, client: PageClient) -> None:
    with app.app_context():
        story, other = make_story(), make_coder()
        make_coding(story, make_law(12), other, "an hour early", coders_needed=2)
        finish(story, other)
        sign_in(client, make_person(Role.curator, password=None))
    client.get(desk(story))
    assert client.soup.select_one(".coding-form") is None, "a curator who is no researcher does not code"
    client.submit(form=".desk__close")
    assert client.soup.select_one(".desk__close") is None


def test_the_desk_is_for_researchers(app: Flask, client: PageClient) -> None:
    with app.app_context():
        story = make_story()
        moderator = make_person(Role.moderator, password=None)
    client.get("/en/desk/coding", follow=False, status=303)
    sign_in(client, moderator)
    client.get("/en/desk/coding", status=403)
    client.get(desk(story), status=403)


@pytest.mark.parametrize("over", [{"state": "withdrawn"}, {"state": "received"}, {"may_research": False}])
def test_hidden_stories_are_not_on_the_desk(app: Flask, client: PageClient, coder: Actor, over: dict[str, object]) -> None:
    with app.app_context():
        story = make_story(**over)
    client.get(desk(story), status=404)
    client.get("/en/desk/coding/S-999999", status=404)
    client.get("/en/desk/coding/nonsense", status=404)
    client.get("/en/desk/coding")
    assert public_id(story) not in client.text


def test_begun_stories_come_first(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        stories = [make_story() for _ in range(3)]
        make_coding(stories[2], make_law(12), coder, "I had the door")
    client.get("/en/desk/coding")
    titles = [title.get_text() for title in client.soup.select(".queue__title")]
    assert [title[:8] for title in titles] == [public_id(stories[2]), public_id(stories[0]), public_id(stories[1])]
    assert "continue" in client.text


def test_the_queue_has_pages(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        stories = [make_story(lang="ru") for _ in range(21)]
    client.get("/en/desk/coding?lang=ru")
    assert len(client.soup.select(".queue__item")) == 20
    step = client.soup.select_one('.pagination [rel="next"]')
    assert step is not None
    client.get(str(step["href"]))
    assert [item.get_text()[:8] for item in client.soup.select(".queue__title")] == [public_id(stories[-1])]


def test_orphans_are_listed_for_their_coder(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story, law = make_story(), make_law(12)
        coding = make_coding(story, law, coder, "I had the door")
        with transaction():
            db.session.get_one(Coding, coding).orphaned_at = db.session.get_one(Story, story).received_at
    client.get("/en/desk/coding")
    assert "I had the door" in client.text
    client.get(desk(story))
    client.submit(form=".orphans .coding__remove")
    assert codings(app) == []


def test_lists_cost_the_same_with_one_and_with_three(app: Flask, client: PageClient, coder: Actor) -> None:
    costs = []
    with app.app_context():
        law, other_law = make_law(12), make_law(13)
        story = make_story()
        make_coding(story, law, coder, "I had the door")
    for _ in range(2):
        with count_sql(app) as run:
            client.get("/en/desk/coding")
            client.get(desk(story))
        costs.append(run.count)
        with app.app_context():
            for _ in range(2):
                make_coding(make_story(), law, coder, "I had the door")
            with transaction():
                add(story, other_law, coder, "an hour early")
                add(story, other_law, coder, "upstairs")
    assert costs[0] == costs[1]
