"""Calling for stories: who may, what is asked of a call, how it ends, and what the log keeps."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.calls.domain.drafts import Ending
from storyhub.calls.domain.phase import Days, Phase, Standing
from storyhub.calls.queries import calls_on, card_of, offer_of, soonest_call
from storyhub.calls.service import change_call, create_call, end_call, endings_of, erase_author, export_calls
from storyhub.kit.actor import OPERATOR, TELLER, VISITOR, Actor, Role
from storyhub.kit.audit import AuditRow
from storyhub.kit.days import day_of
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, Forbidden, Invalid
from tests.accounts.accounts_factories import make_person
from tests.calls.calls_factories import draft, make_call

NOW = datetime.now(UTC)
MAY = date(2026, 5, 1), date(2026, 5, 31)


@pytest.mark.parametrize(
    ("today", "over", "phase", "standing"),
    [
        (date(2026, 4, 30), {}, Phase.coming, Standing.coming),
        (date(2026, 5, 1), {}, Phase.open, Standing.open),
        (date(2026, 5, 31), {}, Phase.open, Standing.open),
        (date(2026, 6, 1), {}, Phase.past, Standing.late),
        (date(2026, 6, 7), {}, Phase.past, Standing.late),
        (date(2026, 6, 8), {}, Phase.past, Standing.over),
        (date(2026, 5, 10), {"closed_on": date(2026, 5, 10)}, Phase.past, Standing.late),
        (date(2026, 5, 18), {"closed_on": date(2026, 5, 10)}, Phase.past, Standing.over),
        (date(2026, 5, 10), {"is_withdrawn": True}, Phase.withdrawn, Standing.gone),
    ],
)
def test_where_a_call_stands_on_a_day(today: date, over: dict, phase: Phase, standing: Standing):
    days = Days(*MAY, **over)

    assert days.phase(today) is phase
    assert days.standing(today, grace=7) is standing


def test_no_grace_at_all_is_possible():
    assert Days(*MAY).standing(date(2026, 6, 1), grace=0) is Standing.over


@pytest.mark.parametrize("actor", [VISITOR, TELLER, Actor(1, "A", frozenset({Role.member})), Actor(1, "A", frozenset({Role.researcher}))])
def test_only_moderators_and_curators_call(context: Flask, actor: Actor):
    with transaction():
        call = make_call()
    with pytest.raises(Forbidden), transaction():
        create_call(draft(), actor=actor, now=NOW)
    with pytest.raises(Forbidden), transaction():
        change_call(call, draft(), version=call.version_id, actor=actor, now=NOW)
    with pytest.raises(Forbidden), transaction():
        end_call(call, Ending.close, actor=actor, now=NOW)


@pytest.mark.parametrize(
    "over",
    [
        {"title_ru": " "},
        {"title_en": ""},
        {"text_ru": "\n"},
        {"text_en": ""},
        {"title_en": "x" * 121},
        {"text_en": "x" * 4_001},
        {"text_en": "a \x00 b, and some more"},
        {"goal": 0},
        {"goal": 100_001},
        {"opens_on": date(2027, 1, 2), "closes_on": date(2027, 1, 1)},
        {"opens_on": date(2020, 1, 1), "closes_on": date(2020, 2, 1)},
    ],
)
def test_half_a_call_is_none(context: Flask, over: dict):
    with pytest.raises(Invalid), transaction():
        create_call(replace(draft(), **over), actor=OPERATOR, now=NOW)


def test_two_calls_of_one_name_have_two_addresses_and_keep_them(context: Flask):
    with transaction():
        slugs = [make_call().slug for _ in range(3)]
        other = make_call(title="Ещё")
        change_call(other, draft(title_en="Another name"), version=other.version_id, actor=OPERATOR, now=NOW)

    assert slugs == ["while-you-waited", "while-you-waited-2", "while-you-waited-3"]
    assert other.slug == "call"


def test_texts_are_rendered_once_and_safely(context: Flask):
    with transaction():
        call = create_call(draft(text_en="What made it **bearable**? <script>alert(1)</script> [x](javascript:x)"), actor=OPERATOR, now=NOW)

    assert "<strong>bearable</strong>" in call.text_html_en
    assert "<script" not in call.text_html_en
    assert "javascript:" not in card_of(call, lang="en", today=day_of(NOW)).text


def test_a_newer_call_is_not_overwritten(context: Flask):
    with transaction():
        call = make_call()
        seen = call.version_id
        change_call(call, draft(goal=7), version=seen, actor=OPERATOR, now=NOW)
    with pytest.raises(Conflict), transaction():
        change_call(call, draft(goal=9), version=seen, actor=OPERATOR, now=NOW)
    assert call.goal == 7


def test_a_call_ends_and_comes_back_and_the_log_knows(context: Flask):
    today = day_of(NOW)
    with transaction():
        call = make_call()
        end_call(call, Ending.close, actor=OPERATOR, now=NOW)
        assert endings_of(call, today=today) == (Ending.withdraw, Ending.reopen)
        assert calls_on(today, lang="en")[0].phase is Phase.past
        end_call(call, Ending.withdraw, actor=OPERATOR, now=NOW)
        assert calls_on(today, lang="en") == ()
        assert calls_on(today, lang="en", with_withdrawn=True)[0].phase is Phase.withdrawn
        with pytest.raises(Conflict):
            end_call(call, Ending.close, actor=OPERATOR, now=NOW)
        end_call(call, Ending.reopen, actor=OPERATOR, now=NOW)
        assert calls_on(today, lang="en")[0].phase is Phase.open
    rows = db.session.execute(select(AuditRow.action).where(AuditRow.kind == "call", AuditRow.key == str(call.id))).scalars()
    assert list(rows) == ["call.created", "call.closed", "call.withdrawn", "call.reopened"]


def test_what_is_coming_or_over_cannot_be_closed(context: Flask):
    with transaction():
        for call in (make_call(2, 5), make_call(-9, -5)):
            with pytest.raises(Conflict):
                end_call(call, Ending.close, actor=OPERATOR, now=NOW)


def test_the_first_page_gets_the_open_call_that_closes_first(context: Flask):
    today = day_of(NOW)
    assert soonest_call(today, lang="en") is None
    with transaction():
        for opens, closes, title in ((-9, -1, "Over"), (1, 2, "Coming"), (-1, 9, "Long"), (-2, 4, "Short")):
            make_call(opens, closes, title=title)
        make_call(-2, 1, title="Closed", closed_at=NOW)
        make_call(-2, 1, title="Withdrawn", withdrawn_at=NOW)

    found = soonest_call(today, lang="en")
    assert found is not None
    assert (found.title, found.left) == ("Short", 4)


@pytest.mark.parametrize("slug", ["", "no-such-call", "../x", "While", "a\x00b", "x" * 500])
def test_what_is_no_call_offers_nothing(context: Flask, slug: str):
    assert offer_of(slug, lang="en", today=day_of(NOW), grace=7) is None


def test_an_offer_tells_until_when_one_is_heard(context: Flask):
    with transaction():
        call = make_call(-9, -2)
    offer = offer_of(call.slug, lang="ru", today=day_of(NOW), grace=7)
    assert offer is not None
    assert (offer.title, offer.is_taken, offer.until - day_of(NOW)) == ("Пока вы ждали", True, timedelta(days=5))


@pytest.mark.parametrize("keep", [True, False])
def test_who_wrote_a_call_finds_it_in_the_copy_and_can_be_forgotten(context: Flask, keep: bool):
    person = make_person(Role.moderator)
    with transaction():
        make_call(author_id=person.id)
        make_call()
    assert [row["call"] for row in export_calls(person.id)] == ["while-you-waited"]
    with transaction():
        erase_author(person.id, person.handle, keep, NOW)
    assert len(export_calls(person.id)) == keep
    assert len(calls_on(day_of(NOW), lang="en")) == 2
