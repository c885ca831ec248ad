"""One segment as a file: named flat arrays and, at the end, a directory that says where each lies.

    b"SHSEG001" | array | array | … | directory as JSON | bytes of the directory, 8 of them | b"SHSEG001"

Numbers are little-endian, each array in the smallest type that holds it. Reads are by `pread`: threads share a file
without a lock, and a file cut short beneath a reader is an error, not the death of the process.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, BinaryIO
from weakref import WeakValueDictionary

import numpy as np
from numpy.typing import NDArray

from storyhub.search.index.codec.field import Field, Ints, Lexicon

_MAGIC = b"SHSEG001"
_TYPES = ("<u1", "<u2", "<u4", "<i8")


@dataclass(frozen=True, slots=True)
class Extras:
    """What a segment holds besides postings: one byte of length per document for each field that counts words, and
    one number per document for each column.
    """

    documents: int
    lengths: Mapping[str, NDArray[np.uint8]] = field(default_factory=dict)
    columns: Mapping[str, Ints] = field(default_factory=dict)


class SegmentFile:
    """A segment opened for reading. Lexicons stay in memory once they were asked for; postings are read each time."""

    def __init__(self, path: Path) -> None:
        self._descriptor = os.open(path, os.O_RDONLY)
        self.size = os.fstat(self._descriptor).st_size
        tail = self._bytes(self.size - 16, 16)
        if tail[8:] != _MAGIC:
            raise ValueError("not a segment")
        size = int.from_bytes(tail[:8], "little")
        directory = json.loads(self._bytes(self.size - 16 - size, size))
        self.documents: int = directory["documents"]
        self.totals: dict[str, int] = directory["totals"]
        self._arrays: dict[str, tuple[str, int, int]] = directory["arrays"]
        self.fields = sorted(name.removesuffix("/blob") for name in self._arrays if name.endswith("/blob"))
        self._lexicons: dict[str, Lexicon] = {}

    def __del__(self) -> None:
        if hasattr(self, "_descriptor"):
            os.close(self._descriptor)

    def has(self, name: str) -> bool:
        return name in self._arrays

    def read(self, name: str, start: int = 0, stop: int | None = None) -> NDArray[Any]:
        """Elements `start` to `stop` (to the end when None) of an array; not to be written to."""
        kind, offset, count = self._arrays[name]
        if kind not in _TYPES:
            raise ValueError("not a type of number")
        end = count if stop is None else stop
        if not 0 <= start <= end <= count:
            raise IndexError(name)
        width = int(kind[2])
        return np.frombuffer(self._bytes(offset + start * width, (end - start) * width), dtype=kind)

    def lexicon(self, field: str) -> Lexicon:
        found = self._lexicons.get(field)
        if found is None:
            found = Lexicon(self.read(f"{field}/blob").tobytes(), self.read(f"{field}/offsets"))
            self._lexicons[field] = found
        return found

    def postings(self, field: str, term: bytes) -> tuple[Ints, Ints | None, Ints | None] | None:
        """Documents, how often in each, and where, of one term; None when the field does not have it."""
        place = self.lexicon(field).find(term) if field in self.fields else None
        if place is None:
            return None
        start, end = self.read(f"{field}/starts", place, place + 2).tolist()
        docs = self.read(f"{field}/docs", start, end)
        if not self.has(f"{field}/counts"):
            return docs, None, None
        first, last = self.read(f"{field}/places", place, place + 2).tolist()
        return docs, self.read(f"{field}/counts", start, end), self.read(f"{field}/positions", first, last)

    def field(self, name: str) -> Field:
        """All postings of a field."""
        counted = self.has(f"{name}/counts")
        return Field(
            self.lexicon(name).all(),
            self.read(f"{name}/starts"),
            self.read(f"{name}/docs"),
            self.read(f"{name}/counts") if counted else None,
            self.read(f"{name}/positions") if counted else None,
        )

    def lengths(self) -> dict[str, NDArray[np.uint8]]:
        return {name: self.read(f"length:{name}") for name in self._named("length:")}

    def columns(self) -> dict[str, Ints]:
        return {name: self.read(f"column:{name}") for name in self._named("column:")}

    def _named(self, prefix: str) -> list[str]:
        return [name.removeprefix(prefix) for name in self._arrays if name.startswith(prefix)]

    def _bytes(self, offset: int, size: int) -> bytes:
        found = os.pread(self._descriptor, size, offset) if size else b""
        if len(found) != size:
            raise EOFError("a segment ends too early")
        return found


_open: WeakValueDictionary[str, SegmentFile] = WeakValueDictionary()


def open_segment(path: Path) -> SegmentFile:
    """The segment at a path, shared by all who have it open. Segments never change and their names are never reused."""
    found = _open.get(str(path))
    if found is None:
        found = _open[str(path)] = SegmentFile(path)
    return found


def write_segment(path: Path, fields: Iterable[tuple[str, Field]], extras: Extras) -> None:
    """Writes a segment, one field after the other, so that only one need be in memory."""
    with path.open("wb") as file:
        file.write(_MAGIC)
        arrays: dict[str, tuple[str, int, int]] = {}
        totals: dict[str, int] = {}
        for name, postings in fields:
            for part, values in _parts(postings):
                arrays[f"{name}/{part}"] = _append(file, values)
            if postings.positions is not None:
                totals[name] = postings.length
        for name, values in extras.lengths.items():
            arrays[f"length:{name}"] = _append(file, values)
        for name, values in extras.columns.items():
            arrays[f"column:{name}"] = _append(file, values)
        directory = json.dumps({"documents": extras.documents, "totals": totals, "arrays": arrays}).encode()
        file.write(directory + len(directory).to_bytes(8, "little") + _MAGIC)


def _parts(postings: Field) -> Iterable[tuple[str, Ints]]:
    sizes = np.fromiter(map(len, postings.terms), dtype=np.int64, count=len(postings.terms))
    yield "blob", np.frombuffer(b"".join(postings.terms), dtype=np.uint8)
    yield "offsets", np.concatenate([[0], np.cumsum(sizes)])
    yield "starts", postings.starts
    yield "docs", postings.docs
    if postings.counts is not None and postings.positions is not None:
        ends = np.concatenate([[0], np.cumsum(postings.counts, dtype=np.int64)])
        yield "counts", postings.counts
        yield "places", ends[postings.starts]
        yield "positions", postings.positions


def _append(file: BinaryIO, values: Ints) -> tuple[str, int, int]:
    kind = _smallest(values)
    place = file.tell()
    file.write(values.astype(kind).tobytes())
    return kind, place, len(values)


def _smallest(values: Ints) -> str:
    if len(values) == 0 or values.dtype == np.uint8:
        return "<u1"
    if values.min() < 0:
        return "<i8"
    return next(kind for kind, most in (("<u1", 0xFF), ("<u2", 0xFFFF), ("<u4", 0xFFFFFFFF), ("<i8", 2**63 - 1)) if values.max() <= most)
