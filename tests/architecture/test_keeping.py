"""Every public answer says by which mark it is known again, and is not sent twice to who has it; nothing personal is ever kept."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from email.utils import format_datetime, parsedate_to_datetime

import pytest
from flask import Flask
from werkzeug.test import Client

from storyhub.kit.actor import Role
from tests.accounts.accounts_factories import make_person, sign_in
from tests.architecture.access import VALUES, furnish
from tests.page_client import PageClient

# What changes with the clock.
ALIVE = {"kit.readyz", "patterns.patterns"}
WHOLE = {"static", "kit.favicon"}


@pytest.fixture
def furnished(app: Flask) -> Flask:
    furnish(app)
    return app


def public_answers(app: Flask) -> dict[str, str]:
    """Endpoint → address of everything a visitor gets by GET, with pictures under their own addresses."""
    adapter, client = app.url_map.bind("localhost"), app.test_client()
    found = {}
    for rule in app.url_map.iter_rules():
        if "GET" not in (rule.methods or ()) or rule.endpoint in ALIVE:
            continue
        address = adapter.build(rule.endpoint, {name: VALUES[name] for name in rule.arguments}, method="GET")
        with client.get(address) as answer:
            if answer.status_code == 302 and rule.endpoint.startswith("linked."):
                address = answer.headers["Location"]
            elif answer.status_code != 200:
                continue
        found[rule.endpoint] = address
    return found


def ask(client: Client, address: str, **headers: str) -> int:
    with client.get(address, headers={name.replace("_", "-"): value for name, value in headers.items()}) as answer:
        return answer.status_code


def test_every_public_answer_is_known_again_by_its_mark(furnished: Flask):
    client, later = furnished.test_client(), format_datetime(datetime.now(UTC) + timedelta(days=9), usegmt=True)
    seen, dated = set(), set()
    for endpoint, address in public_answers(furnished).items():
        with client.get(address) as answer:
            kept, mark, changed = answer.headers["Cache-Control"], answer.headers.get("ETag"), answer.headers.get("Last-Modified")
        if kept == "no-store":
            assert mark is None, f"{endpoint}: what is never kept needs no mark"
            continue
        seen.add(endpoint)
        assert mark, endpoint
        assert ask(client, address, If_None_Match=mark) == 304, endpoint
        assert ask(client, address, If_None_Match='"other"', If_Modified_Since=later) == 200, f"{endpoint}: the mark decides, not the date"
        assert ask(client, address, If_None_Match=mark, If_Modified_Since="Thu, 01 Jan 1970 00:00:00 GMT") == 304, endpoint
        if endpoint not in WHOLE:
            assert ask(client, address, If_Modified_Since=later) == 200, f"{endpoint}: a date alone says nothing of what was taken away"
        if changed:
            dated.add(endpoint)
            assert parsedate_to_datetime(changed) <= datetime.now(UTC), endpoint
    assert {"reading.home", "reading.story", "reading.law", "reading.laws_feed", "reading.search_json", "kit.stylesheet"} <= seen
    assert {"reading.stories_feed", "linked.law_data", "linked.sitemap_of_stories", "linked.law_card", "static"} <= dated
    # They mix what has no date: counters, what is alike, figures that move with the day.
    assert not {"reading.home", "reading.story", "reading.law", "reading.laws"} & dated


def test_nothing_that_somebody_signed_in_gets_is_kept(furnished: Flask):
    client = PageClient(furnished)
    with furnished.app_context():
        sign_in(client, make_person(Role.member))
    for endpoint, address in public_answers(furnished).items():
        # The API looks at no cookie: everybody is a visitor there.
        if endpoint in WHOLE or endpoint.startswith(("kit.", "api_v1.")):
            continue
        with client.client.get(address) as answer:
            assert answer.headers["Cache-Control"] == "no-store", endpoint
            assert "ETag" not in answer.headers or answer.mimetype == "image/png", endpoint
