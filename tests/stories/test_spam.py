"""Machines and floods: signs raise a flag and refuse nothing; a limit always leaves a way on."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from itertools import count

import pytest
from flask import Flask
from sqlalchemy import select

from config import Settings, SettingsError
from storyhub.kit.db import db
from storyhub.kit.text import Renderer
from storyhub.kit.web import now as real_now
from storyhub.stories.domain.spam_signs import HURRY_S, SpamSign, spam_signs
from storyhub.stories.domain.stamp import WAIT_S, age_of, is_solved, stamp
from storyhub.stories.models import Story
from storyhub.stories.views import slowing
from storyhub.wiring import create_app
from tests.page_client import PageClient
from tests.stories.pages import check, code_on, send
from tests.stories.stories_factories import KEY, NOW, TEXT

LONG = "We waited for the parcel and nobody came to the door although they had promised to ring before noon."


@pytest.mark.parametrize(
    ("text", "trap", "seconds", "signs"),
    [
        (TEXT, "", 90.0, ()),
        (TEXT, "", None, ()),
        (TEXT, "http://shop.example", 90.0, (SpamSign.trap,)),
        (TEXT, " ", HURRY_S - 0.1, (SpamSign.hurry,)),
        (f"{LONG} See https://example.org.", "", 90.0, (SpamSign.links,)),
        (f"{LONG} {LONG} {LONG} See https://example.org.", "", 90.0, ()),
        ("https://a.example www.b.example HTTP://c.example " + LONG * 9, "", 90.0, (SpamSign.links,)),
        (f"{LONG}\n\n{LONG}\n\n{LONG}", "", 90.0, (SpamSign.repeats,)),
        ("cheap watches today " * 10, "", 90.0, (SpamSign.repeats,)),
        ("", "", 90.0, ()),
    ],
)
def test_signs(text: str, trap: str, seconds: float | None, signs: tuple[SpamSign, ...]):
    assert spam_signs(text, trap=trap, seconds=seconds) == signs


def test_a_stamp_is_ours_or_nothing():
    made = stamp(KEY, "opened", NOW)
    assert age_of(KEY, "opened", made, NOW + timedelta(seconds=7)) == 7
    forged = str(int(made.split(".")[0]) - 100) + "." + made.split(".")[1]
    for text in (forged, "", None, "x.y", "1", "1.é", "٣." + made.split(".")[1], made + "0"):
        assert age_of(KEY, "opened", text, NOW) is None
    assert age_of(KEY, "puzzle", made, NOW) is None


def solution_of(puzzle: str) -> str:
    return next(str(number) for number in count() if is_solved(puzzle, str(number)))


@pytest.fixture
def make(settings: Settings, renderer: Renderer) -> Iterator:
    apps: list[Flask] = []

    def make(**over) -> PageClient:
        app = create_app(replace(settings, **over))
        app.extensions["storyhub"].renderer = renderer
        apps.append(app)
        return PageClient(app)

    yield make
    for app in apps:
        with app.app_context():
            db.session.remove()
            db.engine.dispose()


def signs_kept(client: PageClient) -> list[str | None]:
    with client.app.app_context():
        return list(db.session.execute(select(Story.spam_signs).order_by(Story.id)).scalars())


def test_a_machine_is_flagged_and_told_nothing(client: PageClient, monkeypatch: pytest.MonkeyPatch):
    later(monkeypatch, -10)
    client.get("/en/tell")
    trap = client.soup.select_one("input[name=website]")
    assert trap is not None
    assert trap.find_parent(attrs={"aria-hidden": "true"})
    client.submit({"text": TEXT, "publish": "y", "website": "http://shop.example"})
    client.submit()
    assert code_on(client)
    assert signs_kept(client) == ["trap,hurry"]


def test_a_person_who_takes_their_time_leaves_no_sign(client: PageClient, monkeypatch: pytest.MonkeyPatch):
    check(client)
    later(monkeypatch, 30)
    client.submit()
    assert signs_kept(client) == [None]


OVER = {"limits": True, "limit_submit": "1 per hour"}


def later(monkeypatch: pytest.MonkeyPatch, seconds: float) -> None:
    """The pages' clock, as the limits read it, is ahead of the one that stamped the form."""
    monkeypatch.setattr(slowing, "now", lambda: real_now() + timedelta(seconds=seconds))


def over_the_limit(client: PageClient, text: str = "A second story, told within the same hour.") -> str:
    code = send(client)
    check(client, text)
    client.submit(status=429)
    assert text in client.text
    return code


def test_over_the_limit_the_code_of_an_earlier_story_opens_the_door(make):
    client = make(**OVER)
    code = over_the_limit(client)
    assert not client.soup.select("input[name=puzzle]")
    client.submit({"lift": "wrong"}, status=429)
    client.submit({"lift": code})
    assert code_on(client) != code


def test_over_the_limit_the_story_can_be_kept_for_later(make):
    client = make(**OVER)
    over_the_limit(client)
    client.submit(button="Save and continue later")
    assert "/tell/draft/" in client.address
    assert "A second story" in client.text


def test_over_the_limit_a_solved_puzzle_opens_the_door_for_this_story(make, monkeypatch: pytest.MonkeyPatch):
    later(monkeypatch, 30)
    client = make(**OVER, proof_of_work="fallback")
    over_the_limit(client)
    puzzle = str(client.soup.select_one("input[name=puzzle]")["value"])
    client.submit({"solution": "x"}, status=429)
    client.submit({"solution": solution_of(puzzle)})
    assert code_on(client)
    check(client, "A third story, told within the same hour.")
    client.submit(status=429)
    client.submit({"puzzle": puzzle, "solution": solution_of(puzzle)}, status=429)


def test_over_the_limit_a_minute_of_patience_does_without_a_script(make, monkeypatch: pytest.MonkeyPatch):
    later(monkeypatch, 30)
    client = make(**OVER, proof_of_work="fallback")
    over_the_limit(client)
    client.submit(status=429)
    later(monkeypatch, 30 + WAIT_S + 1)
    client.submit()
    assert code_on(client)


def test_patience_helps_only_where_the_operator_allows_it(make, monkeypatch: pytest.MonkeyPatch):
    client = make(**OVER)
    over_the_limit(client)
    later(monkeypatch, 2 * WAIT_S)
    client.submit(status=429)


def test_a_machine_meets_the_puzzle_only_as_a_fallback(make, monkeypatch: pytest.MonkeyPatch):
    later(monkeypatch, -10)
    client = make(proof_of_work="fallback")
    check(client)
    client.submit(status=429)
    client.submit({"solution": solution_of(str(client.soup.select_one("input[name=puzzle]")["value"]))})
    assert code_on(client)


def test_neighbours_share_a_limit_that_strangers_do_not(make):
    client = make(limits=True, limit_submit_network="2 per hour")
    for address, status in (("192.0.2.1", 200), ("192.0.2.9", 200), ("192.0.2.200", 429), ("198.51.100.1", 200)):
        client.client.environ_base["REMOTE_ADDR"] = address
        check(client, f"The story of {address}, which is long enough.")
        client.submit(status=status)


def test_the_setting_has_two_words(settings: Settings):
    with pytest.raises(SettingsError):
        replace(settings, proof_of_work="always").check()
