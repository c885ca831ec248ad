"""The ledger of changes: no change is missed, none is met twice, whatever from and until are asked for and whatever happens meanwhile."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import func, select

from storyhub.kit import ledger, outbox
from storyhub.kit.db import db, transaction
from storyhub.kit.ledger import Entry, Page, PublicRecord, Shown, Window
from tests.sql_count import count_sql

NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)


def at(second: float) -> datetime:
    return NOW + timedelta(seconds=second)


def note(second: float, /, **shown: str | None) -> int:
    """Things with these contents (None: not public), in one commit that is over at once."""
    with transaction():
        what = {key: Shown(text, (f"lang:{text[:2]}",)) if text is not None else None for key, text in shown.items()}
        changed = ledger.note("story", what, now=at(second))
    ledger.settle(now=lambda: at(second))
    return changed


def pages(window: Window, size: int, between: Callable[[int], object] = lambda _page: None) -> Iterator[Page]:
    anchor, number = None, 0
    while True:
        page = ledger.page_of(window, size=size, anchor=anchor)
        yield page
        if page.anchor is None:
            return
        between(number)
        number, anchor = number + 1, page.anchor
        window = Window(page.after, window.last, window.set, window.total)


def harvest(size: int = 2, between: Callable[[int], object] = lambda _page: None, **window: object) -> list[Entry]:
    bounds = ledger.bounds(**{"since": None, "until": None, **window})  # type: ignore[arg-type]
    return [entry for page in pages(bounds, size, between) for entry in page.entries]


def keys(entries: list[Entry]) -> list[str]:
    return [entry.key for entry in entries]


def test_only_what_changed_gets_a_new_datestamp(context: Flask):
    assert note(0, a="en", b="ru") == 2
    assert note(5, a="en", b="ru new") == 1

    assert [(entry.key, entry.datestamp) for entry in harvest()] == [("a", at(0)), ("b", at(5))]


def test_what_goes_is_told_for_ever_with_its_sets_and_what_was_never_public_not_at_all(context: Flask):
    note(0, a="en", b=None)
    note(5, a=None)
    note(6, a=None)

    gone = ledger.entry_of("story", "a")
    assert gone == Entry("story", "a", at(5), is_deleted=True, sets=("lang:en",))
    assert ledger.entry_of("story", "b") is None

    note(9, a="ru")
    assert ledger.entry_of("story", "a") == Entry("story", "a", at(9), is_deleted=False, sets=("lang:ru",))


def test_what_changes_during_a_list_is_left_for_the_next_one_which_begins_where_this_one_was_asked_for(context: Flask):
    note(0, **{f"s{n}": "en" for n in range(8)})

    def change(page: int) -> None:
        if page == 0:  # s0, s1 are told; s0 and s5 change, s4 goes, one is new.
            note(20, s0="en again", s5="en again", s4=None, s9="en")

    first = keys(harvest(between=change, until=at(10)))
    after = harvest(since=at(10))

    assert first == ["s0", "s1", "s2", "s3", "s6", "s7"]
    assert {entry.key: entry.is_deleted for entry in after} == {"s0": False, "s5": False, "s4": True, "s9": False}


def test_a_list_without_an_end_ends_where_it_began_however_much_changes(context: Flask):
    note(0, **{f"s{n}": "en" for n in range(6)})

    told = keys(harvest(between=lambda page: note(page + 1, s1=f"en {page}", s0=f"en {page}"), size=2))

    assert sorted(told) == [f"s{n}" for n in range(6)]
    assert len(told) == len(set(told))


def test_a_page_that_was_promised_is_never_empty(context: Flask):
    note(0, a="en", b="en", c="en")

    found = list(pages(ledger.bounds(since=None, until=None), 2, lambda _page: note(7, c="en new")))

    assert [keys(list(page.entries)) for page in found] == [["a", "b"], ["c"]]
    assert found[1].entries[0].datestamp == at(0), "with its new datestamp it is in the next list"
    assert keys(harvest(since=at(1))) == ["c"]


def test_a_commit_that_takes_long_gets_the_second_in_which_it_could_be_read(context: Flask):
    with transaction():
        ledger.note("story", {"a": Shown("en"), "b": Shown("en")}, now=at(0.2))
    moments = iter([at(3.9), at(4.1), at(4.8)])
    ledger.settle(now=lambda: next(moments))

    # First looked at in second 3, written again, which was over in second 4, and written once more.
    assert {entry.datestamp for entry in harvest()} == {at(4)}


def test_what_a_process_that_died_left_unsettled_the_next_one_settles(context: Flask):
    with transaction():
        ledger.note("story", {"a": Shown("en")}, now=at(0))
    # The process died here; a harvester asked at 5 and saw or did not see it.
    note(9, b="en")

    assert {entry.key: entry.datestamp for entry in harvest(since=at(5))} == {"a": at(9), "b": at(9)}


def test_datestamps_never_go_back_with_a_clock_that_does(context: Flask):
    note(10, a="en")
    note(-3_600, b="en")

    assert [(entry.key, entry.datestamp) for entry in harvest()] == [("a", at(10)), ("b", at(10))]


def test_a_set_holds_what_lies_below_it(context: Flask):
    note(0, a="en", b="ru")

    assert keys(harvest(set_="lang:en")) == ["a"]
    assert keys(harvest(set_="lang")) == ["a", "b"]
    assert keys(harvest(set_="lan")) == keys(harvest(set_="lang:e")) == []
    assert ledger.sets_in_use() == ("lang:en", "lang:ru")


CHANGES = st.lists(st.tuples(st.integers(0, 40), st.sampled_from("abcdefghij"), st.sampled_from(["en", "ru", None])), max_size=40)


@settings(max_examples=2, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
def test_any_range_holds_exactly_what_a_filter_in_memory_finds(context: Flask, changes: list[tuple[int, str, str | None]]):
    compare_ranges(changes)


@pytest.mark.long
@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(changes=CHANGES)
def test_ten_thousand_ranges_hold_exactly_what_a_filter_in_memory_finds(context: Flask, changes: list[tuple[int, str, str | None]]):
    compare_ranges(changes)


def compare_ranges(changes: list[tuple[int, str, str | None]]) -> None:
    """A history of changes, and 20 × 20 ranges of it, each compared with plain Python."""
    with transaction():
        for table in (ledger.PublicRecordSet, PublicRecord, ledger.LedgerClock):
            db.session.execute(db.delete(table))
    known: dict[str, tuple[datetime, str | None]] = {}
    for number, (second, key, text) in enumerate(sorted(changes, key=lambda change: change[0])):
        note(second, **{key: text and f"{text} {number}"})
        if text is not None or (key in known and known[key][1] is not None):
            known[key] = (at(second), text)
    for since in [None, *range(-2, 42, 2)][:20]:
        for until in [None, *range(-1, 43, 2)][:20]:
            low, high = None if since is None else at(since), None if until is None else at(until)
            wanted = {key for key, (when, _) in known.items() if (low is None or low <= when) and (high is None or when <= high)}
            bounds = ledger.bounds(since=low, until=high)
            told = [entry.key for page in pages(bounds, 3) for entry in page.entries]
            assert sorted(told) == sorted(wanted)
            assert bounds.total == len(wanted)


def test_what_waits_is_written_down_in_batches_and_a_thing_that_cannot_be_read_holds_up_nobody(context: Flask):
    with transaction():
        ledger.ask("story", ["1", "bad", "2"])

    def source(found: object) -> dict[str, Shown | None]:
        if "bad" in found:  # type: ignore[operator]
            raise ZeroDivisionError
        return {str(key): Shown("x") for key in found}  # type: ignore[attr-defined]

    failed = []
    for claim in outbox.claim(ledger.LEDGER, limit=10, now=at(0)):
        try:
            ledger.follow(claim, {"story": source}, now=lambda: at(0))
        except ZeroDivisionError:
            failed.append(claim.key)

    assert failed == ["bad"]
    assert sorted(keys(harvest())) == ["1", "2"]
    assert [claim.key for claim in outbox.waiting(ledger.LEDGER)] == ["bad"]


def test_what_is_missing_is_asked_for_and_what_is_in_line_is_not(context: Flask):
    note(0, same="1:en", other="0:en", gone="1:en")

    with transaction():
        asked = ledger.ask_missing("story", ["same", "other", "new"], scheme="1:")

    assert asked == 3
    assert {claim.key for claim in outbox.waiting("ledger.story")} == {"other", "new", "gone"}
    assert db.session.execute(select(func.count()).select_from(PublicRecord)).scalar_one() == 3


@pytest.mark.parametrize("things", [1, 30])
def test_a_page_asks_the_database_the_same_however_long_it_is(context: Flask, things: int):
    note(0, **{f"s{n}": "en" for n in range(things)})
    with count_sql(context) as run:
        ledger.page_of(ledger.bounds(since=None, until=None), size=50)
    assert run.count == 4
