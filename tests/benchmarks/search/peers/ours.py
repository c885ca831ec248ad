"""StoryHub's own engine, through its port, as the site asks it."""

from __future__ import annotations

import time
from pathlib import Path

from storyhub.search.domain.port import Request
from storyhub.search.domain.query import Query
from storyhub.search.index import WhooshEngine
from tests.benchmarks.search.machine import own_mb
from tests.benchmarks.search.peers import TOP, Answer
from tests.benchmarks.search.texts import FACETS, Text


def build(folder: Path, texts: list[Text]) -> None:
    WhooshEngine(folder / "index").rebuild(text.document() for text in texts)


def is_sound(folder: Path) -> bool:
    """Whether this version of the engine can still read what was built."""
    return WhooshEngine(folder / "index").health() is None


class Reader:
    def __init__(self, folder: Path) -> None:
        # The time limit of a search protects a site; here it would cut short what is to be measured.
        self._engine = WhooshEngine(folder / "index", search_limit_s=3600)

    def search(self, query: Query) -> Answer:
        page = self._engine.search(Request(query, limit=TOP, facets=FACETS))
        facets = {name: {one.value: one.count for one in counts} for name, counts in page.facets.items()}
        return Answer(tuple(int(hit.key) for hit in page.keys), page.total, facets)

    def processor_s(self) -> float:
        return time.process_time()

    def memory_mb(self) -> float:
        return own_mb()
