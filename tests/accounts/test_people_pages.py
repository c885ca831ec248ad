"""The administrator's pages: inviting, roles, ending and reopening accounts."""

from __future__ import annotations

import re
import threading
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from storyhub.accounts.cli import people as command
from storyhub.accounts.models import AccessLink, Authenticator, Person, PersonSession
from storyhub.accounts.queries import find_person, people
from storyhub.accounts.service import Keys, deactivate, set_roles
from storyhub.kit.actor import OPERATOR, Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict
from storyhub.kit.mail import Letter
from tests.accounts.accounts_factories import PASSWORD, person_in, rows, sign_in
from tests.page_client import PageClient

INVITED = {"name": "Ivo", "email": "ivo@example.org", "handle": "ivo", "roles": ["moderator"], "lang": "en"}


@pytest.fixture
def admin(app: Flask, client: PageClient) -> PageClient:
    sign_in(client, person_in(app, Role.admin, handle="chief"))
    return client


def link_of(app: Flask) -> str:
    found = re.search(r"https?://[^/\s]+(/\S+)", rows(app, Letter)[-1].body)
    assert found
    return found[1]


def test_an_invited_person_chooses_a_password_by_the_link(app: Flask, admin: PageClient) -> None:
    admin.get("/en/desk/people/new")
    admin.submit(INVITED)
    assert "invited, no password yet" in admin.text
    assert rows(app, Letter)[0].to_address == "ivo@example.org"
    guest = PageClient(app)
    guest.get(link_of(app))
    guest.submit({"new_password": "short one"}, status=422)
    guest.submit({"new_password": PASSWORD})
    guest.submit({"email": "ivo@example.org", "password": PASSWORD}, form="form.sign-in")
    guest.get("/en/desk/moderation")
    guest.get(link_of(app), status=404)
    actions = [(row.action, row.why) for row in rows(app, AuditRow)]
    assert ("person.added", "moderator") in actions
    assert ("person.invited", "") in actions
    assert ("person.password", "invitation") in actions


def test_an_invitation_can_be_sent_again_and_the_last_link_counts(app: Flask, admin: PageClient) -> None:
    admin.get("/en/desk/people/new")
    admin.submit(INVITED)
    with app.app_context(), transaction():
        db.session.execute(db.update(AccessLink).values(expires_at=datetime.now(UTC) - timedelta(seconds=1)))
    PageClient(app).get(link_of(app), status=404)
    admin.submit(form="form[action$='/ivo/invite']")
    PageClient(app).get(link_of(app))


def test_what_is_wrong_with_an_invitation_is_said_and_kept(app: Flask, admin: PageClient) -> None:
    admin.get("/en/desk/people/new")
    admin.submit({**INVITED, "handle": "Not A Handle"}, status=422)
    assert admin.soup.select_one("input[name=name]")["value"] == "Ivo"
    admin.submit({**INVITED, "handle": "chief"}, status=409)
    assert rows(app, Letter) == []


def test_roles_change_and_sign_the_person_out(app: Flask, admin: PageClient) -> None:
    person, there = person_in(app, Role.researcher, handle="rita"), PageClient(app)
    sign_in(there, person)
    admin.get("/en/desk/people/rita")
    admin.submit({"roles": ["moderator", "curator"]}, form="main form.form")
    assert there.client.get("/en/me").status_code == 303
    with app.app_context():
        assert {row.role for row in find_person("rita").roles} == {"moderator", "curator"}
    assert "researcher → curator, moderator" in admin.text


def test_an_account_ends_and_opens_again(app: Flask, admin: PageClient) -> None:
    person_in(app, Role.researcher, handle="rita")
    admin.get("/en/desk/people/rita")
    admin.submit(form="form[action$='/deactivate']")
    with app.app_context():
        assert find_person("rita").active is False
    admin.submit(form="form[action$='/reactivate']")
    with app.app_context():
        assert find_person("rita").active is True


def test_the_last_administrator_stays_on_the_pages_too(app: Flask, admin: PageClient) -> None:
    admin.get("/en/desk/people/chief")
    admin.submit(form="form[action$='/deactivate']", status=409)
    admin.get("/en/desk/people/chief")
    admin.submit({"roles": ["member"]}, form="main form.form", status=409)


