"""Who gets which answer: every route, asked by every role, with things that are really there.

`access.txt` is the agreed table, read by people before it is kept; `python -m tests.architecture.access` prints what the site does now.
Forms are sent empty: an answer of 422, 409 or 404 says that the door is open and the words are missing; 403 that it is shut; 303 with
`>` that one is led to signing in.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from flask import Flask
from werkzeug.routing import Rule

from config import Settings
from storyhub.accounts.models import JoinRequest
from storyhub.kit import outbox
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.laws.models import Law
from storyhub.moderation.models import Complaint
from storyhub.search.sync import rebuild
from storyhub.stories.models import Organisation, Story
from storyhub.wiring import create_app
from tests.accounts.accounts_factories import make_person, sign_in
from tests.calls.calls_factories import make_call
from tests.laws.laws_factories import make_law, make_proposal
from tests.page_client import PageClient
from tests.stories.stories_factories import make_story

TABLE = Path(__file__).with_name("access.txt")
ROLES: tuple[Role | None, ...] = (None, *Role)
VALUES = {
    "lang": "en", "public_id": "S-000001", "number": 1, "slug": "shop", "sector": "retail", "stage": "imagination", "version": "x",
    "bundle": "site", "kind": "svg", "filename": "icon.svg", "token": "x", "handle": "somebody",
    "complaint_id": 1, "other": "S-000002", "remark_id": 1, "succession_id": 1, "key": "1", "name": "README.md", "first": 1, "second": 2,
    "edition_id": 1, "block": 1, "suffix": "bib", "sentence": 1,
}  # fmt: skip


def furnish(app: Flask) -> None:
    """One of everything that an address can name."""
    app.config["WTF_CSRF_ENABLED"] = False
    hub = app.extensions["storyhub"]
    # Passkeys need a name, not a number.
    hub.settings = replace(hub.settings, base_url="http://localhost")
    with app.app_context():
        somebody = make_person(Role.member, handle="somebody")
        make_law()
        make_proposal("en")
        with transaction():
            shop = Organisation(slug="shop", name="Shop", name_key="shop")
            db.session.add(shop)
            db.session.flush()
            db.session.add(JoinRequest(person_id=somebody.id, text="x" * 20, state="waiting", created_at=datetime.now(UTC), reason=""))
            make_story(organisation_id=shop.id)
            make_call(slug="shop")
            make_story("Another one lived through much the same. It was in spring, and it rained.")
            db.session.add(
                Complaint(topic="broken", text="x" * 20, lang="en", submission_key="x", code_hash="x", received_at=datetime.now(UTC))
            )
        assert db.session.get(Story, 1)
        rebuild(hub.registry, hub.engine, outbox)
        assert {law.proposal_number or law.number for law in db.session.execute(db.select(Law)).scalars()} == {1}


def doors(app: Flask) -> list[tuple[str, Rule]]:
    """Every method of every route, in the order of the table."""
    rules = [(method, rule) for rule in app.url_map.iter_rules() for method in sorted(rule.methods or ()) if method in ("GET", "POST")]
    # Signing in with one click is another person's door: last, because it changes who asks.
    return sorted(rules, key=lambda door: (door[1].rule, door[0]))


def answers(app: Flask, role: Role | None) -> Iterator[tuple[str, str]]:
    """For each door its name, and the answer this role gets: the status, with `>` where one is led to signing in."""
    with app.app_context():
        person = make_person(role) if role else None
    adapter = app.url_map.bind("localhost")
    client, pressed = PageClient(app), True
    for method, rule in doors(app):
        if pressed:
            # What was pressed may have ended the session, or begun somebody else's; a page that was only read did not.
            client = PageClient(app)
            if person is not None:
                with app.app_context():
                    db.session.expire_all()
                    sign_in(client, db.session.get(type(person), person.id))
        pressed = method == "POST"
        address = adapter.build(rule.endpoint, {name: VALUES[name] for name in rule.arguments}, method=method)
        response = client.client.open(address, method=method)
        led = ">" if "/sign-in" in response.headers.get("Location", "") else ""
        yield f"{method} {rule.rule}", f"{response.status_code}{led}"
        response.close()


def table_of(columns: dict[str, list[str]]) -> str:
    """The table as it stands in the file: the answers of all roles in a line, then the door."""
    head = " ".join(f"{role or 'visitor':<10}" for role in ROLES)
    lines = [" ".join(f"{answer:<10}" for answer in found) + f" {door}" for door, found in columns.items()]
    return "\n".join([f"{head} door", *lines]) + "\n"


def read_table() -> dict[str, list[str]]:
    lines = TABLE.read_text(encoding="utf-8").splitlines()[1:]
    return {line.split(maxsplit=6)[6]: line.split(maxsplit=6)[:6] for line in lines}


def main() -> None:
    columns: dict[str, list[str]] = {}
    for role in ROLES:
        with TemporaryDirectory() as folder:
            app = create_app(
                Settings.from_env({}, data_dir=Path(folder), testing=True, indexer="off", limits=False, second_factor="optional")
            )
            furnish(app)
            for door, answer in answers(app, role):
                columns.setdefault(door, []).append(answer)
            app.extensions["storyhub"].renderer.close()
    TABLE.write_text(table_of(columns), encoding="utf-8")


if __name__ == "__main__":
    main()
