"""Out to rows and back in again."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import delete, func, select, update

from storyhub.accounts.models import Person
from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.coding.queries import export_codings, public_codings
from storyhub.coding.service import ImportReport, import_codings
from storyhub.kit.actor import OPERATOR, Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Forbidden
from storyhub.stories.models import Story
from tests.accounts.accounts_factories import actor_for
from tests.coding.coding_factories import NOW, TEXT, finish, make_coder, make_coding, make_law, make_story, publish_text

pytestmark = pytest.mark.usefixtures("context")
Rows = list[dict[str, Any]]


def take(rows: Rows, coders_needed: int = 1) -> ImportReport:
    with transaction():
        return import_codings(rows, coders_needed=coders_needed, actor=OPERATOR, now=NOW)


def forget_all() -> None:
    with transaction():
        for table in (Coding, CodingPass, CodingRound):
            db.session.execute(delete(table))


@pytest.fixture
def rows(context: Flask) -> Rows:
    """Three codings by two coders of one imported story: one coder finished, in a round of two."""
    story = make_story(source="book", external_id="b-1")
    ada, bob, law, proposal = make_coder(), make_coder(), make_law(12), make_law(proposal=7)
    make_coding(story, law, ada, "I had the door", note="n", coders_needed=2)
    make_coding(story, proposal, ada, None, polarity="mixed", coders_needed=2)
    make_coding(story, law, bob, "upstairs", strength=3, coders_needed=2)
    finish(story, ada)
    return list(export_codings())


def test_rows_say_everything_there_is(rows: Rows) -> None:
    first, whole, _ = rows
    assert {name: first[name] for name in ("source", "external_id", "exact", "law", "polarity", "strength", "note")} == {
        "source": "book",
        "external_id": "b-1",
        "exact": "I had the door",
        "law": "12",
        "polarity": "upholds",
        "strength": 2,
        "note": "n",
    }
    assert first["finished"] == first["created_at"] == NOW.isoformat()
    assert (whole["start"], whole["exact"], whole["law"]) == ("", "", "P-7")
    assert [bool(row["finished"]) for row in rows] == [True, True, False]
    assert len(list(export_codings(finished_only=True))) == 2


def test_rows_come_back_as_they_were_and_only_once(rows: Rows) -> None:
    assert take(rows) == ImportReport(added=0, unchanged=3, rejected=())
    forget_all()
    assert take(rows, 2) == ImportReport(added=3, unchanged=0, rejected=())
    assert take(rows, 2) == ImportReport(added=0, unchanged=3, rejected=())
    assert list(export_codings()) == rows


def test_two_coders_finished_both_get_in_though_one_would_be_enough(rows: Rows) -> None:
    forget_all()
    done = [{**row, "finished": NOW.isoformat()} for row in rows]
    assert take(done, 1).added == 3
    story = db.session.execute(select(Story.id)).scalar_one()
    assert len(public_codings(story)) == 3


def test_values_may_be_text_as_in_a_csv_file(rows: Rows) -> None:
    forget_all()
    assert take([{name: str(value) for name, value in row.items()} for row in rows]).added == 3


def test_a_moved_passage_is_found_by_its_neighbours(rows: Rows) -> None:
    forget_all()
    story = db.session.execute(select(Story.id)).scalar_one()
    publish_text(story, "It was a Monday. " + TEXT)
    assert take(rows).added == 3
    exact = [coding.passage.exact for coding in db.session.execute(select(Coding)).scalars() if coding.passage]
    assert exact == ["I had the door", "upstairs"]


@pytest.mark.parametrize(
    ("over", "why"),
    [
        ({"external_id": "b-2"}, "unknown story"),
        ({"external_id": "", "story": "S-999999"}, "unknown story"),
        ({"coder": "nobody"}, "unknown coder"),
        ({"law": "99"}, "unknown law"),
        ({"law": "best"}, "unknown law"),
        ({"start": 0, "end": 5, "exact": "not there at all"}, "passage not found exactly once"),
        ({"start": 1, "prefix": "elsewhere"}, "passage not found exactly once"),
        ({"polarity": "proves"}, "unknown polarity"),
        ({"strength": "many"}, "unknown strength"),
    ],
)
def test_a_row_that_does_not_fit_is_reported_and_the_rest_is_taken(rows: Rows, over: dict[str, object], why: str) -> None:
    forget_all()
    report = take([{**rows[0], **over}, rows[1]])
    assert [(rejected.row, rejected.why) for rejected in report.rejected] == [(1, why)]
    assert report.added == 1


def test_a_story_without_an_external_id_is_found_by_its_public_one() -> None:
    story, coder = make_story(), make_coder()
    make_coding(story, make_law(12), coder, "I had the door")
    rows = list(export_codings())
    forget_all()
    assert take(rows).added == 1


def test_a_row_after_finishing_is_too_late(rows: Rows) -> None:
    late = {**rows[0], "law": "P-7"}
    report = take([late])
    assert report.added == 0
    assert len(report.rejected) == 1


def test_hidden_stories_are_not_exported(rows: Rows) -> None:
    assert len(rows) == 3
    with transaction():
        db.session.execute(select(Story)).scalar_one().may_research = False
    assert list(export_codings()) == []


def test_who_is_no_researcher_imports_nothing(rows: Rows) -> None:
    for actor in (make_coder(Role.member), make_coder(Role.curator)):
        with pytest.raises(Forbidden), transaction():
            import_codings(rows, coders_needed=1, actor=actor, now=NOW)


def test_a_researcher_imports_her_own_codings_only_and_as_marked_now(rows: Rows) -> None:
    forget_all()
    person = db.session.execute(select(Person).where(Person.handle == rows[0]["coder"])).scalar_one()
    with transaction():
        report = import_codings(rows, coders_needed=1, actor=actor_for(person), now=NOW.replace(year=2027))
    own = sum(row["coder"] == person.handle for row in rows)
    assert 0 < own < len(rows)
    assert (report.added, {rejected.why for rejected in report.rejected}) == (own, {"somebody else's coding"})
    assert {coding.created_at.year for coding in db.session.execute(select(Coding)).scalars()} == {2027}
    assert db.session.execute(select(CodingPass)).scalar_one().finished_at is None


def test_a_refused_row_leaves_nothing_half_done(rows: Rows) -> None:
    forget_all()
    take([{**rows[0], "strength": "9"}])
    assert db.session.execute(select(func.count()).select_from(Coding)).scalar_one() == 0


def test_a_pass_that_is_no_longer_blind_stays_so_elsewhere(rows: Rows) -> None:
    assert {row["blind"] for row in rows} == {"yes"}
    handle = rows[0]["coder"]
    with transaction():
        db.session.execute(update(CodingPass).where(CodingPass.finished_at.is_not(None)).values(is_blind=False))
    again = list(export_codings())
    assert [row["blind"] for row in again if row["coder"] == handle] == ["no", "no"]
    forget_all()
    take(again, coders_needed=2)
    passes = db.session.execute(select(CodingPass)).scalars()
    assert sorted((coding_pass.is_blind, coding_pass.finished_at is not None) for coding_pass in passes) == [(False, True), (True, False)]
