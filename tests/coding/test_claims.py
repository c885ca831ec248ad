"""The teller's own choice of a law, with nothing but the story's code."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.coding.models import TellerClaim
from storyhub.coding.queries import claimed_laws
from storyhub.coding.service import claim_law, propose_own_law
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Invalid
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law
from storyhub.stories.domain.receipt import new_nonce, receipt_code, receipt_hash, receipt_key
from storyhub.stories.models import Story
from tests.coding.coding_factories import NOW, finish, make_coder, make_coding, make_law, make_story
from tests.page_client import PageClient


@pytest.fixture
def told(app: Flask) -> tuple[int, str]:
    """A story and its code."""
    key = receipt_key(app.extensions["storyhub"].settings.secret_key)
    code = receipt_code(key, new_nonce(key))
    with app.app_context():
        return make_story(receipt_hash=receipt_hash(key, code)), code


def claims(app: Flask) -> set[tuple[int, int]]:
    with app.app_context():
        return {(claim.story_id, claim.law_id) for claim in db.session.execute(select(TellerClaim)).scalars()}


def open_form(client: PageClient, code: str, status: int = 422) -> None:
    """A page with the form and its token: what an empty post answers with."""
    client.get("/en/receipt")
    token = client.soup.select_one('[name="csrf_token"]')
    assert token is not None
    client.post("/en/receipt/law", {"csrf_token": token["value"], "code": code}, status=status)


def test_a_teller_names_a_law_and_comes_back_to_the_story(app: Flask, client: PageClient, told: tuple[int, str]) -> None:
    story, code = told
    with app.app_context():
        law, proposal = make_law(12), make_law(proposal=7)
    open_form(client, code)
    assert "Choose a law" in client.text
    client.submit({"law": str(law)})
    assert "12. Law of 12" in client.text
    assert claims(app) == {(story, law)}
    assert client.response is not None
    assert client.response.headers["Cache-Control"] == "no-store"
    assert client.response.headers["Referrer-Policy"] == "no-referrer"
    client.submit(form='form[action$="/receipt"]')
    open_form(client, code)
    client.submit({"law": str(proposal)})
    assert claims(app) == {(story, law), (story, proposal)}


def test_none_fits_makes_a_proposal_with_the_story(app: Flask, client: PageClient, told: tuple[int, str]) -> None:
    story, code = told
    words = {"law": "none_fits", "name": "Warm hands", "statement": "A warm hand is remembered longer than a discount."}
    for _ in range(2):
        open_form(client, code)
        client.submit(words)
        assert "proposal" in client.text
    with app.app_context():
        law = db.session.execute(select(Law)).scalar_one()
        assert (law.state, law.story_id, law.proposer_label, law.proposer_id) == (LawState.proposed, story, "teller", None)
        assert claims(app) == {(story, law.id)}


def test_errors_keep_what_was_typed(app: Flask, client: PageClient, told: tuple[int, str]) -> None:
    _, code = told
    open_form(client, code)
    client.submit({"law": "none_fits", "name": "Warm hands"}, status=422)
    assert "Say your law in a sentence" in client.text
    name = client.soup.select_one("#claim-name")
    assert name is not None
    assert name["value"] == "Warm hands"
    client.submit({"law": "4711"}, status=422)
    assert "Unknown law" in client.text
    client.submit({"law": "nonsense"}, status=422)
    client.submit({"law": "none_fits", "name": "x" * 301, "statement": "y" * 1001}, status=422)
    assert claims(app) == set()


@pytest.mark.parametrize("lang", ["en", "ru"])
def test_a_wrong_code_says_so_and_keeps_the_words(app: Flask, client: PageClient, told: tuple[int, str], lang: str) -> None:
    _, code = told
    open_form(client, code)
    wrong = {"law": "none_fits", "name": "Warm hands", "statement": "Warm hands are remembered.", "code": "ABCD"}
    token = client.soup.select_one('[name="csrf_token"]')
    assert token is not None
    client.post(f"/{lang}/receipt/law", {**wrong, "csrf_token": token["value"]}, status=404)
    statement = client.soup.select_one("#claim-statement")
    assert statement is not None
    assert "Warm hands are remembered." in statement.get_text()
    assert claims(app) == set()


def test_without_a_token_nothing_is_kept(app: Flask, client: PageClient, told: tuple[int, str]) -> None:
    _, code = told
    with app.app_context():
        law = make_law(12)
    client.post("/en/receipt/law", {"code": code, "law": str(law)}, status=422)
    assert claims(app) == set()


def test_a_claim_is_kept_once_and_is_no_evidence(context: Flask) -> None:
    story, law = make_story(), make_law(12)
    for _ in range(2):
        with transaction():
            claim_law(db.session.get_one(Story, story), law, now=NOW)
    assert [claim.law_key for claim in claimed_laws(story, lang="en")] == ["12"]


@pytest.mark.parametrize("state", ["withdrawn", "declined"])
def test_nothing_is_claimed_for_a_story_that_is_over(context: Flask, state: str) -> None:
    story, law = db.session.get_one(Story, make_story(state=state)), make_law(12)
    with pytest.raises(Conflict):
        claim_law(story, law, now=NOW)
    with pytest.raises(Conflict):
        propose_own_law(story, name="A", statement="B", lang="en", now=NOW)


def test_a_law_that_was_declined_cannot_be_claimed(context: Flask) -> None:
    story = db.session.get_one(Story, make_story())
    with pytest.raises(Invalid):
        claim_law(story, make_law(proposal=7, state=LawState.declined), now=NOW)


def test_a_teller_proposes_at_most_three_laws(context: Flask) -> None:
    story = make_story()
    for name in ("One", "Two", "Three", "Three"):
        with transaction():
            propose_own_law(db.session.get_one(Story, story), name=name, statement="Because it is so.", lang="en", now=NOW)
    with pytest.raises(Conflict), transaction():
        propose_own_law(db.session.get_one(Story, story), name="Four", statement="Because it is so.", lang="en", now=NOW)


def test_the_receipt_tells_what_the_story_is_evidence_for(app: Flask) -> None:
    with app.app_context():
        story, law, coder = make_story(), make_law(12, name_en="Come early"), make_coder()
        make_coding(story, law, coder, "an hour early", coders_needed=1)
        with app.test_request_context("/en/receipt"):
            template = app.jinja_env.get_template("coding/receipt_evidence.html")
            row = db.session.get_one(Story, story)
            assert template.render(story=row).strip() == "", "not before the round is complete"
        finish(story, coder)
        with app.test_request_context("/en/receipt"):
            page = template.render(story=db.session.get_one(Story, story))
    assert "Your story supports law 12" in page
    assert "Come early" in page
    assert "an hour early" in page
