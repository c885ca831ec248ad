"""How alike two short texts are, for the check that no two laws and no two openings say the same."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations

Vector = Mapping[str, float]


def grams(text: str) -> Counter[str]:
    """Letter trigrams of the words, so that endings and small rewordings do not hide a likeness."""
    words = re.findall(r"\w+", text.casefold().replace("ё", "е"))
    return Counter(f" {word} "[i : i + 3] for word in words for i in range(len(word)))


def rarity(counted: Iterable[Counter[str]]) -> Vector:
    """Inverse document frequency: what every text has, such as “customer”, says nothing about likeness."""
    found = list(counted)
    seen = Counter(gram for text in found for gram in text)
    return {gram: math.log((1 + len(found)) / count) for gram, count in seen.items()}


def nearest(texts: Sequence[str]) -> tuple[float, str, str]:
    """The two texts that are most alike, and how much: the cosine of their weighted trigrams, 0 nothing in common, 1 the same."""
    counted = [grams(text) for text in texts]
    weight = rarity(counted)
    vectors = [_unit({gram: count * weight[gram] for gram, count in text.items()}) for text in counted]
    pairs = combinations(zip(texts, vectors, strict=True), 2)
    return max((_product(a, b), one, other) for (one, a), (other, b) in pairs)


def _unit(vector: Vector) -> Vector:
    length = math.hypot(*vector.values()) or 1.0
    return {gram: value / length for gram, value in vector.items()}


def _product(one: Vector, other: Vector) -> float:
    return sum(value * other.get(gram, 0.0) for gram, value in one.items())
