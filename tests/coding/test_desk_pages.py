"""The desk without JavaScript: queue, form, removing, finishing; in both languages."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.coding.models import Coding
from storyhub.coding.service import remove_coding
from storyhub.kit.actor import Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.public_id import public_id
from tests.accounts.accounts_factories import make_person, sign_in
from tests.coding.coding_factories import NOW, add, finish, make_coder, make_coding, make_law, make_story, publish_text, researcher_at
from tests.page_client import PageClient
from tests.sql_count import count_sql


@pytest.fixture
def coder(app: Flask, client: PageClient) -> Actor:
    """A researcher signed in at the client."""
    return researcher_at(app, client)


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


def test_without_javascript_sentences_and_a_law_make_a_coding(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story, law = make_story(), make_law(12)
    client.get(desk(story))
    client.submit({"from_sentence": "2", "law": str(law), "polarity": "violates", "strength": "3", "note": "slow"}, form=".coding-form")
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
    client.post(desk(story), {"from_sentence": "2", "law": str(law), "polarity": "mixed", "strength": "1", "note": "keep me"}, status=422)
    assert "open too long" in client.text
    assert "keep me" in client.text
    assert codings(app) == []


def test_a_mark_can_be_taken_back_and_put_back(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story = make_story()
        coding = make_coding(story, make_law(12), coder, "I had the door", polarity="mixed")
    client.get(f"{desk(story)}?lang=en")
    client.submit(form=".coding__remove")
    assert client.address == f"{desk(story)}?lang=en&removed={coding}#codings"
    assert codings(app) == []
    client.submit(form=".coding--removed")
    assert client.address == f"{desk(story)}?lang=en#codings"
    assert [(mark.id, mark.polarity) for mark in codings(app)] == [(coding, "mixed")]
    client.get(f"{desk(story)}?removed={coding}")
    assert client.soup.select_one(".coding--removed") is None, "it is there"


def test_nobody_is_offered_what_another_took_back(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story, other = make_story(), make_coder()
        theirs = make_coding(story, make_law(12), other, "I had the door")
        mine = make_coding(story, make_law(13), coder, "an hour early")
        with transaction():
            for number, actor in ((theirs, other), (mine, coder)):
                remove_coding(db.session.get_one(Coding, number), actor=actor, now=NOW)
    client.get(f"{desk(story)}?removed={mine}")
    assert client.soup.select_one(".coding--removed") is not None
    client.submit({"coding": str(theirs)}, form=".coding--removed", status=404)
    for nothing in (str(theirs), "x", "9" * 30):
        client.get(f"{desk(story)}?removed={nothing}")
        assert client.soup.select_one(".coding--removed") is None
    assert codings(app) == []


def test_the_laws_stand_beside_the_story_with_quotes_in_its_language_first(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        russian, english, law = make_story(lang="ru"), make_story(lang="en"), make_law(12)
    for story, quotes in ((russian, ["Приехали раньше.", "They came early."]), (english, ["They came early.", "Приехали раньше."])):
        client.get(desk(story))
        guide = client.soup.select_one(f"#law-{law}")
        assert guide is not None
        assert [quote.get_text() for quote in guide.select("q")] == quotes
        assert "Закон" in str(guide["data-also"]), "it is found by its other language"


def test_after_finishing_all_marks_stand_side_by_side(app: Flask, client: PageClient, coder: Actor) -> None:
    with app.app_context():
        story, one, two = make_story(), make_coder(), make_coder()
        shared, lone = make_law(12), make_law(13)
        for other in (one, two):
            make_coding(story, shared, other, "I had the door", coders_needed=3, polarity="violates")
            finish(story, other, 3)
        mine = make_coding(story, shared, coder, "I had the door open.", coders_needed=3)
        make_coding(story, lone, coder, "an hour early", coders_needed=3)
    client.get(desk(story))
    client.submit(form='[data-part="finish"]')
    places = client.soup.select(".compared__place")
    assert [len(place.select(".compared__coding")) for place in places] == [1, 3]
    assert "1 of 3" in places[0].get_text()
    assert "named by everyone" in places[1].get_text()
    assert "seen differently" in places[1].get_text()
    own = places[1].select_one(f"#coding-{mine}")
    assert own is not None
    assert "You" in own.get_text()
    assert own.select_one("q") is None, "the whole sentence is above already"
    assert [q.get_text() for q in places[1].select("q")] == ["I had the door"] * 2
    assert client.soup.select_one(f'a[href="#coding-{mine}"]') is not None


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
