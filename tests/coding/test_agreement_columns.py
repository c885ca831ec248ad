"""Figures from columns against figures worked out row by row; and the columns against the rows they are read from."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from hypothesis import given, settings
from hypothesis import strategies as st

from storyhub.coding.domain.agreement.alpha import alpha
from storyhub.coding.domain.agreement.columns import POLARITIES, WHOLE_STORY
from storyhub.coding.domain.agreement.levels import Level
from storyhub.coding.domain.agreement.percent import percent
from storyhub.coding.domain.words import Polarity
from storyhub.coding.queries.columns import marks, passages, passes
from storyhub.coding.queries.counted import counted_passes, marks_of
from tests.coding.agreement_rows import report_of_rows
from tests.coding.coding_factories import finish, make_coder, make_coding, make_law, make_story
from tests.sql_count import count_sql

Mark = tuple[int, int, int, int, str]  # story, coder, law, strength, polarity
STORIES, CODERS, LAWS = (3, 40, 41), (2, 5, 700), (1, 9)

read_by = st.lists(st.tuples(st.sampled_from(STORIES), st.sampled_from(CODERS)), unique=True, max_size=9)
marked = st.lists(
    st.tuples(
        st.sampled_from((*STORIES, 50)),
        st.sampled_from((*CODERS, 1)),
        st.sampled_from(LAWS),
        st.integers(1, 3),
        st.sampled_from([str(word) for word in Polarity]),
    ),
    max_size=30,
)


def close(value: float | None) -> Any:
    return None if value is None else pytest.approx(value, abs=1e-9)


def said(rows: list[Mark], story: int, coder: int, law: int) -> list[tuple[int, str]]:
    return [(strength, polarity) for *key, strength, polarity in rows if key == [story, coder, law]]


@settings(max_examples=80, deadline=None)
@given(read=read_by, rows=marked)
def test_columns_give_what_the_rows_say_one_by_one(read: list[tuple[int, int]], rows: list[Mark]) -> None:
    found = report_of_rows([(story, coder, 10) for story, coder in read], rows)
    readers = {story: [coder for at, coder in read if at == story] for story, _ in read}
    shared = {story: coders for story, coders in sorted(readers.items()) if len(coders) > 1}
    laws = sorted({law for story, coder, law, *_ in rows if coder in shared.get(story, ())})
    assert (found.stories, found.laws) == (tuple(shared), tuple(laws))
    assert found.coders == tuple(sorted({coder for coders in shared.values() for coder in coders}))
    strengths: list[list[int]] = []
    polarities: list[list[str]] = []
    for law, figure in zip(laws, found.levels["story"].laws, strict=True):
        named = [[said(rows, story, coder, law) for coder in coders] for story, coders in shared.items()]
        seen = [[bool(one) for one in unit] for unit in named]
        assert (figure.alpha, figure.percent) == (close(alpha(seen)), close(percent(seen)))
        strong = [[max(strength for strength, _ in one) for one in unit if one] for unit in named]
        ways = [[{polarity for _, polarity in one} for one in unit if one] for unit in named]
        ways_told = [[min(way) if len(way) == 1 else "mixed" for way in unit] for unit in ways]
        strengths, polarities = strengths + strong, polarities + ways_told
        compare(found.graded, law, strong, ways_told)
    compare(found.graded, None, strengths, polarities)


def compare(graded: Any, law: int | None, strengths: list[list[int]], polarities: list[list[str]]) -> None:
    for name, units, level in (("strength", strengths, Level.ordinal), ("polarity", polarities, Level.nominal)):
        figure = graded[name][law]
        assert figure.units == sum(len(unit) > 1 for unit in units)
        assert figure.alpha == close(alpha(units, level))
        assert figure.percent == close(percent(units))


def test_who_named_a_law_alone_does_not_count_among_its_coders() -> None:
    rows = [(1, 1, 5, 3, "upholds"), (1, 2, 5, 1, "upholds"), (2, 3, 5, 2, "mixed")]
    found = report_of_rows([(story, coder, 10) for story in (1, 2) for coder in (1, 2, 3)], rows)
    assert [found.graded[name][law].coders for name in found.graded for law in (5, None)] == [2, 2, 2, 2]


def test_the_columns_are_the_rows(app: Flask) -> None:
    with app.app_context():
        ann, ben, law, other = make_coder(), make_coder(), make_law(), make_law()
        for story in [make_story() for _ in range(3)]:
            make_coding(story, law, ann, "The courier called an hour early.", coders_needed=2)
            make_coding(story, other, ben, None, coders_needed=2)
            finish(story, ann, 2)
            finish(story, ben, 2)
        with count_sql(app) as statements:
            read, coded, placed = passes(), marks(), passages()
        assert len(statements) == 5
        rows = zip(read.story.tolist(), read.coder.tolist(), read.length.tolist(), strict=True)
        assert len(read.story) == 6
        assert sorted(rows) == counted_passes()
        columns = (coded.story, coded.coder, coded.law, coded.strength, coded.polarity)
        wanted = [(*row[:4], POLARITIES[row[4]]) for row in marks_of()]
        assert sorted(zip(*(column.tolist() for column in columns), strict=True)) == sorted(wanted)
        ends = dict(zip(zip(placed.coder.tolist(), placed.law.tolist(), strict=True), placed.end.tolist(), strict=True))
        assert ends[(ben.person_id, other)] == WHOLE_STORY
        assert 0 < ends[(ann.person_id, law)] < 100
