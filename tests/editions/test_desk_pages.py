"""The curators' desk: preparing, choosing, previewing and freezing an edition with forms alone."""

from __future__ import annotations

import re

import pytest
from flask import Flask

from storyhub.editions import service
from storyhub.editions.models import Edition
from storyhub.editions.queries import numbers, snapshot_of
from storyhub.editions.queries.quotable import quotable_for
from storyhub.kit import outbox
from storyhub.kit.actor import TELLER, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.mail.letters import Letter
from storyhub.stories.domain.receipt import new_nonce, receipt_code, receipt_hash, receipt_key
from storyhub.stories.models import Contact, Story
from storyhub.stories.service import withdraw_story
from storyhub.wiring.handlers import handlers
from tests.accounts.accounts_factories import make_person, sign_in
from tests.coding import coding_factories as coding
from tests.editions.editions_factories import NOW, WORDS, choose, curator, frozen_edition, make_draft, quoted_story, work
from tests.page_client import PageClient
from tests.sql_count import count_sql

pytestmark = pytest.mark.usefixtures("makers")


@pytest.fixture
def at_desk(app: Flask, client: PageClient) -> PageClient:
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        sign_in(client, make_person(Role.curator, password=None))
    return client


def words(version: int, **over: str) -> dict[str, str]:
    given = {"title_ru": "Первое", "title_en": "First", "foreword_en": "*Hooray*", "publisher": "StoryHub", "version": str(version)}
    return {**given, **over}


def seen_on(page: str) -> str:
    found = re.search(r'name="seen" value="([0-9a-f]{64})"', page)
    assert found
    return found[1]


def test_from_a_new_draft_to_a_frozen_edition(app: Flask, at_desk: PageClient):
    with app.app_context():
        law, other, late = coding.make_law(1), coding.make_law(2), coding.make_law(3)
        quoted_story(law)
        passage = quotable_for(law, limit=1)[0].passage_id
    at_desk.post("/en/desk/editions", {}, status=303, follow=False)
    assert "in the way" in at_desk.get("/en/desk/editions/1").text

    at_desk.post("/en/desk/editions/1", data=words(1), status=303, follow=False)
    order = {f"in-{other}": "y", f"place-{other}": "1", f"in-{law}": "y", f"place-{law}": "2", f"place-{late}": "3", "version": "2"}
    at_desk.post("/en/desk/editions/1/laws", data=order, status=303, follow=False)
    assert "an hour early" in at_desk.get("/en/desk/editions/1/laws/1").text
    at_desk.post("/en/desk/editions/1/laws/1", data={"passage": str(passage)}, status=303, follow=False)
    draft = at_desk.get("/en/desk/editions/1").text
    assert "In force, but left out" in draft
    assert "1 of 1 chosen" in draft
    preview = at_desk.get("/en/desk/editions/1/preview").text
    assert "an hour early" in preview
    assert "<em>Hooray</em>" in preview

    confirm = at_desk.get("/en/desk/editions/1/freeze").text
    assert "2 laws, 1 quote" in " ".join(confirm.split())
    at_desk.post("/en/desk/editions/1/freeze", data={"seen": seen_on(confirm)}, status=303, follow=False)
    assert "0 of 2 files are made" in at_desk.get("/en/desk/editions/1").text
    with app.app_context():
        work(app)
        assert [one.number for one in snapshot_of(1).laws] == [2, 1]
    assert "2 of 2 files are made" in at_desk.get("/en/desk/editions/1").text
    assert "Edition 1" in at_desk.get("/en/desk/editions").text


def test_what_changed_since_one_looked_is_not_frozen_unseen(app: Flask, at_desk: PageClient):
    with app.app_context():
        law = coding.make_law(1)
        make_draft(curator())
    seen = seen_on(at_desk.get("/en/desk/editions/1/freeze").text)
    with app.app_context():
        quoted_story(law)

    refused = at_desk.post("/en/desk/editions/1/freeze", data={"seen": seen}, status=409)

    assert "look at it once more" in refused.text
    with app.app_context():
        assert numbers() == ()


def test_words_come_back_when_someone_was_faster_or_they_cannot_be_kept(app: Flask, at_desk: PageClient):
    with app.app_context():
        coding.make_law(1)
        make_draft(curator())
        version = db.session.get_one(Edition, 1).version_id
    newer = at_desk.post("/en/desk/editions/1", data=words(version - 1, title_en="Mine"), status=409)
    wrong = at_desk.post("/en/desk/editions/1", data=words(version, doi="nonsense", title_en="Mine"), status=422)

    for answer in (newer, wrong):
        assert 'value="Mine"' in answer.text
    assert "This is no DOI" in wrong.text
    at_desk.post("/en/desk/editions/1/laws", data={"version": "1"}, status=409, follow=False)
    at_desk.post("/en/desk/editions/1/laws/1", data={"passage": "77"}, status=422, follow=False)


