"""What is asked: words people used in titles, alone and together, and every other kind of query. Drawn by lot with a fixed seed.

Each question is text as typed into the box; the site's own parser reads it, and every peer is asked for the tree that came out.
"""

from __future__ import annotations

import gzip
import json
import random
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from storyhub.search.analysis import is_stopword, tokenise
from storyhub.search.domain.query import Query
from storyhub.search.query import parse
from tests.benchmarks.search.texts import SEED, SHARED, texts

# How many of each kind are taken from Russian titles and from English stories.
WORDS = {1: (8, 4), 2: (8, 4), 3: (8, 4), 4: (4, 3), 5: (4, 3)}
OTHERS = {"and": (5, 3), "or": (3, 3), "not": (4, 3), "phrase": (5, 4), "prefix": (4, 3)}
STEM = 6


@dataclass(frozen=True, slots=True)
class Question:
    kind: str
    text: str

    @property
    def query(self) -> Query:
        return parse(self.text).query


def questions(file: Path | None) -> list[Question]:
    """The questions of a file (one a line), or the 87 that are drawn."""
    if file is not None:
        return [Question("file", line.strip()) for line in file.read_text(encoding="utf-8").splitlines() if line.strip()]
    chance = random.Random(SEED)
    sources = _shuffled(_titles(), chance), _shuffled(_beginnings(), chance)
    drawn = [Question(f"{size} words", " ".join(run)) for size, counts in WORDS.items() for run in _runs(sources, counts, size)]
    drawn += [Question("and", " AND ".join(run)) for run in _runs(sources, OTHERS["and"], 2)]
    drawn += [Question("or", " OR ".join(run)) for run in _runs(sources, OTHERS["or"], 3)]
    drawn += [Question("not", f"{first} -{second}") for first, second in _runs(sources, OTHERS["not"], 2)]
    drawn += [Question("phrase", f'!"{pair}"') for pair in _pairs(sources)]
    drawn += [Question("prefix", f"{stem}*") for stem in _stems(sources)]
    return drawn


Sources = tuple[Iterator[str], Iterator[str]]


def _titles() -> list[str]:
    with gzip.open(SHARED / "retrieval/ru_bank_titles/queries.jsonl.gz", "rt", encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]


def _beginnings() -> list[str]:
    """English stories have no titles: how they begin stands for one."""
    return [text.text[:80].rsplit(" ", 1)[0] for text in texts(1_000) if text.lang == "en"]


def _shuffled(found: list[str], chance: random.Random) -> Iterator[str]:
    chance.shuffle(found)
    return iter(found)


def _runs(sources: Sources, counts: tuple[int, int], size: int) -> Iterator[list[str]]:
    """Words with a meaning, one after the other as they stand in a title."""
    for source, count in zip(sources, counts, strict=True):
        for _ in range(count):
            while len(words := _meaningful(next(source))) < size:
                pass
            yield words[:size]


def _meaningful(title: str) -> list[str]:
    words = (token.word for token in tokenise(title))
    return list(dict.fromkeys(word for word in words if len(word) > 2 and word.isalpha() and not is_stopword(word)))


def _pairs(sources: Sources) -> Iterator[str]:
    """Two neighbours, small words included."""
    for source, count in zip(sources, OTHERS["phrase"], strict=True):
        for _ in range(count):
            while len(words := [token.word for token in tokenise(next(source)) if token.word.isalpha()]) < 2:
                pass
            yield " ".join(words[:2])


def _stems(sources: Sources) -> Iterator[str]:
    """Beginnings long enough for no more than fifty words to follow: more than that our own engine does not look at."""
    for source, count in zip(sources, OTHERS["prefix"], strict=True):
        for _ in range(count):
            while not (long := [word for word in _meaningful(next(source)) if len(word) > STEM]):
                pass
            yield long[0][:STEM]
