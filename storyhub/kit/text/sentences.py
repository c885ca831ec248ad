"""Sentences of a plain text, as places. It must not know HTML."""

import re
from functools import lru_cache

from razdel import sentenize

from storyhub.kit.text.spans import Span

# The splitter copies its growing sentence at every full stop it decides to join, so an endless line is cut at a blank
# (or, without blanks, anywhere) before it gets there.
_CHUNK = re.compile(r"[^\n]{1,2000}(?![^\s])|[^\n]{1,2000}")


# Every delimiter costs a decision, and text that is mostly delimiters has no sentences to find.
_DELIMITER = re.compile(r"[^\w\s]")
_DENSE = 0.25
_SHORT = 20


def sentences(plain: str) -> list[Span]:
    """Return the sentences in order: never empty, never overlapping, without blank edges, ending at line ends.

    Together they cover every character that is not blank. Made for Russian; English abbreviations may split early.
    """
    spans: list[Span] = []
    for chunk in _CHUNK.finditer(plain):
        offset = chunk.start()
        spans.extend(Span(offset + start, offset + end) for start, end in _of_chunk(chunk.group()))
    return spans


# Cutting a text costs more than finding it: the pages of a story, of its laws and of searches ask for the same lines again.
@lru_cache(maxsize=4_096)
def _of_chunk(text: str) -> tuple[tuple[int, int], ...]:
    """Places in the chunk itself."""
    if len(text) > _SHORT and len(_DELIMITER.findall(text)) > len(text) * _DENSE:
        stripped = text.strip()
        start = text.index(stripped)
        return ((start, start + len(stripped)),) if stripped else ()
    return tuple((piece.start, piece.stop) for piece in sentenize(text) if piece.stop > piece.start >= 0)
