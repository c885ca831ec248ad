"""Canonical JSON: one value has one text, and the text gives the same snapshot back."""

from __future__ import annotations

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyhub.editions.domain.canonical import canonical, number, sha256
from storyhub.editions.domain.snapshot import Both, Change, CitedSource, Evidence, FrozenLaw, Group, Quote, Relation, Snapshot, Step
from storyhub.editions.domain.written import read, snapshot_from, snapshot_text, written

# Whatever UTF-8 can carry; the odd ones often.
TEXTS = st.text(st.characters(codec="utf-8"), max_size=12) | st.sampled_from(["ё", "е\u0308", "\u2028", '"\\/\b\t', "\x00\x1f\x7f", "🙂"])
NUMBERS = st.none() | st.floats(-1, 1)


def shaped(shape: type, **over: object) -> st.SearchStrategy:
    """Any value of a dataclass of the snapshot."""
    kept = {bool: st.booleans(), int: st.integers(0, 10**6), str: TEXTS}
    return st.builds(shape, **{name: kept.get(value, value) for name, value in over.items()})


BOTH = shaped(Both, ru=str, en=str)
EVIDENCE = shaped(
    Evidence, stories=int, organisations=int, tellers_upholding=int, tellers_violating=int, upholds=int, violates=int,
    alpha=NUMBERS, strength=NUMBERS, movement=str,
)  # fmt: skip
WORDS = st.lists(TEXTS, max_size=3).map(tuple)


def several(strategy: st.SearchStrategy) -> st.SearchStrategy:
    return st.lists(strategy, max_size=2).map(tuple)


LAWS = st.builds(
    FrozenLaw, number=st.integers(1, 500), slug=TEXTS, group=TEXTS, name=BOTH, statement=BOTH, explanation=BOTH, aliases_ru=WORDS,
    stages=WORDS, sources=several(shaped(CitedSource, slug=str, title=BOTH, author=BOTH, place=str)),
    relations=several(shaped(Relation, kind=str, number=int)), lineage=several(shaped(Step, kind=str, old=int, new=int, date=str)),
    evidence=EVIDENCE, quotes=st.integers(0, 9),
)  # fmt: skip
SNAPSHOTS = st.builds(
    Snapshot, number=st.integers(1, 99), frozen_on=st.just("2026-11-22"), title=BOTH, foreword=BOTH, publisher=TEXTS, address=TEXTS,
    licence=TEXTS, groups=several(shaped(Group, slug=str, name=BOTH)), laws=several(LAWS),
    quotes=several(
        st.builds(Quote, law=st.integers(1, 9), place=st.integers(1, 9), story=TEXTS, lang=st.sampled_from(["ru", "en"]),
                  polarity=st.sampled_from(["upholds", "violates"]), text=st.none() | TEXTS)
    ),
    changes=several(
        st.builds(Change, kind=st.sampled_from(["new", "merged", "strength"]), number=st.integers(1, 9),
                  other=st.lists(st.integers(1, 9), max_size=2).map(tuple), was=NUMBERS, now=NUMBERS)
    ),
    previous=st.none() | st.integers(1, 9), doi=TEXTS,
)  # fmt: skip


@given(SNAPSHOTS)
def test_what_is_written_is_read_back_and_written_alike(snapshot: Snapshot):
    text = snapshot_text(snapshot)

    assert snapshot_from(text) == snapshot
    assert snapshot_text(snapshot_from(text)) == text
    assert canonical(json.loads(text)) == text


@given(st.floats(allow_nan=False, allow_infinity=False))
def test_every_number_is_written_so_that_it_is_read_back(value: float):
    assert float(number(value)) == value


def test_the_examples_of_the_standard():
    """RFC 8785, 3.2.2 and 3.2.3."""
    value = {
        "numbers": [333333333.33333329, 1e30, 4.50, 2e-3, 0.000000000000000000000000001],
        "string": '€$\u000f\nA\'B"\\\\"/',
        "literals": [None, True, False],
    }
    keys = {"€": 1, "\r": 2, "\ufb33": 3, "1": 4, "😀": 5, "\u0080": 6, "ö": 7}

    assert canonical(value) == (
        '{"literals":[null,true,false],"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27],'
        '"string":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/"}'
    )
    assert list(json.loads(canonical(keys)).values()) == [2, 4, 6, 7, 1, 5, 3]


@pytest.mark.parametrize("value", [float("nan"), float("inf"), 2**53, "\ud800"])
def test_what_json_cannot_say_is_refused(value: object):
    with pytest.raises(ValueError):  # noqa: PT011  # UnicodeEncodeError says it in its own words
        canonical(value)


def test_a_text_from_before_a_field_was_added_is_read_and_a_strange_one_is_not():
    law = FrozenLaw(number=1, slug="a", group="g", name=Both("а", "a"), statement=Both("б", "b"))
    older = json.loads(written(law))
    del older["quotes"]

    assert read(FrozenLaw, older) == law
    for broken in ({**older, "colour": "red"}, {"number": 1}, []):
        with pytest.raises(ValueError, match="FrozenLaw"):
            read(FrozenLaw, broken)
    with pytest.raises(ValueError, match="storyhub-edition/1"):
        snapshot_from('{"format":"another"}')


def test_the_checksum_is_of_the_text_in_utf_8():
    assert sha256("ё") == "30fbc377ae9122edc2cdbed70b9261817d196eca8db96ac8bfa4cfaf412667ac"
