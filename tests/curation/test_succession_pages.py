"""The pages on which curators change laws, and those on which everyone else reads what became of them."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.accounts.models import Person
from storyhub.coding.models import AdjudicatedCoding, Adjudication, Coding
from storyhub.coding.service import VoteDraft, cast_vote
from storyhub.coding.service.memos import write_memo
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.laws.models import Law
from storyhub.stories.models import Story
from tests.accounts.accounts_factories import sign_in
from tests.coding import coding_factories as coding
from tests.curation.curation_factories import people
from tests.laws.conftest import Someone
from tests.laws.laws_factories import make_law
from tests.page_client import PageClient
from tests.sql_count import count_sql

WHY = "They say the same in other words."


def coded(law_id: int) -> tuple[int, object]:
    story_id, coder = coding.make_story(), coding.make_coder()
    coding_id = coding.make_coding(story_id, law_id, coder, "an hour early")
    coding.finish(story_id, coder)
    return coding_id, coder


def state(app: Flask, number: int) -> str:
    with app.app_context():
        db.session.rollback()
        return db.session.execute(db.select(Law.state).where(Law.number == number)).scalar_one()


def test_a_merge_is_previewed_done_explained_told_and_undone(app: Flask, curator: Someone, client: PageClient):
    with app.app_context():
        old = make_law(name_en="Early outlasts a gift").id
        make_law()
        _coding_id, coder = coded(old)
    page = curator.client
    page.get("/en/laws/1")
    page.get("/en/laws/1/succession")
    page.get("/en/laws/1/merge")
    page.submit({"into": "2"}, button="Show what would move")
    assert "1 public coding moves (from 1 story)." in page.text
    page.submit({"why": "no"}, form="form.change", status=422)
    page.submit({"why": WHY}, form="form.change")
    assert page.address == "/en/laws/1/succession"
    assert "1 public coding went along." in page.text

    client.get("/en/laws/1")
    assert "merged into" in client.text
    client.get("/en/laws/1/succession")
    assert client.soup.select_one(".change__way a[href='/en/laws/2']")
    assert WHY in client.text
    assert client.soup.select_one("main form") is None
    client.get("/en/laws/2")
    assert "an hour early" in client.text

    reader = PageClient(app)
    with app.app_context():
        sign_in(reader, db.session.get_one(Person, coder.person_id))
    reader.get("/en/me")
    assert "News about laws I worked on (1)" in reader.text
    reader.get("/en/me/laws")
    assert "merged law 1. Early outlasts a gift" in reader.text
    reader.submit(button="I have read all this")
    assert reader.soup.select_one("main form") is None

    page.get("/en/laws/1/succession")
    page.submit(form="main form[action$='/undo']")
    assert "It is in force." in page.text
    assert "Undone" in page.text
    assert state(app, 1) == "accepted"


@pytest.mark.parametrize(
    ("into", "words"),
    [("1", "cannot live on in itself"), ("99", "There is no law 99"), ("3", "Law 3 lives on in this one already"),
     ("4", "Law 4 is not in force"), ("x", "There is no law 0"), ("2, 4", "not in force"), ("", "one law by its number")],
)  # fmt: skip
def test_what_cannot_take_over_is_said_and_nothing_changes(app: Flask, curator: Someone, into: str, words: str):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        for _ in range(4):
            make_law()
    page = curator.client
    page.post("/en/laws/3/merge", {"into": "1", "why": WHY, "version": _version(app, 3)})
    page.post("/en/laws/4/retire", {"why": WHY, "version": _version(app, 4)})
    assert (state(app, 3), state(app, 4)) == ("merged", "retired")
    if into:
        page.get("/en/laws/1/merge", query_string={"into": into}, status=422)
        assert words in page.text
    page.post("/en/laws/1/merge", {"into": into, "why": WHY, "version": _version(app, 1)}, status=422)
    assert words in page.text
    assert page.soup.select_one("[name=into]")["value"] == into
    assert state(app, 1) == "accepted"


def test_a_law_that_changed_meanwhile_or_is_out_of_force_is_not_changed(app: Flask, curator: Someone):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        make_law()
        make_law()
    page = curator.client
    page.post("/en/laws/1/merge", {"into": "2", "why": WHY, "version": "99"}, status=409)
    assert state(app, 1) == "accepted"
    page.post("/en/laws/1/retire", {"into": "2", "why": WHY, "version": _version(app, 1)})
    assert "superseded by" in page.text
    for kind in ("merge", "split", "retire"):
        page.get(f"/en/laws/1/{kind}", status=409)
        page.post(f"/en/laws/1/{kind}", {"into": "2", "why": WHY, "version": _version(app, 1)}, status=409)
    page.post("/en/laws/1/succession/99/undo", {}, status=404)


def test_a_split_sends_passages_one_by_one(app: Flask, curator: Someone):
    with app.app_context():
        old = make_law().id
        new = [make_law().id for _ in range(2)]
        stays, sent = coded(old)[0], coded(old)[0]
    page = curator.client
    page.get("/en/laws/1/split")
    page.submit({"into": "2"}, button="Show what would move", status=422)
    page.submit({"into": "2, 3"}, button="Show what would move")
    page.submit({"default": "3", f"passage-{sent}": "2", "why": WHY}, form="form.change")
    with app.app_context():
        assert [db.session.get_one(Coding, one).law_id for one in (stays, sent)] == [new[1], new[0]]
    assert len(page.soup.select(".change__way li")) == 2


@pytest.mark.parametrize("role", [Role.member, Role.researcher, Role.moderator, Role.admin])
def test_only_curators_get_the_forms(app: Flask, client: PageClient, role: Role):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        make_law()
        make_law()
        sign_in(client, db.session.get_one(Person, people(1, role)[0].person_id))
    for kind in ("merge", "split", "retire"):
        client.get(f"/en/laws/1/{kind}", status=403)
        client.post(f"/en/laws/1/{kind}", {"into": "2", "why": WHY, "version": _version(app, 1)}, status=403)
    assert state(app, 1) == "accepted"


def test_the_path_costs_the_same_however_long_it_is(app: Flask, curator: Someone, client: PageClient):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        for _ in range(5):
            make_law()
    costs = []
    for numbers in ((1,), (2, 3, 4)):
        for number in numbers:
            curator.client.post(f"/en/laws/{number}/merge", {"into": str(number + 1), "why": WHY, "version": _version(app, number)})
        with count_sql(app) as run:
            client.get("/en/laws/1/succession")
        costs.append(run.count)
    assert len(client.soup.select(".change__way li")) == 4
    assert costs[0] == costs[1]


def test_a_law_that_was_merged_before_this_was_kept_leads_on_all_the_same(app: Flask, client: PageClient):
    with app.app_context():
        law_id = make_law().id
        with transaction():
            db.session.get_one(Law, law_id).state = "retired"
    client.get("/en/laws/1/succession")
    assert "before such changes were recorded" in client.text
    client.get("/en/laws/99/succession", status=404)


def _version(app: Flask, number: int) -> int:
    with app.app_context():
        db.session.rollback()
        return db.session.execute(db.select(Law.version_id).where(Law.number == number)).scalar_one()


def test_the_preview_names_votes_decisions_and_memos_and_the_heir_shows_the_memo(app: Flask, curator: Someone):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        old = make_law().id
        make_law()
        story_id, coder = coding.make_story(), coding.make_coder()
        law, story = db.session.get_one(Law, old), db.session.get_one(Story, story_id)
        with transaction():
            cast_vote(story, VoteDraft(law_id=old), coder=coder, coders_needed=1, now=coding.NOW)
            write_memo("Look at this one.", story=None, law=law, is_shared=True, actor=coder, now=coding.NOW)
        coding.finish(story_id, coder)
        with transaction():
            standing = AdjudicatedCoding(law_id=old, polarity="upholds", strength=2)
            row = Adjudication(story_id=story_id, by_id=coder.person_id, at=coding.NOW, reason="so", considered=[])
            row.codings = [standing]
            db.session.add(row)
        researcher = PageClient(app)
        sign_in(researcher, db.session.get_one(Person, coder.person_id))
    curator.client.get("/en/laws/1/merge", query_string={"into": "2"})
    moves = curator.client.soup.select_one(".change__moves").get_text()
    assert "1 coder’s vote on a whole story moves." in moves
    assert "1 settled difference between coders moves." in moves
    assert "1 memo for all researchers stays with this law" in moves
    researcher.get("/en/laws/2")
    assert "Look at this one." not in researcher.text
    curator.client.post("/en/laws/1/merge", {"into": "2", "why": WHY, "version": _version(app, 1)})
    researcher.get("/en/laws/2")
    memo = researcher.soup.select_one(".memo")
    assert "Look at this one." in memo.get_text()
    assert memo.select_one("a[href='/en/laws/1#memos']")
