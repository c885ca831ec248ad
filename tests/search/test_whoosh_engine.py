"""The Whoosh engine keeps the contract, survives damage and counts as brute force does."""

from __future__ import annotations

import errno
import shutil
import stat
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storyhub.kit.errors import SearchUnavailable
from storyhub.search.domain.document import Document
from storyhub.search.domain.port import EngineBusy
from storyhub.search.index import WhooshEngine
from tests.search.documents import SHELF, make_document
from tests.search.engine_contract import EngineContract, counts, found, search


class TestWhooshEngine(EngineContract):
    @pytest.fixture
    def engine(self, tmp_path: Path) -> WhooshEngine:
        return WhooshEngine(tmp_path / "index", search_limit_s=30, grace_s=0)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path / "index"


@pytest.fixture
def shelf(root: Path) -> WhooshEngine:
    engine = WhooshEngine(root, search_limit_s=30)
    engine.rebuild(SHELF)
    return engine


def build_of(root: Path) -> Path:
    return root / (root / "CURRENT").read_text()


def truncate_segment(root: Path) -> None:
    segment = next(build_of(root).glob("*.seg"))
    segment.write_bytes(segment.read_bytes()[:100])


def truncate_contents(root: Path) -> None:
    toc = next(build_of(root).glob("*.toc"))
    toc.write_bytes(toc.read_bytes()[:20])


def delete_segment(root: Path) -> None:
    next(build_of(root).glob("*.seg")).unlink()


def flip_a_byte(root: Path) -> None:
    segment = next(build_of(root).glob("*.seg"))
    content = bytearray(segment.read_bytes())
    content[len(content) // 2] ^= 0xFF
    segment.write_bytes(content)


def another_version(root: Path) -> None:
    manifest = build_of(root) / "MANIFEST"
    manifest.write_text(manifest.read_text().replace('"analysis": "', '"analysis": "0'))


def foreign_build(root: Path) -> None:
    for path in build_of(root).iterdir():
        path.unlink()
    (build_of(root) / "notes.txt").write_text("not an index")


DAMAGES: dict[str, Callable[[Path], object]] = {
    "truncated segment": truncate_segment,
    "truncated contents": truncate_contents,
    "deleted segment": delete_segment,
    "deleted contents": lambda root: next(build_of(root).glob("*.toc")).unlink(),
    "deleted manifest": lambda root: (build_of(root) / "MANIFEST").unlink(),
    "emptied build": lambda root: [path.unlink() for path in build_of(root).iterdir()],
    "deleted build": lambda root: shutil.rmtree(build_of(root)),
    "deleted root": shutil.rmtree,
    "foreign build": foreign_build,
    "another version": another_version,
    "pointer to nowhere": lambda root: (root / "CURRENT").write_text("g99999999"),
    "pointer upwards": lambda root: (root / "CURRENT").write_text("../.."),
    "binary pointer": lambda root: (root / "CURRENT").write_bytes(b"\xff\xfe\x00"),
}


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES.keys())
def test_damage_makes_search_unavailable_until_a_rebuild(
    root: Path, shelf: WhooshEngine, damage: Callable[[Path], object]
) -> None:
    assert found(search(shelf, "билет")) == {"story:1"}
    damage(root)

    reopened = WhooshEngine(root)
    assert reopened.health() is not None
    with pytest.raises(SearchUnavailable):
        search(reopened, "билет")
    with pytest.raises(SearchUnavailable):
        reopened.apply([SHELF[0]], [])

    assert reopened.rebuild(SHELF) == len(SHELF)
    assert reopened.health() is None
    assert found(search(reopened, "билет")) == {"story:1"}
    assert found(search(shelf, "билет")) == {"story:1"}


def test_a_flipped_byte_is_seen_by_the_checksums(root: Path, shelf: WhooshEngine) -> None:
    assert shelf.health() is None
    flip_a_byte(root)

    assert "checksum" in (WhooshEngine(root).health() or "")


