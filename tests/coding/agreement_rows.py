"""Figures of rows written down in a test, which the house reads from the database as columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from storyhub.coding.domain.agreement.columns import POLARITIES, WHOLE_STORY, Marks, Passages, Passes
from storyhub.coding.domain.agreement.report import Report, report
from storyhub.coding.domain.agreement.spans import trimmed
from storyhub.coding.domain.words import Polarity


def report_of_rows(passes: Sequence[tuple[int, int, int]], marks: Sequence[Any], passages: Sequence[Any] = ()) -> Report:
    """`passes`: (story, coder, length of the text); `marks`: (story, coder, law, strength, polarity); `passages`: (story, coder, law,
    start, words), without a start the whole story."""
    coded = [(*row[:4], POLARITIES[Polarity(row[4])]) for row in marks]
    placed = [(*row[:3], *((0, WHOLE_STORY) if row[3] is None else trimmed(row[4], row[3]))) for row in passages]
    return report(Passes(*_columns(passes, 3)), Marks(*_columns(coded, 5)), Passages(*_columns(placed, 5)))


def _columns(rows: Sequence[Any], width: int) -> Any:
    return np.array(rows, dtype=np.int64).reshape(-1, width).T
