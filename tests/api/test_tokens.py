"""Personal tokens: made once, kept as a hash, good for one matter, gone at once."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from flask import Flask

from config import Settings
from storyhub.accounts.models import Authenticator, Person, PersonRole
from storyhub.accounts.service import Keys, deactivate, erase_person, export_person, reactivate, set_roles
from storyhub.api.domain.token import Scope, token_hash
from storyhub.api.models import ApiToken
from storyhub.kit.actor import OPERATOR, Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Forbidden, Invalid
from tests.accounts.accounts_factories import make_person, person_in, rows, sign_in
from tests.api.api_factories import Program, token_for
from tests.coding.coding_factories import make_story
from tests.page_client import PageClient

pytestmark = pytest.mark.usefixtures("context")
DESK = "/desk/stories/S-000001"


def again(person: Person) -> Person:
    return db.session.get_one(Person, person.id)


def test_a_token_is_made_shown_once_and_revoked(app: Flask, client: PageClient) -> None:
    somebody = person_in(app, Role.member)
    sign_in(client, somebody)
    client.get("/en/me")
    client.get("/en/me/tokens")
    assert "Mark stories" not in client.text, "only what one may do is offered"
    client.submit({"name": "Survey of May", "scope": "intake", "days": "30"}, form="form.form")
    made = client.soup.select_one(".token-made__value").get_text()
    assert made.startswith("shub_")
    assert client.response.headers["Cache-Control"] == "no-store"
    client.get("/en/me/tokens")
    assert made not in client.response.text
    assert "Survey of May" in client.text
    assert "never used" in client.text

    program = Program(app, made)
    program.get("/stories")
    client.get("/en/me/tokens")
    assert "last used on" in client.text
    client.submit(form='form[action$="/revoke"]')
    assert "You have none." in client.text
    assert program.get("/stories", status=401)["title"] == "The token is missing, unknown, expired or revoked"
    assert [row.action for row in rows(app, AuditRow)] == ["person.signed_in", "token.made", "token.revoked"]


def test_the_form_says_what_is_wrong(app: Flask, client: PageClient) -> None:
    sign_in(client, person_in(app, Role.member))
    client.get("/en/me/tokens")
    client.submit({"name": " ", "scope": "intake"}, form="form.form", status=422)
    assert "Please say in 1 to 80 characters" in client.text
    client.submit({"name": "\x07 x" + "y" * 90}, form="form.form", status=422)
    token = client.soup.select_one('form.form input[name="csrf_token"]')["value"]
    client.post("/en/me/tokens", {"csrf_token": token, "name": "x", "scope": "coding", "days": "30"}, status=422)
    client.post("/en/me/tokens", {"csrf_token": token, "name": "x", "scope": "intake", "days": "99999"}, status=422)
    assert rows(app, ApiToken) == []


def test_making_a_token_asks_anew_who_one_is(app: Flask, client: PageClient) -> None:
    sign_in(client, person_in(app, Role.member))
    with transaction():
        db.session.execute(db.text("UPDATE person_session SET proved_at = '2020-01-01 00:00:00'"))
    assert "/confirm" in client.client.get("/en/me/tokens").headers["Location"]


def test_somebody_elses_token_cannot_be_revoked(app: Flask, client: PageClient) -> None:
    token_for(make_person(), Scope.intake)
    sign_in(client, person_in(app, Role.member))
    client.get("/en/me/tokens")
    token = client.soup.select_one('form.form input[name="csrf_token"]')["value"]
    client.post("/en/me/tokens/1/revoke", {"csrf_token": token}, status=404)
    assert len(rows(app, ApiToken)) == 1


def test_nobody_has_more_than_ten(app: Flask, client: PageClient) -> None:
    somebody = person_in(app, Role.member)
    for _number in range(9):
        token_for(somebody, Scope.intake)
    sign_in(client, somebody)
    client.get("/en/me/tokens")
    token = client.soup.select_one('form.form input[name="csrf_token"]')["value"]
    sent = {"csrf_token": token, "name": "x", "scope": "intake", "days": "30"}
    client.post("/en/me/tokens", sent)
    client.post("/en/me/tokens", sent, status=409)
    assert "You have 10 tokens already" in client.text


def test_the_database_keeps_only_a_hash(app: Flask, tmp_path: Path) -> None:
    made = token_for(make_person(), Scope.intake)
    assert [row.token_hash for row in rows(app, ApiToken)] == [token_hash(made)]
    assert all(made.encode() not in file.read_bytes() for file in tmp_path.glob("storyhub.db*"))


@pytest.mark.parametrize(
    "header",
    ["Bearer", "Bearer ", "Bearer x", "Bearer shub_" + "A" * 43, "bearer shub_" + "A" * 44, "Bearer shub_\u00e9" + "A" * 42,
     "Bearer " + "A" * 5000,     "Bearer ' OR 1=1 --", "Bearer shub_" + "A" * 43 + " x"],
)  # fmt: skip
def test_a_made_up_token_opens_nothing_not_even_what_is_open(app: Flask, header: str) -> None:
    program = Program(app)
    for path in ("/stories", DESK):
        answer = program.call("GET", path, headers={"Authorization": header})
        assert answer.status_code == 401, path
        assert answer.headers["WWW-Authenticate"].startswith("Bearer")
        assert answer.headers["Cache-Control"] == "no-store"


def test_a_token_is_good_for_its_own_matter_until_its_day(app: Flask) -> None:
    make_story()
    researcher = make_person(Role.researcher)
    coding, intake = (Program(app, token_for(researcher, scope)) for scope in (Scope.coding, Scope.intake))
    coding.get(DESK)
    assert intake.get(DESK, status=403)["detail"] == "This token is for something else."
    assert coding.ask("POST", "/stories", json={}, headers={"Idempotency-Key": "x" * 8}, status=403)
    with transaction():
        db.session.execute(db.update(ApiToken).values(expires_on=datetime.now(UTC).date() - timedelta(days=1)))
    coding.get(DESK, status=401)


def test_the_role_is_asked_for_at_each_use(app: Flask) -> None:
    make_story()
    researcher = make_person(Role.researcher)
    program = Program(app, token_for(researcher, Scope.coding))
    program.get(DESK)
    with transaction():
        set_roles(again(researcher), [Role.member], actor=OPERATOR, now=datetime.now(UTC))
    program.get(DESK, status=403)
    with transaction(), pytest.raises(Forbidden):
        token_for_member(again(researcher))


def token_for_member(person: Person) -> None:
    from storyhub.api.service.tokens import make_token
    from tests.accounts.accounts_factories import actor_for

    now = datetime.now(UTC)
    make_token("x", Scope.coding, expires_on=now.date(), actor=actor_for(person), now=now)


def test_roles_that_rest_on_pages_rest_here(app: Flask) -> None:
    from dataclasses import replace

    hub = app.extensions["storyhub"]
    hub.settings = replace(hub.settings, second_factor="required")
    make_story()
    both = make_person(Role.researcher, Role.curator)
    program = Program(app, token_for(both, Scope.coding))
    program.get(DESK, status=403)
    with transaction():
        db.session.add(Authenticator(person_id=both.id, sealed_secret="x", created_at=datetime.now(UTC)))
    program.get(DESK)


def test_an_ended_account_takes_its_tokens_with_it(app: Flask) -> None:
    researcher = make_person(Role.researcher)
    make_story()
    program = Program(app, token_for(researcher, Scope.coding))
    program.get(DESK)
    with transaction():
        deactivate(again(researcher), actor=OPERATOR, now=datetime.now(UTC))
    program.get(DESK, status=401)
    with transaction():
        reactivate(again(researcher), actor=OPERATOR, now=datetime.now(UTC))
    program.get(DESK, status=401)
    Program(app, token_for(researcher, Scope.coding)).get(DESK)


def test_tokens_are_in_the_copy_of_ones_data_and_erased_with_the_person(app: Flask, settings: Settings) -> None:
    somebody, other = make_person(), make_person()
    made = token_for(somebody, Scope.intake, name="Survey")
    token_for(other, Scope.intake)
    holders = app.extensions["storyhub"].personal
    copy = export_person(again(somebody), holders=holders, now=datetime.now(UTC))
    assert [token["name"] for token in copy["tokens"]] == ["Survey"]
    assert token_hash(made) not in json.dumps(copy)
    with transaction():
        erase_person(again(somebody), keep=True, holders=holders, keys=Keys(settings.secret_key), actor=OPERATOR, now=datetime.now(UTC))
    assert [row.person_id for row in rows(app, ApiToken)] == [other.id]


def test_no_token_holds_for_longer_than_a_year(app: Flask) -> None:
    with pytest.raises(Invalid):
        token_for(make_person(), Scope.intake, days=367)
    with pytest.raises(Invalid):
        token_for(make_person(), Scope.intake, days=-1)
    assert rows(app, PersonRole) == []
