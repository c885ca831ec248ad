"""The indexer: heals the index, drains, runs handlers, one at a time, and goes on after a failure."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event

import pytest

from storyhub.kit.outbox import Claim
from storyhub.search.index import WhooshEngine
from storyhub.search.sync import Indexer, Registry
from tests.search.documents import make_document
from tests.search.doubles import NOW, FakeOutbox, Shop
from tests.search.engine_contract import counts, found, search


@pytest.fixture
def indexer(registry: Registry, engine: WhooshEngine, outbox: FakeOutbox, tmp_path: Path) -> Indexer:
    return Indexer(registry, engine, outbox, lock_path=tmp_path / "indexer.lock", now=lambda: NOW, poll_s=0.01)


def test_the_indexer_builds_a_missing_index_first(
    shop: Shop, registry: Registry, outbox: FakeOutbox, tmp_path: Path
) -> None:
    engine = WhooshEngine(tmp_path / "fresh")
    shop.put("1", "деньги", facets={"law": ("12",)})
    indexer = Indexer(registry, engine, outbox, lock_path=tmp_path / "indexer.lock")

    indexer.run_once()

    assert counts(search(engine, "деньги", facets=("law",)), "law") == {"12": 1}


def test_handlers_get_the_rows_of_their_kind(indexer: Indexer, outbox: FakeOutbox) -> None:
    handled: list[tuple[str, str]] = []

    def send(claimed: Claim) -> None:
        if claimed.key == "bad":
            raise OSError("no mail server")
        handled.append((claimed.kind, claimed.key))

    indexer.add_handler("mail.", send)
    for kind, key in (("mail.welcome", "bad"), ("mail.welcome", "7"), ("coding.follow", "1")):
        outbox.record(kind, key)

    indexer.run_once()

    assert handled == [("mail.welcome", "7")]
    assert sorted(outbox.rows) == [("coding.follow", "1"), ("mail.welcome", "bad")]
    assert outbox.rows["mail.welcome", "bad"].attempts == 1


def test_each_turn_runs_in_a_context(
    registry: Registry, engine: WhooshEngine, outbox: FakeOutbox, tmp_path: Path
) -> None:
    steps: list[str] = []

    @contextmanager
    def context() -> Iterator[None]:
        steps.append("in")
        yield
        steps.append("out")

    Indexer(registry, engine, outbox, lock_path=tmp_path / "lock", app_context=context).run_once()

    assert steps == ["in", "out"]


def test_a_nudged_thread_brings_a_change_in_and_stops(
    shop: Shop, registry: Registry, engine: WhooshEngine, outbox: FakeOutbox, tmp_path: Path
) -> None:
    indexer = Indexer(registry, engine, outbox, lock_path=tmp_path / "indexer.lock", poll_s=60)
    seen = Event()
    indexer.add_handler("done", lambda claimed: seen.set())
    thread = indexer.start()
    shop.put("1", "деньги")
    outbox.record("index.story", "1")
    outbox.record("done", "1")

    indexer.nudge()

    assert seen.wait(10)
    indexer.stop()
    assert not thread.is_alive()
    assert found(search(engine, "деньги")) == {"story:1"}


def test_only_one_indexer_is_elected(
    registry: Registry, engine: WhooshEngine, outbox: FakeOutbox, tmp_path: Path
) -> None:
    turns: list[str] = []
    first_turn = Event()

    @contextmanager
    def working(name: str) -> Iterator[None]:
        turns.append(name)
        first_turn.set()
        yield

    def make(name: str) -> Indexer:
        return Indexer(
            registry,
            engine,
            outbox,
            lock_path=tmp_path / "indexer.lock",
            app_context=lambda: working(name),
            poll_s=0.01,
        )

    first, second = make("first"), make("second")
    first.start()
    assert first_turn.wait(10)
    waiting = second.start()
    assert waiting.is_alive()
    second.stop()
    first.stop()

    assert set(turns) == {"first"}
    assert (tmp_path / "indexer.lock").exists()


def test_a_failing_turn_does_not_end_the_loop(
    shop: Shop, registry: Registry, engine: WhooshEngine, outbox: FakeOutbox, tmp_path: Path
) -> None:
    failed, recovered = Event(), Event()

    @contextmanager
    def context() -> Iterator[None]:
        if not failed.is_set():
            failed.set()
            raise RuntimeError("the database is away")
        yield
        recovered.set()

    indexer = Indexer(registry, engine, outbox, lock_path=tmp_path / "lock", app_context=context, poll_s=0.001)
    indexer.start()

    assert recovered.wait(10)
    indexer.stop()


def test_an_indexer_with_nothing_to_do_tidies_once_per_generation(
    indexer: Indexer, engine: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[int] = []
    enough = Event()

    def tidy() -> bool:
        asked.append(engine.generation())
        if len(asked) == 3:
            engine.apply([make_document("1", text="деньги")], [])
        if len(asked) == 4:
            enough.set()
        return len(asked) < 3

    monkeypatch.setattr(engine, "tidy", tidy)
    indexer.start()

    assert enough.wait(10)
    indexer.stop()
    assert asked[0] == asked[1] == asked[2] < asked[3]
    assert len(asked) == 4
