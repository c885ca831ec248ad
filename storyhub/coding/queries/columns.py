"""The codings that figures of agreement are taken of, read as columns straight from the cursor: as rows a million need a gigabyte."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import Any

import numpy as np
from sqlalchemy import Select, case, func, select

from storyhub.coding.domain.agreement.columns import POLARITIES, WHOLE_STORY, Marks, Passages, Passes
from storyhub.coding.domain.agreement.pieces import Whole
from storyhub.coding.domain.agreement.spans import trimmed
from storyhub.coding.models import Coding, CodingPass, CodingRound
from storyhub.coding.queries.counted import select_counted, select_live, spoilt_passes
from storyhub.kit.db import db
from storyhub.stories.models import Passage, Revision, Story

AT_ONCE = 10_000


def passes() -> Passes:
    """The passes that count. Three SQL queries: a text is measured once, not once for each of its readers."""
    read = _columns(select_counted(CodingRound.story_id, CodingPass.coder_id), 2)
    texts = select(Story.id, func.length(Revision.plain)).join(Revision, Revision.id == Story.published_revision_id)
    measured = _columns(texts.join(CodingRound, CodingRound.story_id == Story.id).order_by(Story.id), 2)
    spoilt = np.array(sorted(spoilt_passes()), dtype=np.int64).reshape(-1, 2)
    kept = np.isin(_together(read), _together(spoilt), invert=True)
    story, coder = read[kept].T
    return Passes(story=story, coder=coder, length=measured[np.searchsorted(measured[:, 0], story), 1])


def marks() -> Marks:
    """The live codings of complete rounds. Unfinished passes and whatever else does not count is left out by means of `passes`."""
    polarity = case(POLARITIES, value=Coding.polarity)
    columns = (Coding.story_id, Coding.coder_id, Coding.law_id, Coding.strength, polarity)
    return Marks(*_columns(select_live(*columns), len(columns)).T)


def passages() -> Passages:
    """Where the same codings are; without a passage the whole story is meant."""
    chosen = select_live(Coding.story_id, Coding.coder_id, Coding.law_id, Passage.start, Passage.exact)
    chosen = chosen.outerjoin(Passage, Passage.id == Coding.passage_id)
    rows = ((story, coder, law, *_edges(start, exact)) for story, coder, law, start, exact in _rows(chosen))
    return Passages(*_numbers(rows, 5).T)


def _edges(start: int | None, exact: str) -> tuple[int, int]:
    return (0, WHOLE_STORY) if start is None else trimmed(exact, start)


def _columns(chosen: Select[Any], width: int) -> Whole:
    """[row, column] of a statement that selects whole numbers."""
    return _numbers(_rows(chosen), width)


def _numbers(rows: Iterator[tuple[Any, ...]], width: int) -> Whole:
    return np.fromiter(chain.from_iterable(rows), dtype=np.int64).reshape(-1, width)


def _rows(chosen: Select[Any]) -> Iterator[tuple[Any, ...]]:
    """Bare tuples as the driver gives them. SQLAlchemy's rows took thrice as long, its list of them all the memory."""
    db.session.flush()
    found = db.session.connection().execute(chosen)
    cursor = found.cursor
    while cursor is not None and (some := cursor.fetchmany(AT_ONCE)):
        yield from some
    found.close()


def _together(pairs: Whole) -> Whole:
    """One number for a story and a coder."""
    return pairs[:, 0] * 2**31 + pairs[:, 1]