def test_a_reader_that_stumbles_leaves_a_note_for_the_indexer(
    root: Path, shelf: WhooshEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stumble(*_args: object, **_kwargs: object) -> None:
        raise EOFError("half a posting list")

    with monkeypatch.context() as patched:
        patched.setattr("storyhub.search.index.engine.evaluate", stumble)
        with pytest.raises(SearchUnavailable):
            search(shelf, "билет")

    assert WhooshEngine(root).health() == "EOFError"


def test_a_full_disk_is_no_damage(root: Path, shelf: WhooshEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_args: object, **_kwargs: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("storyhub.search.index.writer.BulkWriter.commit", full)
        with pytest.raises(SearchUnavailable):
            shelf.apply([make_document("new", text="вертолёт")], [])

    assert shelf.health() is None
    assert found(search(shelf, "билет")) == {"story:1"}
    shelf.apply([make_document("new", text="вертолёт")], [])
    assert found(search(shelf, "вертолёт")) == {"story:new"}


def test_a_crash_between_commit_and_manifest_is_no_damage(root: Path, shelf: WhooshEngine) -> None:
    manifest = (build_of(root) / "MANIFEST").read_bytes()
    shelf.apply([make_document("new", text="вертолёт")], [])
    (build_of(root) / "MANIFEST").write_bytes(manifest)

    assert WhooshEngine(root).health() is None
    assert found(search(WhooshEngine(root), "вертолёт")) == {"story:new"}


def test_the_index_is_private(root: Path, shelf: WhooshEngine) -> None:
    assert stat.S_IMODE(root.stat().st_mode) == 0o700
    assert stat.S_IMODE(build_of(root).stat().st_mode) == 0o700


def test_a_rebuild_swaps_while_searches_go_on(root: Path, shelf: WhooshEngine) -> None:
    seen: list[set[str]] = []

    def documents() -> Iterator[Document]:
        seen.append(found(search(shelf, "билет")))
        yield make_document("new", text="билет")
        seen.append(found(search(shelf, "билет")))

    shelf.rebuild(documents())

    assert seen == [{"story:1"}, {"story:1"}]
    assert found(search(shelf, "билет")) == {"story:new"}


def test_nobody_writes_while_another_does(root: Path, shelf: WhooshEngine) -> None:
    other = WhooshEngine(root)

    def documents() -> Iterator[Document]:
        with pytest.raises(EngineBusy):
            other.apply([SHELF[0]], [])
        with pytest.raises(EngineBusy):
            other.rebuild(SHELF)
        yield SHELF[0]

    assert shelf.rebuild(documents()) == 1


def test_old_builds_go_after_their_grace(root: Path, shelf: WhooshEngine) -> None:
    shelf.rebuild(SHELF)
    assert len(list(root.glob("g*"))) == 2

    WhooshEngine(root, grace_s=0).apply([], [])
    assert [path.name for path in root.glob("g*")] == [(root / "CURRENT").read_text()]


def test_a_search_out_of_time_says_it_is_incomplete(root: Path) -> None:
    engine = WhooshEngine(root, search_limit_s=-1)
    engine.rebuild([make_document("1", text="слово"), make_document("2", text="дело"), make_document("3", text="слово дело")])

    page = search(engine, "слово OR дело", facets=("kind",))

    assert not page.complete
    assert found(page) == {"story:1", "story:3"}
    assert page.total == counts(page, "kind")["story"] == 2
    assert search(engine, "слово AND NOT дело").total == 0


def test_a_prefix_is_bounded_to_the_most_frequent_words(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storyhub.search.index.expand.MAX_EXPANSIONS", 2)
    engine = WhooshEngine(root)
    copies = {"abca": 1, "abcb": 2, "abcc": 3}
    engine.rebuild(make_document(f"{word}{n}", text=word) for word, times in copies.items() for n in range(times))

    assert search(engine, "abc*").total == 5


def test_threads_share_an_engine(shelf: WhooshEngine) -> None:
    results: list[tuple[str, ...]] = []

    def read() -> None:
        results.extend(tuple(hit.ident for hit in search(shelf, "возврат билет queue карта").keys) for _ in range(20))

    threads = [threading.Thread(target=read) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert len(results) == 80
    assert len(set(results)) == 1
