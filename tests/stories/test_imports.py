"""Collections: read record by record, brought in by batches, written out and read back."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from storyhub.kit import audit
from storyhub.kit.actor import OPERATOR, VISITOR
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Invalid
from storyhub.kit.outbox import OutboxRow
from storyhub.kit.records import read_records, write_records
from storyhub.stories.domain.drafts import Place
from storyhub.stories.domain.words import State
from storyhub.stories.forms.imported import parse_record
from storyhub.stories.models import Organisation, Revision, Story
from storyhub.stories.queries import export_rows
from storyhub.stories.rules import may_be_coded, may_read
from storyhub.stories.service import ImportCounts, StoryDetails, import_batch, import_story, update_details, withdraw_story
from tests.sql_count import count_sql
from tests.stories.stories_factories import NOW, make_story, rendered

TEXT = "The bank took a fee and gave it back only after the third call."


def record(number: int = 1, **over: Any) -> dict[str, Any]:
    return {"id": f"r-{number}", "text": f"{TEXT} Record {number}.", **over}


def bring(*records: dict[str, Any], source: str = "reviews", rights: str | None = None, publish: bool = True) -> ImportCounts:
    items = [(story, rendered(story.source_text)) for story in map(parse_record, records)]
    with transaction():
        return import_batch(items, source=source, rights=rights, publish=publish, now=NOW)


def story_of(external_id: str = "r-1") -> Story:
    return db.session.execute(select(Story).where(Story.external_id == external_id)).scalar_one()


def test_a_record_becomes_a_story(context: Flask):
    given = record(
        title=" A  fee ",
        lang="en",
        company="Pennyfinch",
        date="2024-03-05",
        domain="bank",
        rating="4.0",
        site="example",
        labels={"topics": ["fees"]},
    )
    assert bring(given) == ImportCounts(added=1, present=0)
    story = story_of()

    assert (story.title, story.lang, story.sector, story.rating, story.month) == ("A fee", "en", "banking", 4, "2024-03")
    assert (story.source, story.published_on, story.received_at) == ("reviews", date(2024, 3, 5), datetime(2024, 3, 5, tzinfo=UTC))
    assert story.organisation is not None
    assert story.organisation.name == "Pennyfinch"
    assert story.labels == {"site": "example", "domain": "bank", "topics": ["fees"]}
    assert story.latest_revision is story.published_revision is not None
    assert story.latest_revision.author == "imported"
    assert story.version_id == 1


def test_without_rights_a_story_is_for_research_only(context: Flask):
    bring(record(1))
    bring(record(2), rights="Licence of the source, 2024")
    without, given = story_of("r-1"), story_of("r-2")

    assert (without.audience, without.rights, without.may_research) == ("staff", None, True)
    assert (given.audience, given.rights) == ("public", "Licence of the source, 2024")
    for story in (without, given):
        assert (story.may_quote, story.may_open_data) == (False, False)
        assert may_be_coded(story)
    assert may_read(VISITOR, given)
    assert not may_read(VISITOR, without)
    assert may_read(OPERATOR, without)


def test_without_publish_stories_wait_for_a_moderator(context: Flask):
    bring(record(), publish=False)
    story = story_of()

    assert (story.state, story.published_on, story.published_revision_id) == (State.received, None, None)


def test_what_is_there_is_not_brought_again_even_when_withdrawn(context: Flask):
    assert bring(record(1), record(2), record(1)) == ImportCounts(added=2, present=1)
    assert bring(record(1), record(3)) == ImportCounts(added=1, present=1)
    assert bring(record(1), source="elsewhere") == ImportCounts(added=1, present=0)
    with transaction():
        withdraw_story(story_of("r-2"), actor=OPERATOR, now=NOW, reason="source")

    assert bring(record(2)) == ImportCounts(added=0, present=1)
    assert story_of("r-2").state == State.withdrawn


def test_one_record_alone(context: Flask):
    parsed = parse_record(record())
    with transaction():
        first = import_story(parsed, rendered(parsed.source_text), source="s", rights=None, publish=True, now=NOW)
        again = import_story(parsed, rendered(parsed.source_text), source="s", rights=None, publish=True, now=NOW)

    assert first is not None
    assert again is None


def test_a_batch_is_logged_once_and_every_story_indexed(context: Flask):
    bring(*(record(number, company="Pennyfinch") for number in range(5)))

    waiting = db.session.execute(select(OutboxRow.key).where(OutboxRow.kind == "index.story")).scalars().all()
    ids = db.session.execute(select(Story.id)).scalars().all()
    assert sorted(waiting) == sorted(str(story_id) for story_id in ids)
    assert [event.why for event in audit.timeline("import", "reviews")] == ["5 stories, published, without rights"]
    assert db.session.execute(select(Organisation.name)).scalars().all() == ["Pennyfinch"]


def test_a_batch_costs_the_same_number_of_statements_whatever_its_size(context: Flask):
    counts = []
    for start, size in ((0, 1), (10, 3), (20, 300)):
        with count_sql(context) as run:
            bring(*(record(number) for number in range(start, start + size)))
        counts.append(run.count)

    assert counts[0] == counts[1] == counts[2]


REFUSED: dict[str, Any] = {
    "no id": {"id": None},
    "blank id": {"id": " "},
    "truth as id": {"id": True},
    "list as id": {"id": ["a"]},
    "endless id": {"id": "x" * 201},
    "no text": {"text": None},
    "number as text": {"text": 12},
    "short text": {"text": "Good."},
    "long text": {"text": "word " * 4001},
    "NUL": {"text": TEXT + "\0"},
    "surrogate": {"text": TEXT + "\ud800"},
    "too complex": {"text": TEXT + "[" * 300},
    "endless labels": {"labels": {"a": "x" * 200_000}},
}


@pytest.mark.parametrize("over", REFUSED.values(), ids=REFUSED.keys())
def test_a_record_that_is_no_story_is_refused_with_the_reason(context: Flask, over: dict[str, Any]):
    with pytest.raises(Invalid) as problem:
        parse_record(record(**over))
    assert len(str(problem.value.message)) > 10


STRANGE = [
    ("lang", "de"),
    ("lang", 7),
    ("title", "t" * 500),
    ("company", "c" * 500),
    ("company", ["a"]),
    ("date", "5 March"),
    ("date", "2024-13-01"),
    ("date", 20240305),
    ("rating", 7),
    ("rating", "4.5"),
    ("rating", "many"),
    ("rating", True),
    ("rating", float("inf")),
    ("sector", "spying"),
]


@pytest.mark.parametrize(("name", "value"), STRANGE)
def test_a_strange_value_is_kept_among_the_labels(context: Flask, name: str, value: Any):
    parsed = parse_record(record(**{name: value}))

    assert getattr(parsed, name) is None
    assert parsed.labels[name] == value
    bring(record(**{name: value}))


@pytest.mark.parametrize(
    "value",
    ["website", "[1,", ["website"], [{"name": "x", "expected": 9, "received": 1}], [{"name": "", "expected": 1, "received": 1}],
     [{"name": "x", "expected": 1, "received": 1, "when": "2020"}], [{"name": "x", "expected": 1, "received": 1}] * 6],
)  # fmt: skip
def test_touchpoints_in_another_form_are_kept_as_they_are(context: Flask, value: Any):
    bring(record(touchpoints=value))

    assert story_of().touchpoints == []
    assert story_of().labels == {"touchpoints": value}


def test_a_record_without_touchpoints_leaves_no_trace_of_them(context: Flask):
    bring(record(1), record(2, touchpoints=[]), record(3, touchpoints="[]"), record(4, touchpoints=None))

    for number in (1, 2, 3, 4):
        story = story_of(f"r-{number}")
        assert (story.touchpoints, story.labels) == ([], {})


def test_an_export_costs_the_same_with_one_story_and_with_three(context: Flask):
    counts = []
    for wanted in (1, 3):
        with transaction():
            while len(list(export_rows())) < wanted:
                make_story(details=StoryDetails(touchpoints=(Place("Payment", 3, 4),)))
        with count_sql(context) as run:
            assert len(list(export_rows())) == wanted
        counts.append(run.count)

    assert counts[0] == counts[1]


def test_the_language_is_detected_when_none_is_given(context: Flask):
    bring({"id": 5, "text": "Банк списал комиссию и вернул её только после третьего звонка."})

    assert story_of("5").lang == "ru"


ROUND = ("id", "text", "title", "lang", "company", "date", "sector", "rating", "touchpoints", "labels")


@pytest.mark.parametrize("ending", [".jsonl", ".csv", ".jsonl.gz"])
def test_what_is_exported_is_imported_back(context: Flask, tmp_path: Path, ending: str):
    bring(
        record(1, title="Fee", company="Pennyfinch", date="2024-03-05", domain="airline", rating=2, labels={"a": [1, {"b": None}]}),
        record(2, text='Линия один.\n\n*Линия два*, и «кавычки», и запятая, и "ещё".', state="somewhere"),
        rights="Given",
    )
    with transaction():
        places = (Place("Доставка, «до двери»", 5, 2), Place("Payment", 3, 4))
        make_story(details=StoryDetails(title="Ours", organisation="Soot & Plum", sector="food", touchpoints=places))
    before = list(export_rows())
    path = tmp_path / f"all{ending}"
    assert write_records(path, before) == 3
    parsed = [parse_record(line.record) for line in read_records(path) if line.record]

    with transaction():
        items = [(story, rendered(story.source_text)) for story in parsed]
        import_batch(items, source="again", rights="Given", publish=True, now=NOW)
    after = [row for row in export_rows() if row["source"] == "again"]

    assert [{name: row[name] for name in ROUND} for row in after] == [{name: row[name] for name in ROUND} for row in before]
    assert before[1]["labels"] == {"state": "somewhere"}
    assert [place["name"] for place in before[2]["touchpoints"]] == ["Доставка, «до двери»", "Payment"]
    assert all(row["rights"] == "Given" for row in after)
    assert all("receipt" not in json.dumps(row) for row in before)


def test_an_export_read_back_makes_nothing_public_that_was_not(context: Flask):
    bring(record())
    row = next(iter(export_rows()))
    assert row["audience"] == "staff"

    bring(row, source="again", rights="Somebody says so")

    assert db.session.execute(select(Story.audience).where(Story.source == "again")).scalar_one() == "staff"


def test_withdrawn_stories_are_not_exported_and_open_data_only_what_was_given(context: Flask):
    with transaction():
        make_story(state=State.withdrawn)
        make_story(state=State.received)
        given = make_story()
        update_details(given, StoryDetails(title="Given"), actor=OPERATOR, now=NOW)
    bring(record(), rights="Given")

    assert len(list(export_rows())) == 3
    assert [row["title"] for row in export_rows(open_data=True)] == ["Given"]


def test_real_collections_are_read(context: Flask, shared: Path):
    counts: dict[str, int] = {}
    for path in sorted((shared / "data" / "stories").glob("*.jsonl.gz")):
        for line, _ in zip(read_records(path), range(300), strict=False):
            assert line.record is not None
            parse_record(line.record)
            counts[path.name] = counts.get(path.name, 0) + 1

    assert len(counts) == 3
    assert set(counts.values()) == {300}


def test_revisions_of_imports_render_as_told(context: Flask):
    bring(record(text=f"{TEXT} **Really.**"))

    revision = db.session.execute(select(Revision)).scalar_one()
    assert "<strong>Really.</strong>" in revision.html
    assert "**" not in revision.plain
