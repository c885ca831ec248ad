"""Judged collections on disk: documents, queries, and which document answers which query."""

from __future__ import annotations

import gzip
import json
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

# Sets whose documents lie elsewhere, by the name of the folder: a teller's own title looks for the story it was taken from, among all
# stories of the bank. The folder's parent is `retrieval`, beside it lies `stories`.
BORROWED = {"ru_bank_titles": Path("../../stories/ru_bank_stories.jsonl.gz")}


@dataclass(frozen=True, slots=True)
class Collection:
    """`texts`: id → text. Only the text of a document counts: what else a row holds (a title, say) no engine gets to see, for a title may
    be the very query. `queries`: id → text. `grades`: query → document → grade, documents that are not there left out.
    """

    name: str
    texts: dict[str, str]
    queries: dict[str, str]
    grades: dict[str, dict[str, float]]


def read_collection(folder: Path) -> Collection:
    """Raises: SystemExit, naming the file that is missing."""
    texts = {str(row["id"]): str(row["text"]) for row in _rows(_documents(folder))}
    queries = {str(row["id"]): str(row["text"]) for row in _rows(_file(folder, "queries.jsonl"))}
    grades: defaultdict[str, dict[str, float]] = defaultdict(dict)
    for line in (folder / "qrels.tsv").read_text(encoding="utf-8").splitlines():
        query, document, grade = line.split("\t")
        if document in texts and query in queries:
            grades[query][document] = float(grade)
    return Collection(folder.name, texts, queries, dict(grades))


def _documents(folder: Path) -> Path:
    own = _file(folder, "docs.jsonl", needed=folder.name not in BORROWED)
    return own if own.exists() else folder / BORROWED[folder.name]


def _file(folder: Path, name: str, *, needed: bool = True) -> Path:
    found = [path for path in (folder / f"{name}.gz", folder / name) if path.exists()]
    if not found and needed:
        raise SystemExit(f"There is no {name} or {name}.gz in {folder}.")
    return found[0] if found else folder / name


def _rows(path: Path) -> Iterator[dict[str, Any]]:
    raw = path.read_bytes()
    for line in (gzip.decompress(raw) if path.suffix == ".gz" else raw).split(b"\n"):
        if line:
            yield json.loads(line)
