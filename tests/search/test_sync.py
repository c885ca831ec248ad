"""Outbox → index: nothing lost, nothing twice, one bad row holds up nobody; rebuild and check."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from pathlib import Path

import pytest

from storyhub.kit.errors import SearchUnavailable
from storyhub.search.domain.document import Document
from storyhub.search.domain.port import EngineBusy
from storyhub.search.index import WhooshEngine
from storyhub.search.sync import DifferenceKind, Registry, check, drain, rebuild
from tests.search.documents import make_document
from tests.search.doubles import NOW, FakeOutbox, Shop
from tests.search.engine_contract import found, search

# Registry


def test_facets_from_above_are_merged_into_the_documents(shop: Shop, engine: WhooshEngine) -> None:
    registry = Registry()
    asked: list[list[str]] = []

    def laws(keys: Sequence[str]) -> dict[str, dict[str, tuple[str, ...]]]:
        asked.append(list(keys))
        return {"1": {"law": ("12", "3")}, "gone": {"law": ("9",)}}

    registry.add_facets("story", laws)
    registry.register("story", shop.build, shop.keys)
    registry.add_facets("story", lambda keys: {key: {"law": ("3", "7")} for key in keys})
    shop.put("1", "деньги")

    built = registry.build("story", ["1", "gone"])

    assert built["gone"] is None
    assert built["1"] is not None
    assert built["1"].facets == {"law": ("12", "3", "7")}
    assert asked == [["1"]]


def test_weights_from_above_are_put_into_the_documents(shop: Shop) -> None:
    registry = Registry()
    registry.add_weights("story", lambda keys: {key: 7 for key in (*keys, "gone") if key != "2"})
    registry.register("story", shop.build, shop.keys)
    shop.put("1", "деньги")
    shop.put("2", "деньги")

    built = registry.build("story", ["1", "2", "gone"])

    assert {key: document and document.weight for key, document in built.items()} == {"1": 7, "2": 0, "gone": None}


def test_many_are_built_at_once_where_the_feature_can(shop: Shop) -> None:
    calls: list[list[str]] = []

    def build_many(keys: Sequence[str]) -> Iterable[Document]:
        calls.append(list(keys))
        return [shop.stories[key] for key in keys if key in shop.stories]

    registry = Registry()
    registry.register("story", shop.build, shop.keys, build_many)
    shop.put("1", "деньги")

    assert registry.build("story", ["1", "2", "1"]) == {"1": shop.stories["1"], "2": None}
    assert calls == [["1", "2"]]


def test_a_kind_has_one_source(registry: Registry, shop: Shop) -> None:
    with pytest.raises(ValueError, match="story"):
        registry.register("story", shop.build, shop.keys)


# Drain


def test_a_drain_writes_and_removes_in_one_commit(
    shop: Shop, registry: Registry, engine: WhooshEngine, outbox: FakeOutbox
) -> None:
    engine.rebuild([make_document("old", text="деньги")])
    before = engine.generation()
    shop.put("1", "деньги")
    for key in ("1", "old", "never"):
        outbox.record("index.story", key)
    outbox.record("mail.welcome", "7")

    assert drain(registry, engine, outbox, now=NOW) == 3

    assert found(search(engine, "деньги")) == {"story:1"}
    assert engine.generation() == before + 1
    assert list(outbox.rows) == [("mail.welcome", "7")]


def test_nothing_waiting_is_no_commit(registry: Registry, engine: WhooshEngine, outbox: FakeOutbox) -> None:
    before = engine.generation()

    assert drain(registry, engine, outbox, now=NOW) == 0
    assert engine.generation() == before


def test_a_change_during_the_drain_stays_queued(
    shop: Shop, registry: Registry, engine: WhooshEngine, outbox: FakeOutbox
) -> None:
    shop.put("1", "деньги")
    outbox.record("index.story", "1")
    shop.on_build = lambda key: outbox.record("index.story", key)

    drain(registry, engine, outbox, now=NOW)
    assert list(outbox.rows) == [("index.story", "1")]

    shop.on_build = lambda key: None
    shop.put("1", "вертолёт")
    assert drain(registry, engine, outbox, now=NOW) == 1
    assert found(search(engine, "вертолёт")) == {"story:1"}


def test_a_row_that_cannot_be_built_goes_back_alone(
    shop: Shop, registry: Registry, engine: WhooshEngine, outbox: FakeOutbox
) -> None:
    def refuse(key: str) -> None:
        if key == "bad":
            raise LookupError(key)

    shop.on_build = refuse
    shop.put("1", "деньги")
    for kind, key in (("index.story", "bad"), ("index.story", "1"), ("index.unheard", "5")):
        outbox.record(kind, key)

    assert drain(registry, engine, outbox, now=NOW) == 1

    assert found(search(engine, "деньги")) == {"story:1"}
    assert sorted(outbox.rows) == [("index.story", "bad"), ("index.unheard", "5")]
    assert outbox.errors == ["LookupError", "KeyError"]


def test_without_an_index_the_rows_wait(shop: Shop, registry: Registry, tmp_path: Path, outbox: FakeOutbox) -> None:
    shop.put("1", "деньги")
    outbox.record("index.story", "1")

    with pytest.raises(SearchUnavailable):
        drain(registry, WhooshEngine(tmp_path / "nothing"), outbox, now=NOW)

    assert [row.attempts for row in outbox.rows.values()] == [0]
    assert outbox.claim("index.", limit=1, now=NOW) == []
    assert len(outbox.claim("index.", limit=1, now=NOW + timedelta(seconds=61))) == 1


def test_a_batch_that_cannot_be_written_is_tried_again_later(
    shop: Shop, registry: Registry, engine: WhooshEngine, outbox: FakeOutbox
) -> None:
    shop.put("1", "деньги", title=None)
    outbox.record("index.story", "1")

    with pytest.raises(TypeError):
        drain(registry, engine, outbox, now=NOW)

    assert [row.attempts for row in outbox.rows.values()] == [1]
    assert engine.health() is None


def test_a_change_during_a_rebuild_is_drained_after_it(
    shop: Shop, registry: Registry, engine: WhooshEngine, outbox: FakeOutbox
) -> None:
    for key in ("1", "2"):
        shop.put(key, "деньги")

    def meanwhile(key: str) -> None:
        shop.on_build = lambda key: None
        outbox.record("index.story", "1")
        with pytest.raises(EngineBusy):
            drain(registry, engine, outbox, now=NOW)

    shop.on_build = meanwhile
    assert rebuild(registry, engine, outbox) == 2
    assert outbox.rows
    shop.put("1", "вертолёт")

    assert drain(registry, engine, outbox, now=NOW + timedelta(seconds=61)) == 1
    assert found(search(engine, "вертолёт")) == {"story:1"}


def test_what_waited_before_a_rebuild_is_done_with_it(
    shop: Shop, registry: Registry, engine: WhooshEngine, outbox: FakeOutbox
) -> None:
    shop.put("1", "деньги")
    outbox.record("index.story", "1")
    outbox.record("mail", "1")

    rebuild(registry, engine, outbox)

    assert list(outbox.rows) == [("mail", "1")]


# Check


def test_a_check_tells_what_is_missing_stale_and_left_over(
    shop: Shop, registry: Registry, engine: WhooshEngine, outbox: FakeOutbox
) -> None:
    for key in ("same", "stale", "missing"):
        shop.put(key, "деньги")
    engine.rebuild([shop.stories["same"], shop.stories["stale"], make_document("left", text="деньги", revision=4)])
    shop.put("stale", "иначе")

    differences = check(registry, engine)

    assert [(one.kind, one.ident, one.database, one.index) for one in differences] == [
        (DifferenceKind.LEFTOVER, "story:left", None, 4),
        (DifferenceKind.MISSING, "story:missing", 1, None),
        (DifferenceKind.STALE, "story:stale", 2, 1),
    ]
    rebuild(registry, engine, outbox)
    assert check(registry, engine) == []


def test_progress_reaches_the_count_even_when_some_keys_have_no_document(
    shop: Shop, registry: Registry, engine: WhooshEngine, outbox: FakeOutbox
) -> None:
    for key in ("1", "2", "3"):
        shop.put(key, "деньги")
    keys = list(shop.stories)
    registry.register("hidden", lambda key: None, lambda: keys)
    told: list[int] = []

    assert rebuild(registry, engine, outbox, told.append) == 3

    assert sum(told) == registry.count() == 6


def test_a_source_that_knows_its_revisions_is_not_built_for_a_check(engine: WhooshEngine) -> None:
    registry = Registry()
    known = {"1": 1, "2": 7}

    def build(key: str) -> Document:
        raise AssertionError("a check needs no texts")

    registry.register("story", build, lambda: known, revisions=lambda: known.items())
    engine.rebuild([make_document("1"), make_document("2"), make_document("3")])

    found = [(difference.kind.value, difference.ident) for difference in check(registry, engine)]

    assert found == [("stale", "story:2"), ("leftover", "story:3")]
