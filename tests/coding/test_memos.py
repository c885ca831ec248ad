"""Memos: who writes, who reads, and that what others think of a story stays unseen until one has finished it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.coding.models import Memo
from storyhub.coding.queries import memos
from storyhub.coding.service import follow_revision
from storyhub.coding.service.memos import change_memo, remove_memo, write_memo
from storyhub.coding.service.personal import erase_coder, export_memos
from storyhub.kit import audit
from storyhub.kit.actor import VISITOR, Actor, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid, NotFound
from storyhub.laws.models import Law
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Story
from tests.coding.coding_factories import NOW, finish, make_coder, make_coding, make_law, make_story, researcher_at
from tests.page_client import PageClient
from tests.sql_count import count_sql


def write(author: Actor, text: str, story: int | None = None, law: int | None = None, *, shared: bool = True) -> int:
    with transaction():
        about = db.session.get(Story, story) if story else None
        named = db.session.get(Law, law) if law else None
        return write_memo(text, story=about, law=named, is_shared=shared, actor=author, now=NOW).id


def read(actor: Actor) -> set[str]:
    return {memo.text for memo in memos(actor=actor, lang="en")}


def test_shared_memos_are_read_by_researchers_and_those_on_a_story_after_finishing_it(context: None) -> None:
    author, other = make_coder(), make_coder()
    story, law = make_story(), make_law()
    make_coding(story, law, other, "I had", coders_needed=2)
    write(author, "on the story", story)
    write(author, "on the law", law=law)
    write(author, "on the work")
    write(author, "for me", story, shared=False)
    assert read(author) == {"on the story", "on the law", "on the work", "for me"}
    assert read(other) == {"on the law", "on the work"}
    finish(story, other)
    assert read(other) == {"on the law", "on the work", "on the story"}
    for actor in (VISITOR, make_coder(Role.curator), make_coder(Role.moderator), make_coder(Role.member)):
        assert read(actor) == set()
    with transaction():
        db.session.get_one(Story, story).may_research = False
    assert read(other) == {"on the law", "on the work"}


def test_what_is_refused(context: None) -> None:
    author, other = make_coder(), make_coder()
    for text in ("", "  \n ", "x" * 4001):
        with pytest.raises(Invalid):
            write(author, text)
    for actor in (VISITOR, make_coder(Role.curator)):
        with pytest.raises(Forbidden):
            write(actor, "no")
    with pytest.raises(Conflict):
        write(author, "hidden", make_story(may_research=False))
    number = write(author, "mine")
    memo = db.session.get_one(Memo, number)
    with pytest.raises(NotFound):
        change_memo(memo, "theirs", is_shared=True, version=1, actor=other, now=NOW)
    with pytest.raises(NotFound):
        remove_memo(memo, actor=other, now=NOW)
    with pytest.raises(Conflict):
        change_memo(memo, "again", is_shared=True, version=7, actor=author, now=NOW)
    assert memo.text == "mine"
    assert [event.action for event in audit.timeline("memo", str(number))] == ["memo.written"]


def test_memos_go_with_the_story_and_with_their_author(context: None) -> None:
    author, other, story = make_coder(), make_coder(), make_story()
    write(author, "quotes the story", story)
    write(author, "on the work")
    write(other, "stays")
    assert [row["text"] for row in export_memos(author.person_id or 0)] == ["quotes the story", "on the work"]
    with transaction():
        db.session.get_one(Story, story).state = "withdrawn"
        follow_revision(story, now=NOW)
    assert read(author) == {"on the work", "stays"}
    with transaction():
        erase_coder(author.person_id or 0, "x", True, NOW)
    assert list(db.session.execute(select(Memo.text)).scalars()) == ["stays"]


def test_a_memo_is_written_where_it_belongs_changed_and_removed(app: Flask, client: PageClient) -> None:
    researcher_at(app, client)
    with app.app_context():
        story, law = make_story(), make_law(12)
    desk = f"/en/desk/coding/{public_id(story)}"
    client.get(desk)
    client.submit({"text": "a thought"}, form=".memo-form")
    assert client.address == f"{desk}#memos"
    assert "a thought" in client.text
    assert "only for you" in client.text
    client.get("/en/laws/12")
    client.submit({"text": "on the law", "shared": "1"}, form=".memo-form")
    assert "on the law" in client.soup.select_one("#memos").get_text()  # type: ignore[union-attr]
    client.get("/en/desk/memos?about=law")
    assert "on the law" in client.text
    assert "a thought" not in client.text
    client.get(str(client.soup.select_one(".memo__acts a")["href"]))  # type: ignore[index]
    client.submit({"text": "x" * 4001}, form=".memo-form", status=422)
    assert "x" * 4001 in client.text
    client.submit({"text": "on the law, again"}, form=".memo-form")
    assert "on the law, again" in client.text
    client.get("/en/desk/memos")
    client.submit({"text": " "}, form=".memo-form", status=422)
    with app.app_context():
        assert [memo.law_id for memo in db.session.execute(select(Memo)).scalars()] == [None, law]
        number = db.session.execute(select(Memo.id)).scalars().first()
    client.get(f"/en/desk/memos/{number}")
    client.submit(form="form[action$=remove]")
    assert "a thought" not in client.text


def test_a_law_page_shows_no_memos_to_the_public(app: Flask, client: PageClient) -> None:
    with app.app_context():
        law = make_law(12)
        write(make_coder(), "only for researchers", law=law)
    client.get("/en/laws/12")
    assert "only for researchers" not in client.text
    assert client.soup.select_one(".memo-form") is None


def test_the_list_asks_as_often_for_three_as_for_one(app: Flask, client: PageClient) -> None:
    researcher_at(app, client)
    with app.app_context():
        author = make_coder()
        write(author, "one", law=make_law())
    with count_sql(app) as one:
        client.get("/en/desk/memos")
    with app.app_context():
        write(author, "two", law=make_law())
        write(author, "three")
    with count_sql(app) as three:
        client.get("/en/desk/memos")
    assert "three" in client.text
    assert one.count == three.count
