"""The page of a proposal as people use it: gate, votes, discussion, taking up, salvage; and who may not."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.accounts.models import Person
from storyhub.curation.queries import counted_votes, discussion
from storyhub.curation.service import decline
from storyhub.kit.actor import OPERATOR, Role
from storyhub.kit.db import db, transaction
from storyhub.laws.models import Law
from tests.accounts.accounts_factories import sign_in
from tests.coding.coding_factories import make_story
from tests.curation.curation_factories import LATER, law_of, make_proposal, make_ready, mark, meet_gate, people, vote
from tests.laws.conftest import Someone
from tests.page_client import PageClient

REASON = "In my shop nobody noticed the difference."
PAGE = "/en/proposals/P-1"


def texts(client: PageClient, selector: str) -> list[str]:
    return [" ".join(element.get_text(" ").split()) for element in client.soup.select(selector)]


def test_everyone_sees_the_gate_with_what_is_missing_and_nobody_gets_a_cookie(app: Flask, client: PageClient):
    with app.app_context():
        law_id = make_proposal()
        mark(law_id)
    client.get(PAGE)

    assert len(client.soup.select(".gate__check--open")) == 4
    assert "still missing: 2 more stories" in " ".join(texts(client, ".gate__have"))
    assert len(client.soup.select(".case__obstacles li")) >= 2
    assert client.soup.select_one(".votes__form") is None
    assert "Set-Cookie" not in client.response.headers
    with app.app_context():
        mark(law_id)
        mark(law_id)
    client.get(PAGE)
    assert len(client.soup.select(".gate__check--met")) == 4
    client.get("/en/proposals")
    assert "Evidence gate: met" in client.text


def test_a_member_votes_changes_it_and_takes_it_back(app: Flask, member: Someone):
    with app.app_context():
        law_id = make_proposal()
    client = member.client
    client.get(PAGE)
    for button, wanted in (("I am for it", 1), ("I am against it", -1), ("Take my vote back", None)):
        client.submit(form=".votes__form", button=button)
        with app.app_context():
            assert counted_votes([law_id])[law_id].get(member.actor.person_id) == wanted
    assert client.soup.select_one(".votes__form [aria-pressed=true]") is None


def test_a_vote_that_is_none_or_by_nobody_is_refused(app: Flask, member: Someone, client: PageClient):
    with app.app_context():
        law_id = make_proposal()
    member.client.get(PAGE)
    token = member.client.soup.select_one("[name=csrf_token]")["value"]
    member.client.post(f"{PAGE}/vote", {"vote": "5", "csrf_token": token}, status=422)
    member.client.post(f"{PAGE}/vote", {"vote": "support"}, status=400)
    client.get("/en/sign-in")
    token = client.soup.select_one("[name=csrf_token]")["value"]
    client.post(f"{PAGE}/vote", {"vote": "support", "csrf_token": token})
    assert client.address.startswith("/en/sign-in")
    with app.app_context():
        assert counted_votes([law_id])[law_id] == {}


def test_an_objection_is_answered_by_the_curator_and_settled_by_the_objector(app: Flask, member: Someone, curator: Someone):
    with app.app_context():
        law_id = make_proposal()
    ada = member.client
    ada.get(PAGE)
    ada.submit({"text": "Too short"}, form=".discussion__form", button="This is an objection", status=422)
    assert ada.soup.select_one("#text").get_text().strip() == "Too short"
    ada.submit({"text": REASON}, form=".discussion__form", button="This is an objection")
    with app.app_context():
        remark_id = discussion(law_id)[0].id
    address = f"{PAGE}/objections/{remark_id}"

    curator.client.get(address)
    curator.client.submit({"text": "no"}, button="Answer it", status=422)
    curator.client.submit({"text": "They noticed it in the second year."}, button="Answer it")
    assert "answered, not settled yet" in curator.client.text
    ada.get(PAGE)
    ada.get(ada.soup.select_one(".remark__ways a")["href"])
    ada.submit(button="My objection is settled")

    assert "Settled, says the person who objected." in ada.text
    ada.get(f"{PAGE}/objections/999", status=404)


def test_a_curator_settles_an_objection_only_with_a_reason(app: Flask, member: Someone, curator: Someone):
    with app.app_context():
        make_proposal()
    member.client.get(PAGE)
    member.client.submit({"text": REASON}, form=".discussion__form", button="This is an objection")
    client = curator.client
    client.get(PAGE)
    client.get(client.soup.select_one(".remark__ways a")["href"])
    client.submit(button="Settle it", status=422)
    client.submit({"text": "The third story answers it."}, button="Settle it")

    assert "The third story answers it." in client.text
    assert client.soup.select_one(".remark__ways") is None


def test_a_visitor_who_types_a_remark_gets_the_words_back(app: Flask, client: PageClient):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        law_id = make_proposal()
    client.get(PAGE)
    client.post(f"{PAGE}/remarks", {"text": REASON, "kind": "support"}, status=403)

    assert client.soup.select_one("textarea[readonly]").get_text() == REASON
    with app.app_context():
        assert discussion(law_id) == ()


def test_a_curator_cannot_accept_before_nothing_is_in_the_way(app: Flask, curator: Someone):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        law_id = make_proposal(lang="ru")
        version = law_of(law_id).version_id
    client = curator.client
    client.get(PAGE)
    assert client.soup.select_one("button[value=accept]") is None
    form = {"decision": "accept", "version": version, "name_en": "A thank-you", "statement_en": "A thank-you is remembered."}
    client.post(f"{PAGE}/decide", form, status=409)
    assert "evidence gate is not met" in client.text

    with app.app_context():
        meet_gate(law_id)
        for person in people(5):
            vote(law_id, person)
    client.post(f"{PAGE}/decide", form)
    assert client.soup.select_one('.proposal__outcome a[href="/en/laws/1"]')


def test_a_quiet_proposal_is_taken_up_by_a_button(app: Flask, member: Someone):
    with app.app_context():
        law_id = make_proposal()
        with transaction():
            law = law_of(law_id)
            law.created_at = law.created_at.replace(year=2025)
            law.current.created_at = law.created_at
    # More than 180 days: a curator must decide, and nobody takes it up any more.
    member.client.get(PAGE)
    assert "a decision is due" in member.client.text
    assert member.client.soup.select_one('form[action$="/adopt"]') is None

    app.extensions["storyhub"].settings = _with(app, proposal_decide_days=9_999)
    member.client.get(PAGE)
    member.client.submit(form='form[action$="/adopt"]')
    assert "Taken up by" in member.client.text
    with app.app_context():
        assert db.session.get_one(Law, law_id).proposer_id == member.actor.person_id


def test_a_declined_idea_leads_to_a_new_form_with_its_words(app: Flask, member: Someone):
    with app.app_context():
        law_id = make_proposal(name="A written thank-you")
        make_story()
        with transaction():
            decline(law_of(law_id), reason=REASON, actor=OPERATOR, now=LATER)
    client = member.client
    client.get(PAGE)
    client.get(client.soup.select_one("a[href$='?from=P-1']")["href"])
    assert client.soup.select_one("[name=name]")["value"] == "A written thank-you"
    client.submit({"story": "S-000001"}, button="Propose it")

    assert client.address == "/en/proposals/P-2"
    assert "takes up the declined proposal P-1" in client.text
    client.get(PAGE)
    assert "Taken up again as proposal P-2" in client.text


@pytest.mark.parametrize("role", [Role.member, Role.researcher, Role.moderator, Role.admin])
def test_the_docket_is_for_curators(app: Flask, client: PageClient, role: Role):
    with app.app_context():
        actor = people(1, role)[0]
        sign_in(client, db.session.get_one(Person, actor.person_id))
    client.get("/en/desk/proposals", status=403)


def test_the_docket_shows_what_can_be_accepted(app: Flask, curator: Someone):
    with app.app_context():
        make_ready()
        make_proposal()
    curator.client.get("/en/desk/proposals")

    assert "can be accepted" in texts(curator.client, ".rows__row")[0] or "decision is due" in texts(curator.client, ".rows__row")[0]
    assert len(curator.client.soup.select(".rows__row")) == 2


def _with(app: Flask, **over: object) -> object:
    from dataclasses import replace

    return replace(app.extensions["storyhub"].settings, **over)
