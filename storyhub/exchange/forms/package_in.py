"""A QDPX package → `project.qde` and the texts beside it. Nothing is unpacked to a disk, and nothing larger than the limits is unpacked."""

from __future__ import annotations

import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass, field
from zipfile import BadZipFile, ZipFile, ZipInfo

from storyhub.exchange.domain.losses import Loss, Losses
from storyhub.exchange.forms.refusals import refusal
from storyhub.exchange.forms.xml_in import MOST_BYTES

MOST_ENTRIES = 60_000
# Ten times the bytes of its XML may the texts of a package have together.
TEXTS = 10
MOST_INFLATED = TEXTS * MOST_BYTES
MOST_TEXT = 4 * 1024 * 1024
# A text rarely shrinks below a twentieth; what shrinks this far and is not small was made to.
MOST_RATIO = 200
SMALL = 1024 * 1024
ENCRYPTED = 0x1
SOURCE = re.compile(r"sources/([^/]+)", re.IGNORECASE)


@dataclass(slots=True)
class Package:
    """An opened package. `text` reads one of the files in `sources/`, whatever the case of the folder's and the file's name."""

    project: bytes
    _zip: ZipFile
    _sources: Mapping[str, ZipInfo]
    _most: int
    _read: int = field(default=0)

    def text(self, name: str) -> bytes | None:
        """The bytes of a source's file; None where there is none. Raises: Invalid for a bomb or a damaged one."""
        entry = self._sources.get(name.casefold())
        if entry is None:
            return None
        data = _inflate(self._zip, entry, MOST_TEXT)
        self._read += len(data)
        if self._read > self._most:
            raise refusal("bomb", "all texts")
        return data


def open_package(data: bytes, losses: Losses, *, most: int = MOST_BYTES) -> Package:
    """`most` bytes of XML are read. Raises: Invalid, with the reason."""
    try:
        package = ZipFile(io.BytesIO(data))
        entries = package.infolist()
    except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
        raise refusal("not-zip", type(error).__name__) from error
    _check(entries, most * TEXTS)
    projects = [entry for entry in entries if entry.filename.lower() == "project.qde"]
    projects = projects or [entry for entry in entries if "/" not in entry.filename and entry.filename.lower().endswith(".qde")]
    if not projects:
        raise refusal("no-project")
    if len(projects) > 1:
        raise refusal("two-projects")
    [project] = projects
    if project.file_size > most:
        raise refusal("large-xml")
    return Package(_inflate(package, project, most), package, _sources(entries, project, losses), most * TEXTS)


def _check(entries: list[ZipInfo], most: int) -> None:
    """All that can be known from the list of contents alone. Raises: Invalid."""
    if len(entries) > MOST_ENTRIES:
        raise refusal("many-entries", str(len(entries)))
    names = [entry.filename for entry in entries]
    if any(_points_outside(name) for name in names):
        raise refusal("outside")
    if len({name.casefold() for name in names}) < len(names):
        raise refusal("two-projects", "same name")
    if any(entry.flag_bits & ENCRYPTED for entry in entries):
        raise refusal("encrypted")
    if sum(entry.file_size for entry in entries) > most or any(_is_bomb(entry) for entry in entries):
        raise refusal("bomb")


def _points_outside(name: str) -> bool:
    return name.startswith(("/", "\\")) or "\\" in name or "\0" in name or ".." in name.split("/") or ":" in name.split("/")[0]


def _is_bomb(entry: ZipInfo) -> bool:
    return entry.file_size > SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1)


def _sources(entries: list[ZipInfo], project: ZipInfo, losses: Losses) -> dict[str, ZipInfo]:
    found: dict[str, ZipInfo] = {}
    for entry in entries:
        match = SOURCE.fullmatch(entry.filename)
        if match:
            found[match[1].casefold()] = entry
        elif entry is not project and not entry.is_dir():
            losses.add(Loss.unknown_entry, entry.filename)
    return found


def _inflate(package: ZipFile, entry: ZipInfo, most: int) -> bytes:
    """The content; the size in the list of contents is not believed. Raises: Invalid."""
    try:
        with package.open(entry) as file:
            data = file.read(most + 1)
    except (BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError) as error:
        raise refusal("damaged", type(error).__name__) from error
    if len(data) > most:
        raise refusal("bomb", "one file")
    return data
