"""What a worker keeps of the index: bounded, counted with what is always held, and never needed for the right answer."""

from __future__ import annotations

import threading
from pathlib import Path

import numpy as np
import pytest

from storyhub.search.domain.port import Request
from storyhub.search.domain.query import Or, Phrase, Term
from storyhub.search.index import WhooshEngine
from storyhub.search.index.memory import ENTRY_BYTES, Memory
from tests.search.asking import found, search
from tests.search.documents import SHELF, make_document

LETTERS = "абвгдежзик"


def entry(memory: Memory, key: str, size: int = 100 - ENTRY_BYTES) -> bool:
    """Asks for an entry; whether it had to be loaded."""
    loaded: list[str] = []
    memory.get((key,), lambda: loaded.append(key) or key, lambda _: size)
    return bool(loaded)


def test_the_least_recently_used_goes_first() -> None:
    memory = Memory(300)
    for key in "abc":
        assert entry(memory, key)

    assert not entry(memory, "a")
    assert entry(memory, "d")

    assert [entry(memory, key) for key in "acd"] == [False, False, False]
    assert memory.nbytes == 300
    assert entry(memory, "b")


def test_what_is_always_held_takes_room_from_the_rest() -> None:
    memory = Memory(300)
    for key in "abc":
        entry(memory, key)

    memory.hold(150)

    assert memory.nbytes == 250
    assert [entry(memory, key) for key in "cb"] == [False, True]


def test_an_entry_that_is_too_large_is_given_but_not_kept() -> None:
    memory = Memory(300)
    entry(memory, "a")

    assert entry(memory, "huge", 301)
    assert entry(memory, "huge", 301)
    assert not entry(memory, "a")


def test_only_what_is_still_of_use_is_kept() -> None:
    memory = Memory(300)
    for key in "abc":
        entry(memory, key)

    memory.keep_only(lambda key: key == ("b",))

    assert memory.nbytes == 100
    assert not entry(memory, "b")


def test_threads_never_exceed_the_limit() -> None:
    memory = Memory(1_000)
    most: list[int] = []

    def work() -> None:
        for number in range(300):
            entry(memory, str(number % 23))
            most.append(memory.nbytes)

    threads = [threading.Thread(target=work) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert max(most) <= 1_000
    assert memory.nbytes == 1_000


def test_an_engine_without_memory_answers_the_same(tmp_path: Path) -> None:
    plenty, none = WhooshEngine(tmp_path), WhooshEngine(tmp_path, memory_bytes=0)
    plenty.rebuild(SHELF)
    request = Request(Or((Term("возврат"), Term("queue"), Phrase(("вернуть", "билет"), slop=2))), facets=("law",))

    first = plenty.search(request)

    assert len(first.keys) == 3
    assert plenty.search(request) == first
    assert none.search(request) == first


def test_an_engine_stays_within_its_memory(tmp_path: Path) -> None:
    words = [one + two + three for one in LETTERS for two in LETTERS for three in LETTERS]
    engine = WhooshEngine(tmp_path, memory_bytes=400_000)
    engine.rebuild(make_document(str(n), text=" ".join(words[n:] + words[:n])) for n in range(64))

    for word in words[:300]:
        assert search(engine, f"!{word}", limit=1).total == 64
        assert engine.memory_held() <= 400_000

    assert engine.memory_held() > 200_000


def test_a_new_generation_reads_the_columns_and_postings_of_new_segments_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = WhooshEngine(tmp_path)
    engine.rebuild([make_document(str(n), text="возврат") for n in range(20)])
    assert search(engine, "возврат").total == 20
    from storyhub.search.index import snapshot, view

    columns, postings = snapshot.load_columns, view.read_postings
    loaded: list[object] = []
    monkeypatch.setattr(snapshot, "load_columns", lambda reader: loaded.append(reader) or columns(reader))
    monkeypatch.setattr(view, "read_postings", lambda reader, *rest: loaded.append(rest) or postings(reader, *rest))

    engine.apply([make_document("new", text="возврат")], ["story:3"])

    page = search(engine, "возврат", limit=30)
    assert page.total == 20
    assert "story:new" in found(page)
    assert "story:3" not in found(page)
    # Of the new segment only: once to score by, once with positions to refine the best.
    assert [rest for rest in loaded if isinstance(rest, tuple) and rest[0] == "text"] == [("text", "возврат".encode())] * 2
    assert sum(not isinstance(rest, tuple) for rest in loaded) == 1


def test_a_reader_of_the_last_generation_is_usable_until_it_is_given_back(tmp_path: Path) -> None:
    engine = WhooshEngine(tmp_path, grace_s=0)
    engine.rebuild(SHELF)
    with engine.reading() as before:
        engine.apply([make_document("new", text="билет")], ["story:1"])
        assert found(search(engine, "билет")) == {"story:new"}
        engine.rebuild([make_document("other", text="билет")])
        assert found(search(engine, "билет")) == {"story:other"}

        impact = before.view.impact(before.readers, "text", "билет")
        assert impact is not None
        assert before.view.idents(np.flatnonzero(impact.scores) if impact.docs is None else impact.docs) == ["story:1"]
