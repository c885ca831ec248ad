"""From columns (who read which story, who marked what where) to all figures. Knows no database: the columns are handed in."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from storyhub.coding.domain.agreement.columns import Marks, Passages, Passes, Read, place_of
from storyhub.coding.domain.agreement.figures import Figure, Figures, figures
from storyhub.coding.domain.agreement.named import Named, graded_by_law, named_by
from storyhub.coding.domain.agreement.pieces import Field, Floats, Pieces, Whole
from storyhub.coding.domain.agreement.spans import Spans, by_character, coded_only


@dataclass(frozen=True, slots=True)
class Report:
    """`laws`, `stories` and `coders` are ids in the order of the figures. `levels`: story, character, coded. `graded`: strength and
    polarity, by law id, None for all laws together."""

    laws: tuple[int, ...]
    stories: tuple[int, ...]
    coders: tuple[int, ...]
    levels: Mapping[str, Figures]
    graded: Mapping[str, Mapping[int | None, Figure]]


def report(passes: Passes, marks: Marks, passages: Passages) -> Report:
    """Marks and passages of anybody who is not among the passes of that story are passed over.

    A story read by one coder only compares nothing and is left out, and so is a law that nobody named in the others.
    """
    read, length = _compared(passes)
    laws, named = named_by(marks, read)
    field = Field(length=length, readers=read.readers)
    spans = _spans(passages, read, laws)
    pieces = by_character(spans, field)
    stories = Field(length=np.ones(len(read.stories)), readers=read.readers)
    return Report(
        laws=_ids(laws),
        stories=_ids(read.stories),
        coders=_ids(read.coders),
        levels={
            "story": figures(stories, _pieces(named), laws=len(laws)),
            "character": figures(field, pieces, laws=len(laws)),
            "coded": figures(coded_only(spans, field), pieces, laws=len(laws)),
        },
        graded=graded_by_law(named, laws),
    )


def _ids(column: Whole) -> tuple[int, ...]:
    return tuple(column.tolist())


def _compared(passes: Passes) -> tuple[Read, Floats]:
    """Of the stories that at least two read: who read them, and how long they are."""
    _, at, readers = np.unique(passes.story, return_inverse=True, return_counts=True)
    shared = readers[at] > 1
    stories, story = np.unique(passes.story[shared], return_inverse=True)
    coders, coder = np.unique(passes.coder[shared], return_inverse=True)
    length, read = np.zeros(len(stories)), np.zeros((len(coders), len(stories)), dtype=np.bool_)
    length[story] = passes.length[shared]
    read[coder, story] = True
    return Read(stories, coders, read), length


def _pieces(named: Named) -> Pieces:
    """Story level: a piece for every law somebody named in a story."""
    return Pieces(law=named.law, story=named.story, length=np.ones(len(named.law)), marked=named.strength > 0)


def _spans(passages: Passages, read: Read, laws: Whole) -> Spans:
    story, coder, kept = read.places(passages.story, passages.coder)
    kept &= np.isin(passages.law, laws)
    return Spans(
        law=place_of(passages.law[kept], laws),
        story=story[kept],
        coder=coder[kept],
        start=passages.start[kept],
        end=passages.end[kept],
    )