def test_what_is_frozen_or_not_there_cannot_be_prepared(app: Flask, at_desk: PageClient):
    with app.app_context():
        coding.make_law(1)
        frozen_edition([], curator())
    for place in ("", "/laws", "/laws/1", "/freeze", "/discard"):
        at_desk.post(f"/en/desk/editions/1{place}", data=words(1), status=409, follow=False)
    for place in ("", "/preview", "/freeze", "/laws/1"):
        at_desk.get(f"/en/desk/editions/99{place}", status=404, follow=False)
    at_desk.post("/en/desk/editions/1/doi", data={"doi": "nonsense"}, status=422, follow=False)
    at_desk.post("/en/desk/editions/1/doi", data={"doi": "10.5281/zenodo.42"}, status=303, follow=False)
    at_desk.post("/en/desk/editions/1/files", {}, status=303, follow=False)
    assert "10.5281/zenodo.42" in at_desk.get("/en/desk/editions/1").text


def test_a_draft_can_be_deleted(app: Flask, at_desk: PageClient):
    with app.app_context():
        law = coding.make_law(1)
        quoted_story(law)
        actor = curator()
        choose(make_draft(actor), law, actor)

    at_desk.post("/en/desk/editions/1/discard", {}, status=303, follow=False)
    at_desk.get("/en/desk/editions/1", status=404, follow=False)


@pytest.mark.parametrize("role", [None, Role.member, Role.researcher, Role.moderator, Role.admin])
def test_nobody_but_curators_gets_in(app: Flask, client: PageClient, role: Role | None):
    app.config["WTF_CSRF_ENABLED"] = False
    with app.app_context():
        coding.make_law(1)
        make_draft(curator())
        if role is not None:
            sign_in(client, make_person(role, password=None))
    refused = 303 if role is None else 403
    for place in ("", "/1", "/1/preview", "/1/freeze", "/1/laws/1"):
        client.get(f"/en/desk/editions{place}", status=refused, follow=False)
    for place in ("", "/1", "/1/laws", "/1/freeze", "/1/laws/1", "/1/discard", "/1/doi", "/1/files"):
        client.post(f"/en/desk/editions{place}", data=words(1), status=refused, follow=False)
    with app.app_context():
        assert db.session.get_one(Edition, 1).title_en == WORDS.title_en


def test_more_laws_cost_the_desk_no_more_queries(app: Flask, at_desk: PageClient):
    with app.app_context():
        quoted_story(coding.make_law(1))
        make_draft(curator())
    at_desk.get("/en/desk/editions/1")
    with count_sql(app) as once:
        at_desk.get("/en/desk/editions/1")
    with app.app_context():
        for number in (2, 3):
            quoted_story(coding.make_law(number))
        make_draft(curator())
    with count_sql(app) as thrice:
        at_desk.get("/en/desk/editions/2")
    assert thrice.count == once.count


def test_the_teller_reads_where_the_story_is_cited_and_gets_a_letter_about_it(app: Flask, client: PageClient):
    app.config["WTF_CSRF_ENABLED"] = False
    key = receipt_key(app.extensions["storyhub"].settings.secret_key)
    code = receipt_code(key, new_nonce(key))
    with app.app_context():
        law = coding.make_law(12)
        story = quoted_story(law, receipt_hash=receipt_hash(key, code))
        with transaction():
            db.session.add(
                Contact(story_id=story, address="t@example.org", lang="en", token_hash="x", delete_on=NOW.date(), created_at=NOW)
            )
        frozen_edition([law], curator())
        (claim,) = outbox.claim(service.CITED, limit=9, now=NOW)
        for _twice in range(2):
            handlers(app.extensions["storyhub"])[service.CITED](claim)
        (letter,) = db.session.execute(db.select(Letter)).scalars()
        assert "Your story S-" in letter.subject
        assert "law 12 in edition 1: http://127.0.0.1:8000/en/editions/1/laws/12" in letter.body
        assert "an hour early" not in letter.body

    client.post("/en/receipt", {"code": code})
    assert client.soup.select_one("a[href='/en/editions/1/laws/12']")
    assert "Your story is cited in an edition" in client.text

    with app.app_context(), transaction():
        withdraw_story(db.session.get_one(Story, story), actor=TELLER, now=NOW)
    client.post("/en/receipt", {"code": code})
    assert not client.soup.select_one("a[href='/en/editions/1/laws/12']")
