"""The pages of the training: for the newcomer, for curators, at the desk."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from flask import Flask

from storyhub.accounts.models import JoinRequest, Person
from storyhub.coding.models import Coding, CodingPass, TrainingItem, TrainingRun
from storyhub.kit.actor import Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction
from storyhub.stories.domain.public_id import public_id
from tests.accounts.accounts_factories import person_in, rows, sign_in
from tests.coding import training_factories as training
from tests.coding.coding_factories import make_coder, make_coding, make_law, make_story, publish_text, researcher_at
from tests.page_client import PageClient

REASON = "She has coded with us for years elsewhere."


def newcomer_at(app: Flask, client: PageClient) -> None:
    with app.app_context():
        who = training.make_newcomer()
        sign_in(client, db.session.get_one(Person, who.person_id))


def curator(app: Flask) -> PageClient:
    client = PageClient(app)
    sign_in(client, person_in(app, Role.curator))
    return client


def test_from_the_request_through_the_stories_to_the_differences(app: Flask, client: PageClient):
    with app.app_context():
        law = make_law(41, include_en="Somebody comes early.", exclude_en="Somebody comes late.")
        training.make_item(law)
        training.make_item(law, exact=None)
    newcomer_at(app, client)
    client.get("/en/training/result", status=404)
    client.get("/en/me/join")
    client.get(client.soup.select_one("main a[href$='/training']")["href"])
    assert "2 stories" in client.text
    client.submit(form="form[action$=begin]")
    assert client.h1 == "Training: story 1 of 2"
    assert "Somebody comes early." in client.text, "the rules stand beside the story"
    client.submit({"law": ""}, form="form.training-form", status=422)
    assert client.soup.select_one(".error-summary a[href='#training-sentence-0']")
    assert client.soup.select_one("#training-sentence-0")
    address = client.soup.select_one("form.training-form")["action"]
    token = client.soup.select_one("form.training-form input[name=csrf_token]")["value"]
    sent = {"csrf_token": token, "sentences": ["2", "3"], "law": str(law), "polarity": "violates"}
    client.post(address, sent)
    assert "sentences 2 to 3" in client.text
    client.post(address, {**sent, "sentences": ["1"]})
    assert len(client.soup.select("#marks .rows__row")) == 2
    client.submit(form="#marks .rows__row form")
    assert len(client.soup.select("#marks .rows__row")) == 1
    client.submit(form="form[action$=next]")
    assert client.h1 == "Training: story 2 of 2"
    client.submit(form="form[action$=next]")
    client.submit(form="form[action$=finish]")
    assert client.h1 == "How your training went"
    assert [found.get_text() for found in client.soup.select(".training-difference__words")] == [
        training.WORDS,
        "I had the door open.\n\nHe carried it upstairs himself!",
        "the whole story",
    ]
    explained = {found.get_text() for found in client.soup.select(".training-difference span[lang]")}
    assert {"Somebody comes early.", "Somebody comes late."} <= explained
    client.get("/en/training/1")
    assert client.h1 == "Training"
    assert "1 time, last on" in client.text
    assert len(rows(app, Coding)) == 2, "the marks of the reference's coder, and no new ones"


def test_the_reference_is_nowhere_before_the_end(app: Flask, client: PageClient):
    with app.app_context():
        law = make_law(42)
        training.make_item(law, title="A door")
    newcomer_at(app, client)
    client.get("/en/training")
    client.submit(form="form[action$=begin]")
    assert "A door" in client.text
    assert client.soup.select(".training-sentence")
    assert not client.soup.select("mark, .passage, .training-difference")
    client.get("/en/training/result", status=404)


def test_nobody_else_gets_in(app: Flask, client: PageClient):
    with app.app_context():
        training.make_item()
    sign_in(client, person_in(app, Role.member))
    for address in ("/en/training", "/en/training/1", "/en/desk/training", "/en/desk/training/results/somebody"):
        client.get(address, status=403)
    researcher_at(app, client)
    client.get("/en/training")
    client.get("/en/training/1", status=404)
    client.get("/en/desk/training", status=403)
    curator(app).get("/en/desk/training/results/nobody", status=404)


def test_a_curator_takes_a_story_in_orders_and_takes_out(app: Flask):
    client = curator(app)
    client.get("/en/desk/training")
    assert "nobody is asked for it" in client.text
    with app.app_context():
        story = training.make_item().story_id
        training.make_item()
        with transaction():
            for item in db.session.execute(db.select(TrainingItem)).scalars():
                item.removed_at = datetime.now(UTC) if item.story_id == story else None
    client.get("/en/desk/training")
    client.get(client.soup.select_one(f"a[href$='story={public_id(story)}#add']")["href"])
    assert "The settled marks" in client.text
    client.submit({"source": client.soup.select("input[name=source]")[-1]["value"]}, form="form[data-part=add]")
    assert [row.select_one("a").get_text()[:8] for row in client.soup.select(".training-set > li")][1] == public_id(story)
    client.submit(form=".training-set > li:last-child form:has([value=earlier])", button="↑")
    assert client.soup.select_one(".training-set > li a").get_text().startswith(public_id(story))
    client.submit(form=".training-set > li form:has([value=remove])", button="Take out")
    assert len(client.soup.select(".training-set > li")) == 1
    token = client.soup.select_one("input[name=csrf_token]")["value"]
    client.post("/en/desk/training", {"csrf_token": token, "story": public_id(story), "source": "x"}, status=422)
    with app.app_context():
        half = make_story()
        make_coding(half, make_law(), make_coder(), training.WORDS)
    client.get(f"/en/desk/training?story={public_id(half)}")
    assert "not complete" in client.text
    client.post("/en/desk/training", {"csrf_token": token, "story": public_id(half), "source": "settled"}, status=409)
    client.get("/en/desk/training?story=S-000999")
    assert "There is no such story" in client.text
    client.post("/en/desk/training/999", {"csrf_token": token, "act": "remove"}, status=404)


def test_a_changed_text_is_told_to_the_curator(app: Flask):
    with app.app_context():
        item = training.make_item()
        publish_text(item.story_id, "Another text, much longer than before. Really.")
    client = curator(app)
    client.get("/en/desk/training")
    assert "Newcomers do not get it now" in client.text


def test_who_is_admitted_without_the_training_needs_a_reason(app: Flask):
    with app.app_context():
        training.make_newcomer()
    client = curator(app)
    client.get("/en/desk/requests")
    assert not client.soup.select("textarea[name=untrained]"), "nothing is asked for while there is no training"
    with app.app_context():
        training.make_item()
    client.get("/en/desk/requests")
    client.submit({"reason": REASON}, form="article form", button="Welcome as a researcher", status=422)
    assert client.soup.select_one("textarea[name=reason]").get_text(strip=True) == REASON
    assert rows(app, JoinRequest)[0].state == "waiting"
    client.submit({"reason": REASON, "untrained": REASON}, form="article form", button="Welcome as a researcher")
    (request,) = rows(app, JoinRequest)
    assert (request.state, request.untrained_why) == ("accepted", REASON)
    assert "person.admitted_untrained" in {row.action for row in rows(app, AuditRow)}


def test_a_finished_training_stands_beside_the_request(app: Flask):
    with app.app_context():
        training.make_item()
        who = training.make_newcomer()
        training.begin(who)
        training.go_on(who, 1)
        training.end(who)
    client = curator(app)
    client.get("/en/desk/requests")
    client.get(client.soup.select_one("article a")["href"])
    assert client.h1 == f"The training of {who.name}"
    client.get("/en/desk/requests")
    client.submit({"reason": REASON}, form="article form", button="Welcome as a researcher")
    assert rows(app, JoinRequest)[0].untrained_why is None


def test_declining_and_switched_off_need_no_training(app: Flask):
    with app.app_context():
        training.make_item()
        training.make_newcomer()
        training.make_newcomer()
    client = curator(app)
    client.get("/en/desk/requests")
    client.submit({"reason": REASON}, form="article form", button="Decline")
    hub = app.extensions["storyhub"]
    hub.settings = replace(hub.settings, training="off")
    client.get("/en/desk/requests")
    client.submit({"reason": REASON}, form="article form", button="Welcome as a researcher")
    assert [row.state for row in rows(app, JoinRequest)] == ["declined", "accepted"]


def test_a_late_researcher_finishes_what_she_has_begun_and_begins_nothing(app: Flask, client: PageClient):
    coder = researcher_at(app, client)
    with app.app_context():
        training.make_item()
        law, begun, new = make_law(), make_story(), make_story()
        make_coding(begun, law, coder, training.WORDS)
        with transaction():
            db.session.get_one(Person, coder.person_id).created_at = datetime.now(UTC) - timedelta(days=900)
            db.session.execute(db.update(TrainingItem).values(added_at=datetime.now(UTC) - timedelta(days=380)))
    client.get("/en/desk/coding")
    assert "It is time to repeat the training" in client.text
    assert client.soup.select("[data-part=take]")
    with app.app_context(), transaction():
        db.session.execute(db.update(TrainingItem).values(added_at=datetime.now(UTC) - timedelta(days=400)))
    client.get("/en/desk/coding")
    assert "yours is long ago" in client.text
    assert not client.soup.select("[data-part=take]")
    client.get(f"/en/desk/coding/{public_id(new)}")
    client.submit({"from_sentence": "1", "law": str(law)}, form="#coding-form", status=409)
    assert "Please repeat the training" in client.text
    client.submit(form="form[action*='/finish']", status=409)
    token = {"csrf_token": client.soup.select_one("input[name=csrf_token]")["value"]}
    client.post("/en/desk/coding/next", token, status=409)
    client.get(f"/en/desk/coding/{public_id(begun)}")
    assert "you can still finish" in client.text
    client.submit({"from_sentence": "2", "law": str(law)}, form="#coding-form")
    client.submit(form="form[action*='/finish']")
    mine = [row for row in rows(app, CodingPass) if row.coder_id == coder.person_id]
    assert [row.finished_at is not None for row in mine] == [True]
    with app.app_context():
        training.begin(coder)
        training.go_on(coder, 1)
        with transaction():
            db.session.execute(db.update(TrainingRun).values(finished_at=datetime.now(UTC)))
    client.get("/en/desk/coding")
    assert "training is to be repeated" not in client.text
    assert client.soup.select("[data-part=take]")
