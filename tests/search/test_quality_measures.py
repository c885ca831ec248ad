"""The measures of `dev.py bench quality`, against values worked out by hand and against a second way of computing nDCG."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.benchmarks.quality import measured
from tests.benchmarks.quality.collections import Collection, read_collection
from tests.benchmarks.quality.measures import Quality, ndcg, recall, reciprocal_rank
from tests.benchmarks.quality.snowball import SnowballIndex


def test_the_reciprocal_rank_is_that_of_the_first_relevant_document() -> None:
    assert reciprocal_rank(["x", "a", "b"], {"a": 1, "b": 1}) == 1 / 2
    assert reciprocal_rank(["x", "a"], {"a": 0}) == 0  # judged, but not relevant
    assert reciprocal_rank([f"x{n}" for n in range(10)] + ["a"], {"a": 1}) == 0  # eleventh


def test_the_gain_is_discounted_by_place_and_shared_by_the_best_order() -> None:
    # Second and third place: 1/log2(3) + 1/log2(4) of 1 + 1/log2(3).
    assert ndcg(["x", "a", "b"], {"a": 1, "b": 1}) == pytest.approx((0.63093 + 0.5) / (1 + 0.63093), abs=1e-5)
    # Grades 3 and 1 in the wrong order: (1 + 3·0.63093) of (3 + 0.63093).
    assert ndcg(["low", "high"], {"high": 3, "low": 1}) == pytest.approx(2.89279 / 3.63093, abs=1e-5)
    assert ndcg(["a"], {"a": 1, "b": 1}) == pytest.approx(1 / 1.63093, abs=1e-5)
    assert ndcg(["x"], {"a": 1}) == 0


def test_recall_is_the_share_of_all_that_is_relevant() -> None:
    grades = {"a": 1.0, "b": 2.0, "c": 0.0, "d": 1.0}
    assert recall(["a", "c", "x"], grades) == 1 / 3
    assert recall(["x"] * 100 + ["a"], grades) == 0


def test_queries_without_a_relevant_document_do_not_count() -> None:
    pairs = [(["a"], {"a": 1.0}), (["a"], {"b": 0.0}), (["b", "a"], {"a": 1.0})]

    assert Quality.of(pairs) == Quality(0.75, pytest.approx((1 + 0.63093) / 2), 1.0)


idents = st.sampled_from([f"d{n}" for n in range(30)])


@given(st.lists(idents, unique=True), st.dictionaries(idents, st.integers(0, 4), min_size=1))
def test_ndcg_agrees_with_arrays(ranked: list[str], grades: dict[str, int]) -> None:
    discounts = 1 / np.log2(np.arange(2, 12))
    gains = np.zeros(10)
    found = np.array([grades.get(ident, 0) for ident in ranked[:10]], float)
    gains[: len(found)] = found
    ideal = np.zeros(10)
    best = -np.sort(-np.array(list(grades.values()), float))[:10]
    ideal[: len(best)] = best
    expected = float(gains @ discounts / (ideal @ discounts)) if ideal.any() else 0.0

    assert ndcg(ranked, {key: float(grade) for key, grade in grades.items()}) == pytest.approx(expected)


def test_the_comparison_scores_as_the_textbook() -> None:
    index = SnowballIndex({"a": "red red car", "b": "red house garden tree", "c": "blue"}, stopwords=False)

    # idf(red) = ln(1 + 1.5/2.5); mean length 8/3: a 0.47·2·2.2/(2 + 1.2·(0.25 + 0.75·9/8)) > b; «car» only in a.
    assert index.ranked("red", k1=1.2, b=0.75, limit=10) == ["a", "b"]
    assert index.ranked("garden cars", k1=1.2, b=0.75, limit=10) == ["a", "b"]  # one word each, equally rare: the shorter text first
    assert index.ranked("garden cars", k1=1.2, b=0.75, limit=1) == ["a"]


def test_a_collection_is_read_from_plain_and_packed_files(tmp_path: Path) -> None:
    with gzip.open(tmp_path / "docs.jsonl.gz", "wt", encoding="utf-8") as file:
        file.write(json.dumps({"id": 1, "text": "Длинная очередь", "title": "нет"}) + "\n")
    (tmp_path / "queries.jsonl").write_text('{"id": "q", "text": "очереди"}\n', encoding="utf-8")
    (tmp_path / "qrels.tsv").write_text("q\t1\t1\nq\tgone\t1\n", encoding="utf-8")

    collection = read_collection(tmp_path)

    assert collection == Collection(tmp_path.name, {"1": "Длинная очередь"}, {"q": "очереди"}, {"q": {"1": 1.0}})
    rows = {name: quality for name, quality, _ms in measured(collection)}
    assert rows["StoryHub"] == Quality(1.0, 1.0, 1.0)
    assert len(rows) == 5


def test_a_missing_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(SystemExit, match=r"docs\.jsonl"):
        read_collection(tmp_path)
