"""Saved searches: kept under a name, letters that tell each find once, an address that says yes first and no with one click."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from urllib.parse import quote

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.accounts.models import Person
from storyhub.kit import outbox
from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.kit.mail import Letter
from storyhub.saved.models import SavedSearch
from storyhub.saved.service import forget_unconfirmed
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import Audience, State
from storyhub.wiring import handlers as wiring
from tests.accounts.accounts_factories import make_person, sign_in
from tests.page_client import PageClient
from tests.reading.reading_factories import change_story, index_everything, make_law, make_story
from tests.sql_count import count_sql

MONEY = "Обычная история про деньги и магазин, ничего особенного."
WORDS = f"q={quote('деньги')}"
EMAIL = "reader@example.org"


@pytest.fixture
def member(app: Flask, context: Flask) -> PageClient:
    """Somebody signed in, with one story about money in the library."""
    make_story(MONEY, title="The first")
    index_everything(app)
    client = PageClient(app)
    sign_in(client, make_person(Role.member, email=EMAIL))
    return client


def save(client: PageClient, every: str = "day", name: str = "About money", query: str = WORDS) -> None:
    client.get(f"/en/search/save?{query}")
    client.submit({"name": name, "every": every}, form="form.form")


def saved() -> list[SavedSearch]:
    db.session.rollback()
    return list(db.session.execute(select(SavedSearch).order_by(SavedSearch.id)).scalars())


def letters() -> list[Letter]:
    db.session.rollback()
    return list(db.session.execute(select(Letter).where(Letter.kind.startswith("saved.")).order_by(Letter.id)).scalars())


def a_day_passes(app: Flask, days: int = 1) -> None:
    """As if every look had been longer ago; then the chore, and what it asked for."""
    with transaction():
        for row in saved():
            row.looked_at -= timedelta(days=days)
    parts = app.extensions["storyhub"]
    wiring._ask_digests(parts.settings)
    for claim in outbox.claim("saved.digest", limit=9, now=datetime.now(UTC)):
        wiring._digest(claim, parts)
        outbox.forget([claim])


def test_a_search_is_saved_listed_run_changed_and_deleted(app: Flask, member: PageClient):
    member.get(f"/en/search?{WORDS}&sector=retail&sort=newest")
    member.get(member.soup.find("a", string="Save this search")["href"])
    assert member.soup.select_one("input[name=name]")["value"] == "деньги"
    member.submit({"name": "About \r\n money", "every": "week"}, form="form.form")

    assert member.address == "/en/me/searches"
    link = member.soup.find("a", string="About money")
    assert link["href"] == f"/en/search?{WORDS}&sector=retail&sort=newest"
    assert "at most one letter a week" in member.text
    member.submit({"every": "never"}, form="form[action$='/me/searches/1']")
    assert [row.every for row in saved()] == ["never"]
    member.submit({}, form="form[action$='/delete']")
    assert saved() == []


def test_somebody_elses_search_cannot_be_touched(app: Flask, member: PageClient):
    save(member)
    other = PageClient(app)
    sign_in(other, make_person(Role.admin))
    other.get("/en/me/searches")
    assert "About money" not in other.text
    app.config["WTF_CSRF_ENABLED"] = False

    other.client.post("/en/me/searches/1/delete")
    assert other.client.post("/en/me/searches/1", data={"every": "never"}).status_code == 404
    assert PageClient(app).client.post("/en/me/searches/1/delete").status_code == 303

    assert [row.every for row in saved()] == ["day"]


def test_a_letter_tells_every_find_once(app: Flask, member: PageClient):
    save(member)
    a_day_passes(app)
    assert letters() == []

    fresh = public_id(make_story(MONEY, title="The second"))
    make_law(7, name="Деньги вперёд")
    make_story("Совсем о другом: о погоде.", title="Elsewhere")
    index_everything(app)
    a_day_passes(app)
    a_day_passes(app)

    (letter,) = letters()
    assert letter.to_address == EMAIL
    assert letter.subject == "2 new results: About money"
    assert f"/en/stories/{fresh}" in letter.body
    assert "/en/laws/7" in letter.body
    assert "The first" not in letter.body
    assert "Elsewhere" not in letter.body
    assert "ничего особенного" not in letter.body


def test_a_day_or_a_week_lies_between_letters(app: Flask, member: PageClient):
    save(member, every="week")
    make_story(MONEY)
    index_everything(app)

    a_day_passes(app, days=6)
    assert letters() == []
    a_day_passes(app)
    assert len(letters()) == 1


def test_what_cannot_be_read_yet_is_told_when_it_can(app: Flask, member: PageClient):
    save(member)
    late = make_story(MONEY, title="Late")
    kept_back = make_story(MONEY, title="For research", audience=Audience.staff)
    index_everything(app)
    change_story(late, state=State.restricted)
    a_day_passes(app)
    assert letters() == []

    change_story(late, state=State.published)
    a_day_passes(app)
    change_story(late, state=State.restricted)
    index_everything(app)
    a_day_passes(app)
    change_story(late, state=State.published)
    index_everything(app)
    a_day_passes(app)

    assert [letter.subject for letter in letters()] == ["1 new result: About money"]
    assert public_id(kept_back) not in letters()[0].body


def test_a_failure_while_the_letter_is_written_loses_nothing(app: Flask, member: PageClient, monkeypatch: pytest.MonkeyPatch):
    save(member)
    make_story(MONEY)
    index_everything(app)
    with monkeypatch.context() as broken:
        broken.setattr("storyhub.saved.service.letters.write_letter", lambda **_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            a_day_passes(app)

    for claim in outbox.claim("saved.digest", limit=9, now=datetime.now(UTC) + timedelta(hours=1)):
        for _twice in range(2):
            wiring._digest(claim, app.extensions["storyhub"])

    assert len(letters()) == 1


def test_a_visitor_says_yes_first_and_no_with_one_click(app: Flask, client: PageClient, context: Flask):
    make_story(MONEY)
    index_everything(app)
    client.get(f"/en/search/save?{WORDS}")
    client.submit({"every": "day", "contact": "no address"}, form="form.form", status=422)
    client.submit({"every": "day", "contact": EMAIL}, form="form.form")
    assert "r…@example.org" in client.text
    (question,) = letters()
    link = next(line for line in question.body.splitlines() if line.endswith("/confirm")).removeprefix("http://127.0.0.1:8000")
    make_story(MONEY)
    index_everything(app)
    a_day_passes(app)
    assert len(letters()) == 1, "nothing is sent before the yes"

    client.get(link)
    assert saved()[0].confirmed_at is None, "looking at the link says nothing"
    client.submit({}, form="main form")
    make_story(MONEY)
    index_everything(app)
    a_day_passes(app)

    news = letters()[1]
    assert news.subject.startswith("1 new result")
    stop = news.unsubscribe.removeprefix("http://127.0.0.1:8000")
    assert stop == link.removesuffix("/confirm")
    client.get(stop)
    assert client.client.post(stop, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    assert saved() == []
    assert all(letter.kind != "saved.news" for letter in letters()), "a letter that waits is taken back"
    client.get(stop, status=404)


def test_asking_twice_writes_once_and_says_the_same(client: PageClient, app: Flask, context: Flask):
    texts = []
    for _time in range(2):
        client.get(f"/en/search/save?{WORDS}")
        client.submit({"every": "day", "contact": EMAIL}, form="form.form")
        texts.append(client.soup.main.get_text())

    assert len(letters()) == 1
    assert texts[0] == texts[1]


def test_an_address_that_never_answers_is_forgotten(client: PageClient, app: Flask, context: Flask):
    client.get(f"/en/search/save?{WORDS}")
    client.submit({"every": "day", "contact": EMAIL}, form="form.form")

    for days, left in ((6, 1), (8, 0)):
        with transaction():
            forget_unconfirmed(now=datetime.now(UTC) + timedelta(days=days), days=7)
        assert len(saved()) == left


def test_letters_of_a_member_end_without_losing_the_search(app: Flask, member: PageClient):
    save(member)
    make_story(MONEY)
    index_everything(app)
    a_day_passes(app)
    stop = letters()[0].unsubscribe.removeprefix("http://127.0.0.1:8000")

    PageClient(app).client.post(stop)

    assert [(row.name, row.every) for row in saved()] == [("About money", "never")]


def test_saved_searches_are_in_the_copy_of_ones_data_and_go_with_the_account(app: Flask, member: PageClient):
    save(member)
    db.session.rollback()
    person = db.session.execute(select(Person).where(Person.email == EMAIL)).scalar_one()
    holder = next(one for one in app.extensions["storyhub"].personal if one.name == "saved_searches")

    assert [row["name"] for row in holder.export(person.id)] == ["About money"]
    with transaction():
        holder.erase(person.id, person.handle, True, datetime.now(UTC))

    assert saved() == []


def test_a_broken_index_saves_nothing_and_says_so(client: PageClient, app: Flask, context: Flask):
    sign_in(client, make_person(Role.member, email=EMAIL))
    client.get(f"/en/search/save?{WORDS}")
    client.submit({"name": "x", "every": "day"}, form="form.form", status=503)

    assert saved() == []


def test_the_list_costs_the_same_for_one_search_and_three(app: Flask, member: PageClient):
    save(member)
    member.get("/en/me/searches")
    with count_sql(app) as one:
        member.get("/en/me/searches")
    for name in ("b", "c"):
        save(member, name=name)
    with count_sql(app) as three:
        member.get("/en/me/searches")

    assert one.count == three.count > 0
