"""How hits are ranked: the numbers, and which terms add to a score. Pure configuration; the arithmetic is `evaluate`'s.

The score of a term in a field is Whoosh's BM25F: weight · idf · tf·(k1+1) / (tf + k1·(1−b+b·length/mean length)) with
idf = 1 + ln(documents / (documents with the term + 1)); a document's score is the sum over the terms (Robertson and Zaragoza 2009,
“The Probabilistic Relevance Framework”, with one saturation per field).
"""

from __future__ import annotations

K1, B = 1.2, 0.75
TITLE_BOOST = 2.0


def stacked_weight(forms: int) -> float:
    """What each of several dictionary forms of one word weighs, so that an ambiguous word does not outweigh its neighbours."""
    return 1.0 if forms == 1 else round(forms**-0.5, 3)
