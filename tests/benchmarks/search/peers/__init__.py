"""The peers by name. Each module has `build(folder, texts)`, which fills an empty folder, and `Reader(folder)`, which answers from it."""

from __future__ import annotations

import importlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from types import ModuleType
from typing import Protocol

from storyhub.search.domain.query import Query

TOP = 20
MODULES = {
    "storyhub": "ours",
    "whoosh": "plain_whoosh",
    "fts5": "fts5",
    "tantivy": "tantivy_engine",
    "postgresql": "postgresql",
}


@dataclass(frozen=True, slots=True)
class Answer:
    """The best twenty by number, how many there are, and three facets counted over all of them."""

    top: tuple[int, ...]
    total: int
    facets: Mapping[str, Mapping[str, int]] = field(default_factory=dict)


class Reader(Protocol):
    """An opened index."""

    def search(self, query: Query) -> Answer: ...

    def processor_s(self) -> float:
        """Processor time used so far by whoever works for this reader."""

    def memory_mb(self) -> float: ...


def module(peer: str) -> ModuleType:
    return importlib.import_module(f"{__name__}.{MODULES[peer]}")
