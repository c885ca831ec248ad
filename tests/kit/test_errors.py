"""Error pages: every status, both languages, without a database, and what is given back."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from flask import Flask, abort
from sqlalchemy import exc

from storyhub.kit import errors
from storyhub.kit.actor import Role
from storyhub.kit.db import db
from storyhub.kit.web.errors import DESIGNED
from tests.accounts.accounts_factories import make_person, sign_in
from tests.page_client import PageClient

LANGS = pytest.mark.parametrize("lang", ["ru", "en"])
STATUSES = pytest.mark.parametrize("status", DESIGNED)
Fail = Callable[[BaseException | int], None]


@pytest.fixture
def fail(app: Flask) -> Fail:
    """`fail(404)` or `fail(SomeError())` decides what `/<lang>/fails` and `/fails` do."""
    app.config["TESTING"] = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    what: list[BaseException | int] = []

    def view() -> str:
        for one in what:
            if isinstance(one, int):
                abort(one)
            raise one
        return "all is well"

    app.add_url_rule("/<any(ru, en):lang>/fails", "fails", view, methods=["GET"])
    app.add_url_rule("/fails", "fails_bare", view, methods=["GET"])
    return what.append


@LANGS
@STATUSES
def test_every_status_has_a_page_with_a_way_on(client: PageClient, fail: Fail, lang: str, status: int):
    fail(status)

    client.get(f"/{lang}/fails", status=status)

    assert client.soup.html["lang"] == lang
    assert client.soup.select_one(".problem .lede").get_text(strip=True)
    assert client.soup.select_one(f'.ways-on a[href="/{lang}/"]')
    assert client.soup.select_one("meta[name=robots]")["content"] == "noindex"
    assert client.response.headers["Cache-Control"] == "no-store"


@STATUSES
def test_no_two_statuses_say_the_same(app: Flask, client: PageClient, fail: Fail, status: int):
    fail(status)
    client.get("/en/fails", status=status)

    for other in set(DESIGNED) - {status}:
        assert client.h1 != _heading(app, other)


def _heading(app: Flask, status: int) -> str:
    with app.test_request_context("/en/"):
        return str(app.jinja_env.get_template("errors/_words.html").module.title(status, ""))  # type: ignore[attr-defined]


@pytest.mark.parametrize(("accepts", "lang"), [("ru", "ru"), ("en-GB,en;q=0.9", "en"), ("de", "en")])
@STATUSES
def test_outside_the_languages_the_browser_is_asked(client: PageClient, fail: Fail, accepts: str, lang: str, status: int):
    fail(status)

    client.get("/fails", status=status, headers={"Accept-Language": accepts})

    assert client.soup.html["lang"] == lang
    assert client.soup.select_one(f'.ways-on a[href="/{lang}/"]')


@pytest.mark.parametrize(
    ("problem", "words"),
    [
        (errors.BadRequest(), "arrived damaged"),
        (errors.Expired(), "open too long"),
        (errors.Forbidden(), "lacks the role"),
        (errors.NotFound(), "no such page"),
        (errors.Conflict(), "Nothing was overwritten"),
        (errors.Gone(), "took it back"),
        (errors.TooLarge(), "nothing is lost"),
        (errors.Invalid("The month is in the future."), "The month is in the future."),
        (errors.TooMany(), "Nothing you typed is lost"),
        (errors.Unavailable(), "What you sent before is safe"),
        (errors.SearchUnavailable(), "being built anew"),
    ],
    ids=lambda value: type(value).__name__ if isinstance(value, errors.Problem) else "",
)
def test_every_problem_says_what_happened_or_what_was_kept(client: PageClient, fail: Fail, problem: errors.Problem, words: str):
    fail(problem)

    client.get("/en/fails", status=problem.status)

    assert words in client.text


@pytest.mark.parametrize(("status", "offered"), [(429, True), (500, True), (503, True), (403, False), (404, False)])
def test_trying_again_is_offered_where_it_may_help(client: PageClient, fail: Fail, status: int, offered: bool):
    fail(status)

    client.get("/en/fails?q=%D0%B1%20c", status=status)

    again = client.soup.select_one('.ways-on a[href="/en/fails?q=%D0%B1%20c"]')
    assert bool(again) is offered


def test_a_missing_page_offers_to_search(client: PageClient):
    client.get("/ru/nowhere", status=404)

    assert client.soup.select_one('form[action="/ru/search"] input[name=q]')


def away(text: str, kind: type[exc.DBAPIError] = exc.OperationalError) -> exc.DBAPIError:
    return kind("SELECT 1", {}, Exception(text))


@LANGS
@pytest.mark.parametrize(
    "problem",
    [
        away("unable to open database file"),
        away("database is locked"),
        away("disk I/O error"),
        away("no such table: story"),
        away("file is not a database", exc.DatabaseError),
        exc.TimeoutError("QueuePool limit of size 12 overflow 4 reached"),
    ],
    ids=str,
)
def test_a_database_that_does_not_answer_is_a_matter_of_waiting(client: PageClient, fail: Fail, problem: BaseException, lang: str):
    fail(problem)

    client.get(f"/{lang}/fails", status=503)

    assert client.response.headers["Retry-After"] == "5"
    assert client.soup.select_one(".problem__kept")


@pytest.mark.parametrize("problem", [away("no such column: story.x"), away("UNIQUE constraint failed: x.full", exc.IntegrityError)])
def test_a_mistake_in_a_query_is_not_called_busy(client: PageClient, fail: Fail, problem: BaseException):
    fail(problem)

    client.get("/en/fails", status=500)


@LANGS
def test_with_the_database_gone_even_the_signed_in_get_the_page(app: Flask, client: PageClient, lang: str):
    app.config["TESTING"] = False
    app.config["PROPAGATE_EXCEPTIONS"] = False
    with app.app_context():
        person = make_person(Role.moderator)
    sign_in(client, person)
    client.get(f"/{lang}/stories")
    assert client.soup.select_one(f'.masthead a[href="/{lang}/me"]')
    with app.app_context():
        db.engine.dispose()
    path = app.extensions["storyhub"].settings.data_dir / "storyhub.db"
    for name in ("storyhub.db", "storyhub.db-wal", "storyhub.db-shm"):
        path.with_name(name).unlink(missing_ok=True)
    path.mkdir()

    client.get(f"/{lang}/stories", status=503)

    assert client.soup.select_one(".problem .lede")
    assert client.soup.select_one(f'.ways-on a[href="/{lang}/stories"]')


def test_long_words_of_a_refused_post_are_given_back(app: Flask, client: PageClient):
    words = "\nWhat I wrote for half an hour <b>and more</b>."

    client.post("/en/sign-out", {"reason": words, "code": "A" * 40, "csrf_token": "no"}, status=400)

    assert "open too long" in client.h1
    typed = [area.get_text() for area in client.soup.select("textarea")]
    assert [text.removeprefix("\n") for text in typed] == [words]


def test_what_was_typed_is_not_asked_for_when_it_was_too_long(client: PageClient):
    client.post("/en/tell", {"text": "x" * 600_000}, status=413)

    assert not client.soup.select("textarea")
