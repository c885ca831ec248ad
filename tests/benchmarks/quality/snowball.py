"""What others do: Snowball stems and BM25, much as Lucene's `russian` and `english` analysers. Written apart from the engine, from its
analysis, too, so that a fault of ours does not make the comparison kinder.

Score (Robertson and Zaragoza 2009): the sum over the words of
ln(1 + (N − n + ½)/(n + ½)) · tf·(k1 + 1) / (tf + k1·(1 − b + b·length/mean)).
"""

from __future__ import annotations

import math
import re
from collections import Counter, defaultdict
from functools import cache

import snowballstemmer

from storyhub.search.analysis import is_stopword

_WORD = re.compile(r"[\w\u0300-\u036f]+")
_RUSSIAN, _ENGLISH = snowballstemmer.stemmer("russian"), snowballstemmer.stemmer("english")


@cache
def _stem(word: str) -> str:
    stemmer = _RUSSIAN if re.search("[а-я]", word) else _ENGLISH
    stem: str = stemmer.stemWord(word)
    return stem


class SnowballIndex:
    """An index in memory; with `stopwords` the words of StoryHub's own list are in neither texts nor queries."""

    def __init__(self, texts: dict[str, str], *, stopwords: bool) -> None:
        self._stopwords = stopwords
        self._postings: defaultdict[str, dict[str, int]] = defaultdict(dict)
        self._lengths: dict[str, int] = {}
        for ident, text in texts.items():
            stems = self._stems(text)
            self._lengths[ident] = len(stems)
            for stem, times in Counter(stems).items():
                self._postings[stem][ident] = times
        self._mean = sum(self._lengths.values()) / max(len(texts), 1)

    def _stems(self, text: str) -> list[str]:
        words = _WORD.findall(text.lower().replace("ё", "е"))
        return [_stem(word) for word in words if not (self._stopwords and is_stopword(word))]

    def ranked(self, query: str, *, k1: float, b: float, limit: int) -> list[str]:
        """The best documents, those of one score by id."""
        scores: defaultdict[str, float] = defaultdict(float)
        for stem in dict.fromkeys(self._stems(query)):
            found = self._postings.get(stem, {})
            idf = math.log(1 + (len(self._lengths) - len(found) + 0.5) / (len(found) + 0.5))
            for ident, times in found.items():
                scores[ident] += idf * times * (k1 + 1) / (times + k1 * (1 - b + b * self._lengths[ident] / self._mean))
        return sorted(scores, key=lambda ident: (-scores[ident], ident))[:limit]
