"""What holds for every address below /api: errors, limits, old addresses, and who may not ask."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.exc import OperationalError

from config import Settings
from storyhub.api.domain.operations import Deprecated, Operation
from storyhub.api.domain.records.others import CallAsked
from storyhub.api.domain.records.stories import StoryList
from storyhub.api.views import edge
from storyhub.api.views import stories as stories_view
from storyhub.wiring import create_app
from tests.api.api_factories import Program
from tests.page_client import PageClient

OLD = Deprecated(since=date(2026, 1, 1), sunset=date(2027, 1, 1), instead="/stories")


@pytest.mark.parametrize(
    ("method", "path", "status"),
    [
        ("GET", "/nowhere", 404), ("GET", "/api/v2/stories", 404), ("GET", "/laws/0x1", 404),
        ("PUT", "/stories", 405), ("DELETE", "/laws/1", 405), ("TRACE", "/stories", 405), ("POST", "/laws", 405),
        ("GET", "/stories?limit=0", 422), ("GET", "/stories?limit=101", 422),
        ("GET", "/stories?limit=99999999999999999999", 422),
        ("GET", "/stories?limit=1e2", 422), ("GET", "/stories?limit=٣", 422), ("GET", "/stories?limit=1&limit=2", 422),
        ("GET", "/stories?lang=de", 422), ("GET", "/stories?_scheme=x", 422), ("GET", "/laws/1?page=2", 422),
        ("GET", "/search?page=501", 422),
        ("GET", "/search?sort=best", 422), ("GET", "/stories/S-000001?x=1", 422),
        ("GET", "/stories?lang=%ff", 400), ("GET", "/stories?%ED%A0%80=1", 400),
        ("GET", "/stories?" + "&".join(f"a{n}=1" for n in range(301)), 400),
    ],
)  # fmt: skip
def test_whatever_goes_wrong_is_told_as_a_problem(program: Program, method: str, path: str, status: int) -> None:
    answer = program.call(method, path)
    assert answer.status_code == status, answer.text
    assert answer.headers["Cache-Control"] == "no-store"
    if status == 405:
        assert "GET" in answer.headers["Allow"]


def test_an_unknown_parameter_is_named(program: Program) -> None:
    errors = program.get("/stories?sektor=retail&limit=x", status=422)["errors"]
    found = {error["parameter"]: error["detail"] for error in errors}
    assert found == {"sektor": "there is no such parameter", "limit": "must be a whole number"}


def test_who_wants_no_json_gets_none(program: Program) -> None:
    for accept, status in (("text/html", 406), ("text/html, */*;q=0.1", 200), ("application/*", 200), ("application/json;q=0", 406)):
        assert program.call("GET", "/stories", headers={"Accept": accept}).status_code == status, accept


def test_details_speak_the_language_that_was_asked_for(program: Program) -> None:
    sent = {"Authorization": "Bearer x"}
    answers = [program.get("/desk/stories/S-1", status=401, headers={**sent, "Accept-Language": lang}) for lang in ("en", "ru")]
    assert answers[0]["title"] == answers[1]["title"], "titles are for programs"


def test_pages_keep_their_pages_of_errors(client: PageClient) -> None:
    client.get("/en/api/v1", status=404)
    assert client.response.mimetype == "text/html"


@pytest.mark.parametrize(
    ("failure", "status"),
    [(RuntimeError("a secret of the inside"), 500), (OperationalError("x", {}, Exception("database is locked")), 503)],
)
def test_what_breaks_inside_says_nothing_of_it(
    program: Program, monkeypatch: pytest.MonkeyPatch, failure: Exception, status: int
) -> None:
    def broken(*_args: Any, **_kwargs: Any) -> Any:
        raise failure

    monkeypatch.setattr(stories_view, "story_cards_after", broken)
    answer = program.call("GET", "/stories")
    assert answer.status_code == status
    assert "secret" not in answer.text
    assert ("Retry-After" in answer.headers) == (status == 503)


def test_a_limit_says_how_much_is_left_and_when_to_come_back(settings: Settings) -> None:
    program = Program(create_app(replace(settings, limits=True, limit_api="3 per minute")))
    left = [program.call("GET", path).headers["RateLimit"] for path in ("/stories", "/laws", "/calls")]
    assert [one.split(";")[1] for one in left] == ["r=2", "r=1", "r=0"], "one counter for all of it"
    over = program.call("GET", "/stories")
    assert over.status_code == 429
    assert 1 <= int(over.headers["Retry-After"]) <= 61
    assert over.headers["RateLimit-Policy"] == '"api";q=3;w=60'
    assert program.call("GET", "/api/openapi.json").status_code == 200


@pytest.fixture
def old(app: Flask) -> Iterator[Program]:
    """A site with an address that is on its way out, and one that is out."""
    known = len(edge.OPERATIONS)
    today = datetime.now(UTC).date()
    fresh = type(edge.machines)("old_v1", __name__)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(edge, "machines", fresh)
        for ident, deprecated in (("old", OLD), ("older", replace(OLD, sunset=today - timedelta(days=1)))):
            operation = Operation(ident, "GET", f"/{ident}", "stories", "What was", StoryList, asked=CallAsked, deprecated=deprecated)
            edge.serves(operation)(lambda asked: StoryList((), None))
    app.register_blueprint(fresh)
    yield Program(app)
    del edge.OPERATIONS[known:]


def test_an_old_address_says_until_when_it_works_and_what_to_take(old: Program) -> None:
    answer = old.call("GET", "/old")
    assert answer.status_code == 200
    assert answer.headers["Deprecation"] == "@1767225600"
    assert answer.headers["Sunset"] == "Fri, 01 Jan 2027 00:00:00 GMT"
    assert answer.headers["Link"].endswith('/api/v1/stories>; rel="successor-version"')
    assert "Take /stories" in old.get("/older", status=410)["detail"]
    assert "Deprecation" not in old.call("GET", "/stories").headers


def test_the_page_shows_what_the_document_says(client: PageClient) -> None:
    client.get("/api", follow=True)
    for lang in ("en", "ru"):
        client.get(f"/{lang}/api")
        shown = {code.get_text() for code in client.soup.select(".api-table dt code")}
        assert {f"{one.method} /api/v1{one.path}" for one in edge.OPERATIONS} <= shown
        assert client.soup.select_one('a[href="/api/openapi.json"]')
        assert client.soup.select_one("#gone"), "the kinds of problems are named here"
