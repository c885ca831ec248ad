"""The desk's page of the exchange: what one takes out there, and how a file comes in."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from storyhub.coding.models import Coding
from storyhub.coding.service import import_codings
from storyhub.exchange.domain.codebook import Code
from storyhub.exchange.domain.guids import guid_of
from storyhub.exchange.domain.package_out import package_bytes
from storyhub.exchange.forms.codebook_in import read_codebook
from storyhub.exchange.forms.project_in import read_package
from storyhub.kit.actor import OPERATOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.records import read_records
from tests.accounts.accounts_factories import make_person, sign_in
from tests.coding.coding_factories import NOW, finish, make_coder, make_coding, make_law, make_story, researcher_at
from tests.exchange.site_factories import forget_codings
from tests.page_client import PageClient

DESK = "/en/desk/exchange"


@pytest.fixture
def anna(app: Flask, client: PageClient) -> Actor:
    """A researcher at the client who has coded one story with law 12 and finished it; somebody else coded another one."""
    anna = researcher_at(app, client)
    with app.app_context():
        law, story, other = make_law(12), make_story(), make_story("Another one told us about it. It rained. =1+1 they said.")
        make_coding(story, law, anna, "I had the door open.", polarity="violates", strength=3, note="=look")
        finish(story, anna)
        bob = make_coder()
        make_coding(other, law, bob, "It rained.")
        finish(other, bob)
    return anna


def count(app: Flask) -> int:
    with app.app_context():
        return db.session.execute(select(func.count()).select_from(Coding)).scalar_one()


def send(client: PageClient, data: bytes, *, status: int = 200) -> None:
    client.get(DESK)
    token = client.soup.select_one("[data-part=send] [name=csrf_token]")
    assert token is not None
    mark = "a-line-that-is-in-no-file"
    head = f'--{mark}\r\nContent-Disposition: form-data; name="csrf_token"\r\n\r\n{token["value"]}\r\n--{mark}\r\n'
    head += 'Content-Disposition: form-data; name="file"; filename="back.qdpx"\r\nContent-Type: application/zip\r\n\r\n'
    body: Any = head.encode() + data + f"\r\n--{mark}--\r\n".encode()
    client.post(DESK, body, status=status, content_type=f"multipart/form-data; boundary={mark}")


def test_the_page_offers_the_codebook_own_codings_and_all_that_are_complete(client: PageClient, anna: Actor) -> None:
    client.get(DESK)
    files = [str(link["href"]) for link in client.soup.select("main .rows a")]
    assert [address.rpartition("/")[2] for address in files] == ["laws.qdc", "own.qdpx", "own.csv", "all.qdpx"]
    for address in files:
        answer = client.get(address)
        assert (answer.headers["Cache-Control"], answer.headers["Content-Disposition"][:10]) == ("no-store", "attachment")
    codebook, _ = read_codebook(client.get(files[0]).data)
    assert [code.name for code in codebook.codes[0].children] == ["12. Law of 12"]
    own, everything = (read_package(client.get(address).data).project for address in (files[1], files[3]))
    assert ([len(source.selections) for source in own.sources], [len(one.selections) for one in everything.sources]) == ([1], [1, 1])
    assert [user.id for user in own.users] == [anna.label]


def test_a_curator_takes_out_but_brings_nothing_in(app: Flask, client: PageClient, anna: Actor) -> None:
    with app.app_context():
        sign_in(client, make_person(Role.curator, password=None))
    client.get(DESK)
    assert not client.soup.select("[data-part=send]")
    client.get(f"{DESK}/own.qdpx", status=403)
    client.get(f"{DESK}/all.qdpx")


def test_a_file_is_looked_into_first_and_taken_in_only_then(app: Flask, client: PageClient, anna: Actor) -> None:
    data = client.get(f"{DESK}/own.qdpx").data
    with app.app_context():
        forget_codings()
    send(client, data)
    assert client.h1 == "What is in the file"
    assert count(app) == 0
    assert "Codings to add 1" in client.text
    client.submit(form="[data-part=take]")
    assert client.h1 == "Taken in"
    assert "1 coding was added" in client.text
    with app.app_context():
        coding = db.session.execute(select(Coding)).scalar_one()
        assert (coding.coder_id, coding.polarity, coding.strength, coding.note) == (anna.person_id, "violates", 3, "=look")
    assert not list((app.extensions["storyhub"].settings.data_dir / "exchange").glob("*.file"))


def test_codes_that_are_no_law_are_named_and_can_be_told_apart_on_the_page(app: Flask, client: PageClient, anna: Actor) -> None:
    project = read_package(client.get(f"{DESK}/own.qdpx").data).project
    [source], trust = project.sources, Code(guid_of("trust"), "Trust")
    [selection] = source.selections
    coded = replace(selection, codings=(replace(selection.codings[0], code=trust.guid),))
    theirs = replace(project, codes=(trust,), sources=(replace(source, selections=(coded,)),), links=())
    with app.app_context():
        forget_codings()
    send(client, package_bytes(theirs))
    assert "Codings with a code that is no law here: 1" in client.text
    assert not client.soup.select("[data-part=take]")
    [choice] = client.soup.select("select[name^=code-]")
    client.submit({str(choice["name"]): "12", "polarity": "upholds"}, form="[data-part=again]")
    client.submit(form="[data-part=take]")
    assert count(app) == 1


@pytest.mark.parametrize("data", [b"", b"no zip", b"PK\x05\x06" + b"\0" * 18])
def test_a_file_that_is_none_is_refused_with_the_reason(client: PageClient, anna: Actor, data: bytes) -> None:
    send(client, data, status=422)
    assert client.soup.select(".error-summary a[href='#exchange-file']")


def test_a_file_waits_for_its_owner_only_and_can_be_thrown_away(app: Flask, client: PageClient, anna: Actor) -> None:
    send(client, client.get(f"{DESK}/own.qdpx").data)
    address = client.address
    other = PageClient(app)
    researcher_at(app, other)
    other.get(address, status=404)
    client.submit(form="[data-part=drop]")
    client.get(address, status=404)
    assert not list((app.extensions["storyhub"].settings.data_dir / "exchange").iterdir())


def test_a_file_beyond_the_limit_is_refused(app: Flask, client: PageClient, anna: Actor) -> None:
    client.get(DESK)
    most = app.extensions["storyhub"].settings.exchange_bytes
    send(client, b"x" * 600_000, status=422)
    send(client, b"x" * (most + 1), status=413)


def test_the_table_of_ones_own_codings_is_safe_for_spreadsheets_and_reads_back(
    app: Flask, client: PageClient, anna: Actor, tmp_path: Path
) -> None:
    file = tmp_path / "own.csv"
    file.write_bytes(client.get(f"{DESK}/own.csv").data)
    rows = [line.record or {} for line in read_records(file)]
    assert [(row["start"], row["end"], row["exact"], row["note"]) for row in rows] == [("34", "54", "I had the door open.", "'=look")]
    with app.app_context():
        forget_codings()
        with transaction():
            assert import_codings(rows, coders_needed=1, actor=OPERATOR, now=NOW).added == 1
        assert db.session.execute(select(Coding.note)).scalar_one() == "=look"