@pytest.mark.parametrize("way", ["deactivate", "roles"])
def test_two_administrators_who_remove_each_other_at_once_leave_one(app: Flask, way: str) -> None:
    for handle in ("one", "two"):
        person_in(app, Role.admin, handle=handle)
    start, refused = threading.Barrier(2), []

    def remove(handle: str) -> None:
        with app.app_context():
            start.wait()
            try:
                with transaction():
                    person = find_person(handle)
                    if way == "roles":
                        set_roles(person, [], actor=OPERATOR, now=datetime.now(UTC))
                    else:
                        deactivate(person, actor=OPERATOR, now=datetime.now(UTC))
            except Conflict as problem:
                refused.append(problem)
            db.session.remove()

    threads = [threading.Thread(target=remove, args=(handle,)) for handle in ("one", "two")]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1
    with app.app_context():
        assert len([person for person in people() if person.active and Role.admin in person.roles]) == 1


def test_a_lost_second_step_is_forgotten_by_an_administrator(app: Flask, admin: PageClient) -> None:
    person = person_in(app, Role.moderator, handle="rita")
    keys = Keys("x" * 40)
    with app.app_context(), transaction():
        db.session.add(Authenticator(person_id=person.id, sealed_secret=keys.seal("x"), last_step=0, created_at=datetime.now(UTC)))
    admin.get("/en/desk/people/rita")
    admin.submit(form="form[action$='/factors']")
    assert rows(app, Authenticator) == []
    assert "not set up" in admin.text


@pytest.mark.parametrize("role", [Role.member, Role.researcher, Role.moderator, Role.curator])
def test_others_see_and_do_nothing_here(app: Flask, client: PageClient, role: Role) -> None:
    person_in(app, Role.researcher, handle="rita")
    sign_in(client, person_in(app, role))
    client.get("/en/me")
    token = client.soup.select_one("main input[name=csrf_token]")["value"]
    for address in ("/en/desk/people", "/en/desk/people/new", "/en/desk/people/rita"):
        client.get(address, status=403)
    for word in ("deactivate", "reactivate", "invite", "factors"):
        client.post(f"/en/desk/people/rita/{word}", {"csrf_token": token}, status=403)
    client.post("/en/desk/people/rita", {"csrf_token": token, "roles": "admin"}, status=403)
    with app.app_context():
        assert [row.role for row in find_person("rita").roles] == ["researcher"]


def test_deciding_over_people_wants_a_fresh_proof(app: Flask, admin: PageClient) -> None:
    person_in(app, Role.researcher, handle="rita")
    admin.get("/en/desk/people/rita")
    with app.app_context(), transaction():
        db.session.execute(db.update(PersonSession).values(proved_at=None))
    admin.submit(form="form[action$='/deactivate']")
    assert admin.h1 == "Is it still you?"
    with app.app_context():
        assert find_person("rita").active is True


def test_the_list_of_people_costs_the_same_for_one_and_three(app: Flask, admin: PageClient, counted_queries) -> None:
    seen = []
    for more in (1, 2):
        for _ in range(more):
            person_in(app, Role.researcher)
        with counted_queries() as statements:
            admin.get("/en/desk/people")
        seen.append(len(statements))
    assert seen[0] == seen[1]


def test_the_commands_invite_reactivate_and_forget(app: Flask) -> None:
    run = app.test_cli_runner().invoke
    done = run(command, ["invite", "ivo", "--name", "Ivo", "--email", "ivo@example.org", "--role", "moderator", "--lang", "ru"])
    assert done.exit_code == 0, done.output
    assert "/ru/password/" in rows(app, Letter)[0].body
    PageClient(app).get(link_of(app))
    assert run(command, ["deactivate", "ivo"]).exit_code == 0
    assert run(command, ["reactivate", "ivo"]).exit_code == 0
    assert rows(app, Person)[0].active is True
    assert run(command, ["forget-factors", "ivo"]).exit_code == 0
    assert run(command, ["reactivate", "nobody"]).exit_code == 1
