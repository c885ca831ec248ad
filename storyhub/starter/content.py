"""The starter content as plain data: laws by group, sample stories by sector, people, proposals. All of it CC BY 4.0.

Only reads the files beside it; what becomes of them, `seed` knows. A mistake in them is a mistake of ours and stops the program.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
Entry = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Samples:
    """`stories` in the order of their refs, so that a sample keeps its number whatever is added later.

    `earlier` are former wordings of laws, by number: what their history starts with.
    """

    people: tuple[Entry, ...]
    stories: tuple[Entry, ...]
    proposals: tuple[Entry, ...]
    earlier: tuple[Entry, ...]
    calls: tuple[Entry, ...]


@cache
def starter_library() -> Entry:
    """Groups, sources and laws as `import laws` reads them (`laws.domain.library_file`)."""
    shelves = _read(HERE / "library.json")
    laws = sorted((law for part in _all("laws") for law in part), key=lambda law: int(law["number"]))
    return {**shelves, "laws": laws}


@cache
def samples() -> Samples:
    """Everything invented: who, what they told, what was marked in it, and what was proposed."""
    stories = sorted((story for part in _all("stories") for story in part), key=lambda story: str(story["ref"]))
    return Samples(
        people=tuple(_read(HERE / "people.json")),
        stories=tuple(stories),
        proposals=tuple(_read(HERE / "proposals.json")),
        earlier=tuple(_read(HERE / "earlier-wordings.json")),
        calls=tuple(_read(HERE / "calls.json")),
    )


def _all(folder: str) -> list[Any]:
    return [_read(path) for path in sorted((HERE / folder).glob("*.json"))]


def _read(path: Path) -> Any:
    return json.loads(path.read_text(encoding="utf-8"))
