"""The labelled sentences themselves: spans that lie in the text, no overlaps, enough of each kind."""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

import pytest

from storyhub.kit.personal import Kind
from storyhub.kit.personal.checksums import iban, inn, luhn, plain, snils
from tests.benchmarks.marks import FORMATTED, LABELLED, held_out, read

ROWS = list(read(LABELLED))


def test_there_are_enough_of_each_kind_and_of_near_misses():
    counts = Counter(kind for row in ROWS for *_, kind in row["spans"])

    assert len(ROWS) >= 300
    assert set(counts) == {kind.value for kind in Kind}
    assert min(counts.values()) >= 15
    assert sum(not row["spans"] for row in ROWS) >= 100
    assert {row["lang"] for row in ROWS} == {"ru", "en"}


def test_ids_are_unique_and_a_third_is_held_out_of_every_kind():
    assert len({row["id"] for row in ROWS}) == len(ROWS)
    held = {kind for row in ROWS if held_out(row["id"]) for *_, kind in row["spans"]}

    assert held == {kind.value for kind in Kind}
    assert abs(sum(held_out(row["id"]) for row in ROWS) / len(ROWS) - 1 / 3) < 0.01


@pytest.mark.parametrize("row", [row for row in ROWS if row["spans"]], ids=lambda row: row["id"])
def test_spans_hold_the_value_and_nothing_around_it(row):
    text, spans = row["text"], sorted(row["spans"])

    for start, end, _ in spans:
        assert 0 <= start < end <= len(text)
        assert text[start:end] == text[start:end].strip(" ,;:")
        assert not (text[start - 1 : start].isalnum() and start), "a span begins in the middle of a word"
        assert not text[end : end + 1].isalnum(), "a span ends in the middle of a word"
    assert all(a[1] <= b[0] for a, b in pairwise(spans))


@pytest.mark.parametrize(("kind", "right"), [("card", luhn), ("snils", snils), ("inn", inn)])
def test_most_numbers_with_a_checksum_have_the_right_one(kind, right):
    values = [plain(row["text"][start:end]) for row in ROWS for start, end, other in row["spans"] if other == kind]

    assert sum(map(right, values)) >= 0.7 * len(values)


def test_formatted_kinds_are_all_but_names_and_coarse_words():
    assert set(Kind) - set(FORMATTED) == {Kind.name, Kind.profanity}
    assert iban("DE89370400440532013000")
