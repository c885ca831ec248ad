"""The pages of proposals in both languages, for visitors, members and curators."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.kit.actor import OPERATOR, TELLER
from storyhub.kit.db import db, transaction
from storyhub.laws.models import Law
from storyhub.laws.service import accept_proposal, decline_proposal
from storyhub.stories.models import Story
from tests.coding.coding_factories import make_story
from tests.curation.curation_factories import make_ready
from tests.laws.conftest import Someone
from tests.laws.laws_factories import NOW, make_group, make_proposal
from tests.laws.test_proposals import ENGLISH, REASON, make_story_row, reloaded
from tests.page_client import PageClient
from tests.sql_count import count_sql

WORDS = {"ru": ("Предложения", "Ошибка:"), "en": ("Proposals", "Error:")}
SEND = {"ru": "Предложить", "en": "Propose it"}


def decided(app: Flask, law: Law, *, accept: bool) -> None:
    with app.app_context(), transaction():
        if accept:
            accept_proposal(reloaded(law), actor=OPERATOR, now=NOW, completion=ENGLISH)
        else:
            decline_proposal(reloaded(law), reason=REASON, actor=OPERATOR, now=NOW)


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_the_list_shows_open_then_accepted_then_declined(app: Flask, client: PageClient, lang: str):
    with app.app_context():
        laws = [make_proposal() for _ in range(3)]
    decided(app, laws[0], accept=False)
    decided(app, laws[1], accept=True)

    client.get(f"/{lang}/proposals")

    keys = [key.get_text(" ", strip=True).split()[1] for key in client.soup.select(".proposal-card__key")]
    assert keys == ["P-3", "P-2", "P-1"]
    assert REASON in client.text
    assert client.soup.select_one(f'a[href="/{lang}/laws/1"]')


def test_an_empty_list_says_so(client: PageClient):
    client.get("/en/proposals")

    assert "There are no proposals yet." in client.text


def test_the_list_costs_the_same_with_one_and_with_three(app: Flask, client: PageClient):
    counts = []
    for more in (1, 2):
        with app.app_context():
            for _ in range(more):
                make_proposal()
        with count_sql(app) as run:
            client.get("/en/proposals")
        counts.append(run.count)

    assert counts[0] == counts[1]


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_proposal_shows_its_words_in_their_own_language(app: Flask, client: PageClient, lang: str):
    with app.app_context():
        make_proposal("ru", statement="Спасибо помнят.", explanation="Так **было**.", actor=TELLER, story_id=make_story_row())

    client.get(f"/{lang}/proposals/P-1")

    wording = client.soup.select_one(".proposal__wording")
    assert wording["lang"] == "ru"
    assert wording.select_one("strong").get_text() == "было"
    assert client.soup.select_one("form.decide__form") is None
    assert "Set-Cookie" not in client.response.headers


def test_a_declined_proposal_stays_with_its_reason(app: Flask, client: PageClient):
    with app.app_context():
        law = make_proposal()
    decided(app, law, accept=False)

    client.get("/en/proposals/P-1")

    assert client.soup.select_one(".proposal__reason").get_text(strip=True) == REASON


def test_the_page_of_an_accepted_proposal_leads_to_the_law(app: Flask, client: PageClient):
    with app.app_context():
        law = make_proposal()
    decided(app, law, accept=True)

    client.get("/en/proposals/P-1")

    assert "This proposal is now law 1" in client.text
    assert client.soup.select_one('.proposal__outcome a[href="/en/laws/1"]')


@pytest.mark.parametrize("number", ["2", "0", "99999999999999999999"])
def test_an_unknown_proposal_is_not_found(app: Flask, client: PageClient, number: str):
    with app.app_context():
        make_proposal()

    client.get("/en/proposals/P-1")
    client.get(f"/en/proposals/P-{number}", status=404)


def test_the_story_is_linked_only_for_those_who_may_read_it(app: Flask, client: PageClient):
    with app.app_context():
        story_id = make_story(audience="staff")
        make_proposal(actor=TELLER, story_id=story_id)
    client.get("/en/proposals/P-1")
    assert client.soup.select_one('a[href*="/stories/"]') is None

    with app.app_context(), transaction():
        db.session.get_one(Story, story_id).audience = "public"
    client.get("/en/proposals/P-1")

    assert client.soup.select_one('main a[href="/en/stories/S-000001"]')


def test_a_visitor_is_led_to_the_sign_in_page(client: PageClient):
    client.get("/en/proposals/new")

    assert client.address.startswith("/en/sign-in")


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_member_proposes_with_a_story(app: Flask, member: Someone, lang: str):
    with app.app_context():
        story_id = make_story()
    client = member.client

    client.get(f"/{lang}/proposals/new?story=S-000001")
    client.submit({"name": "A written thank-you", "statement": "It is remembered longer than a discount."}, button=SEND[lang])

    assert client.address == f"/{lang}/proposals/P-1"
    assert member.actor.name in client.text
    with app.app_context():
        law = db.session.execute(select(Law)).scalar_one()
        assert (law.story_id, law.proposer_id) == (story_id, member.actor.person_id)
        assert getattr(law.current, f"name_{lang}") == "A written thank-you"


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_proposal_that_does_not_fit_comes_back_with_every_word(app: Flask, member: Someone, lang: str):
    client = member.client
    typed = {"name": "A name", "statement": "short", "explanation": "My long explanation", "story": "S-000099"}

    client.get(f"/{lang}/proposals/new")
    client.submit(typed, button=SEND[lang], status=422)

    assert client.soup.title.get_text().startswith(WORDS[lang][1]) or lang == "ru"
    assert client.soup.select_one(".error-summary a[href='#statement']")
    for name, text in typed.items():
        field = client.soup.select_one(f"[name={name}]")
        assert (field.get("value") or field.get_text()).strip() == text


def test_a_story_nobody_may_read_is_refused_by_its_field(app: Flask, member: Someone):
    with app.app_context():
        make_story()
        make_story(audience="staff")
    member.client.get("/en/proposals/new")

    member.client.submit({"name": "A name", "statement": "A long enough statement.", "story": "S-000002"}, button=SEND["en"], status=422)

    assert "There is no such story" in member.client.soup.select_one("#story-error").get_text()


def test_a_member_must_name_a_story(member: Someone):
    member.client.get("/en/proposals/new")

    member.client.submit({"name": "A name", "statement": "A long enough statement."}, button=SEND["en"], status=422)

    assert member.client.soup.select_one(".error-summary a[href='#story']")


@pytest.mark.parametrize("address", ["/en/proposals/new", "/en/laws/new"])
def test_a_form_without_its_token_comes_back_with_every_word(curator: Someone, address: str):
    client = curator.client
    client.get(address)
    statement = "statement" if "proposals" in address else "statement_en"

    client.submit({"csrf_token": "stale", statement: "Typed with care."}, status=422)

    assert client.soup.select_one(f"[name={statement}]").get_text().strip() == "Typed with care."
    assert "Nothing is lost" in client.text


@pytest.mark.parametrize("address", ["/en/proposals/new", "/en/laws/new"])
def test_someone_signed_out_meanwhile_gets_the_words_back(curator: Someone, client: PageClient, address: str):
    curator.client.get(address)
    statement = "statement" if "proposals" in address else "statement_en"

    client.post(address, {statement: "Typed with care."}, status=403)

    assert client.soup.select_one(f"[name={statement}]").get_text().strip() == "Typed with care."


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_a_curator_accepts_and_fills_the_missing_language(app: Flask, curator: Someone, lang: str):
    with app.app_context():
        make_ready(lang="ru")
        make_group("ease")
    client = curator.client

    client.get(f"/{lang}/proposals/P-1")
    assert not client.soup.select("[name=name_ru]")
    client.submit(
        {"name_en": "A written thank-you", "statement_en": "It is remembered longer.", "group": "ease"},
        form="form.decide__form",
    )

    assert client.address == f"/{lang}/proposals/P-1"
    assert client.soup.select_one(f'.proposal__outcome a[href="/{lang}/laws/1"]')


def test_accepting_without_the_missing_language_keeps_what_was_typed(app: Flask, curator: Someone):
    with app.app_context():
        make_ready(lang="ru")
    client = curator.client
    client.get("/en/proposals/P-1")

    client.submit({"name_en": "A written thank-you", "reason": "half a thought"}, form="form.decide__form", status=422)

    assert client.soup.select_one("[name=name_en]")["value"] == "A written thank-you"
    assert client.soup.select_one("[name=reason]").get_text().strip() == "half a thought"
    assert client.soup.select_one(".error-summary a[href='#statement_en']")


def test_declining_needs_the_reason(app: Flask, curator: Someone):
    with app.app_context():
        make_proposal("ru")
    client = curator.client
    client.get("/en/proposals/P-1")

    client.submit({"reason": "no"}, form="form.decide__form", button="Decline", status=422)
    client.submit({"reason": REASON}, form="form.decide__form", button="Decline")

    assert client.soup.select_one(".proposal__reason").get_text(strip=True) == REASON


def test_the_second_curator_is_told_and_gets_the_words_back(app: Flask, curator: Someone, second_curator: Someone):
    with app.app_context():
        make_proposal("ru")
    for one in (curator, second_curator):
        one.client.get("/en/proposals/P-1")
    curator.client.submit({"reason": REASON}, form="form.decide__form", button="Decline")

    second_curator.client.submit({"reason": "Because I say so."}, form="form.decide__form", button="Decline", status=409)

    assert "Someone was faster" in second_curator.client.text
    assert REASON in second_curator.client.text
    assert second_curator.client.soup.select_one("#typed-1").get_text().strip() == "Because I say so."


def test_the_proposer_sees_that_another_curator_decides(app: Flask, curator: Someone):
    with app.app_context():
        make_proposal("ru", actor=curator.actor)

    curator.client.get("/en/proposals/P-1")

    assert "another curator decides" in curator.client.text
    assert curator.client.soup.select_one("form.decide__form") is None


def test_a_member_cannot_decide(app: Flask, member: Someone):
    with app.app_context():
        make_proposal("ru")

    member.client.get("/en/proposals/P-1")
    member.client.post("/en/proposals/P-1/decide", {"decision": "decline", "reason": REASON, "version": "2"}, status=403)

    with app.app_context():
        assert db.session.execute(select(Law.state)).scalar_one() == "proposed"
