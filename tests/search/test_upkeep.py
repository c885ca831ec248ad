"""Which segments are merged, how much at once, and that nothing is lost by it."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyhub.search.index import WhooshEngine
from storyhub.search.index.snapshot import open_index
from storyhub.search.index.upkeep import SEGMENTS_PER_TIER, SLOWEST, Pace, State, due
from tests.search.documents import make_document
from tests.search.engine_contract import found, search

states = st.lists(
    st.builds(lambda live, gone: State(live + gone, gone, 400 + 500 * (live + gone)), st.integers(0, 30_000), st.integers(0, 9_000)),
    max_size=40,
)


def segments(root: Path) -> int:
    return len(open_index(root / (root / "CURRENT").read_text())._segments())


@given(segments=states, worth=st.integers(0, 10**8))
def test_no_more_is_merged_than_it_is_worth_and_nothing_twice(segments: list[State], worth: int) -> None:
    groups = due(segments, worth)

    chosen = [place for group in groups for place in group]
    assert len(chosen) == len(set(chosen))
    assert sum(segments[place].size for place in chosen) <= worth
    assert all(segments[place].live for place in chosen)
    assert all(len(group) > 1 or segments[group[0]].deleted for group in groups)


@given(segments=states)
def test_with_time_enough_few_segments_and_few_deletions_are_left(segments: list[State]) -> None:
    while groups := due(segments, 10**12):
        gone = {place for group in groups for place in group}
        made = [sum(segments[place].live for place in group) for group in groups]
        segments = [state for place, state in enumerate(segments) if place not in gone] + [State(n, 0, 500 * n) for n in made]

    left = [state for state in segments if state.live]
    assert len(left) < 6 * SEGMENTS_PER_TIER
    assert all(state.deleted <= 0.2 * state.documents for state in left)


def test_merging_learns_how_fast_it_is_but_a_standstill_does_not_end_it_for_good(monkeypatch: pytest.MonkeyPatch) -> None:
    pace, clock = Pace(), iter([0.0, 0.05, 10.0, 10_000.0, 10_000.0, 20_000.0])
    monkeypatch.setattr("storyhub.search.index.upkeep.time.monotonic", lambda: next(clock))

    before = pace.worth(1)
    with pace.measured(10**7):
        pass
    assert pace.worth(1) > before
    for _ in range(2):
        pace.bytes_per_s /= 1e4
        with pace.measured(10**6):
            pass
    assert pace.worth(1) == SLOWEST


def test_changes_one_by_one_leave_few_segments_and_lose_nothing(tmp_path: Path) -> None:
    engine, texts = WhooshEngine(tmp_path, grace_s=0), dict.fromkeys(map(str, range(12)), "слово")
    engine.rebuild(make_document(key, text=text) for key, text in texts.items())
    chance = random.Random(1)
    for step in range(40):
        key = str(chance.randrange(16))
        texts[key] = f"слово шаг{step}"
        engine.apply([make_document(key, text=texts[key], revision=step)], [])

    assert segments(tmp_path) < 2 * SEGMENTS_PER_TIER
    assert search(engine, "слово").total == len(texts)
    for key, text in texts.items():
        assert text == "слово" or found(search(engine, text.split()[1])) == {f"story:{key}"}
    assert engine.health() is None


def test_what_no_commit_had_time_for_is_merged_when_idle(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = WhooshEngine(tmp_path, grace_s=0)
    engine.rebuild([])
    monkeypatch.setattr("storyhub.search.index.writer.COMMIT_S", 0.0)
    for key in "123456":
        engine.apply([make_document(key, text="слово")], [])
    assert segments(tmp_path) == 6
    before = engine.generation()

    assert engine.tidy()
    assert segments(tmp_path) == 1
    assert engine.generation() > before
    assert search(engine, "слово").total == 6
    assert not engine.tidy()
    assert engine.health() is None
