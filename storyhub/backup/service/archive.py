"""Reading a backup file without believing it: names, sizes and checksums are looked at before anything is written."""

from __future__ import annotations

import hashlib
import zipfile
import zlib
from collections.abc import Callable, Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from storyhub.backup.domain.manifest import LARGEST, Manifest, read_manifest
from storyhub.backup.domain.member import DATABASE, MANIFEST, Member
from storyhub.backup.domain.problem import BackupProblem

BLOCK = 1 << 20
# No database packs so well; deflate itself reaches a thousand. Small files of zeros are no danger.
RATIO, SMALL = 200, 64 << 20
DAMAGED = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, RuntimeError, ValueError, OSError)
Passed = Callable[[int], object]


@dataclass(frozen=True, slots=True)
class Archive:
    """An open backup whose manifest and list of members agree."""

    manifest: Manifest
    packed: zipfile.ZipFile

    def blocks(self, member: Member) -> Iterator[bytes]:
        """The member's bytes, never more than its size. Raises: BackupProblem at the end if they are not what the manifest says."""
        size, digest = 0, hashlib.sha256()
        with _plainly(member.name), self.packed.open(member.name) as file:
            while block := file.read(BLOCK):
                size += len(block)
                if size > member.size:
                    break
                digest.update(block)
                yield block
        if size != member.size or digest.hexdigest() != member.sha256:
            raise BackupProblem(f"{member.name} in the backup is damaged or was changed: its checksum does not fit")


@contextmanager
def checked(path: Path, *, known_schemas: Collection[str], passed: Passed | None = None) -> Iterator[Archive]:
    """Opens a backup and goes through every checksum; writes nothing. `passed` is told of bytes. Raises: BackupProblem."""
    try:
        file = path.open("rb")
    except OSError as error:
        raise BackupProblem(f"{path} cannot be read: {error.strerror}") from error
    with file, _opened(file) as packed:
        archive = Archive(_manifest(packed), packed)
        _check_members(archive)
        if archive.manifest.schema not in known_schemas:
            raise BackupProblem(f"the backup’s schema is {archive.manifest.schema[:20]!r}, which a newer version made: use that version")
        for member in archive.manifest.members:
            for block in archive.blocks(member):
                if passed is not None:
                    passed(len(block))
        yield archive


@contextmanager
def _opened(file: IO[bytes]) -> Iterator[zipfile.ZipFile]:
    with _plainly("the file"):
        packed = zipfile.ZipFile(file)
    with packed:
        yield packed


def _manifest(packed: zipfile.ZipFile) -> Manifest:
    with _plainly(MANIFEST):
        if MANIFEST not in packed.namelist():
            raise BackupProblem("this is not a backup of StoryHub: it has no manifest")
        with packed.open(MANIFEST) as file:
            raw = file.read(LARGEST + 1)
    if len(raw) > LARGEST:
        raise BackupProblem("the manifest is far too long")
    return read_manifest(raw)


def _check_members(archive: Archive) -> None:
    """What the file holds is what the manifest names, each once, in the size it says."""
    entries = {entry.filename: entry for entry in archive.packed.infolist()}
    wanted = {member.name: member for member in archive.manifest.members}
    if len(entries) != len(archive.packed.infolist()) or entries.keys() - {MANIFEST} != wanted.keys():
        raise BackupProblem("the backup holds other files than its manifest names")
    for name, member in wanted.items():
        entry = entries[name]
        if entry.file_size != member.size:
            raise BackupProblem(f"{name} in the backup is damaged or was changed: its size does not fit")
        if entry.file_size > SMALL and entry.file_size > RATIO * max(1, entry.compress_size):
            raise BackupProblem(f"{name} would unpack to {entry.file_size:,} bytes: no backup of ours packs like that")
    if not wanted[DATABASE].size:
        raise BackupProblem("the database in the backup is empty")


@contextmanager
def _plainly(name: str) -> Iterator[None]:
    """Every way a zip file can be broken becomes one sentence."""
    try:
        yield
    except DAMAGED as error:
        raise BackupProblem(f"the backup is damaged or cut off ({name}: {error or type(error).__name__})") from error
