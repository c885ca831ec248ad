"""Restoring into an empty place: unpacked and made ready beside where it will stand, moved in at the end, the database last.

Whatever fails on the way leaves the place as empty as it was.
"""

from __future__ import annotations

import fcntl
import os
import shutil
import sqlite3
import tempfile
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from storyhub.backup.domain.manifest import Manifest, trace_of
from storyhub.backup.domain.member import DATABASE, SECRET
from storyhub.backup.domain.problem import BackupProblem
from storyhub.backup.service.archive import Archive, Passed
from storyhub.backup.service.snapshot import chain_of, counts_of

STAGING = ".restoring-"
# What is unpacked, and the index that is made from it.
ROOM = 2


def restore(archive: Archive, folder: Path, *, secret: str | None, ready: Callable[[Path], None], passed: Passed | None = None) -> Manifest:
    """Puts the instance into `folder`. `secret` is the one from outside, if there is one; `ready` brings the unpacked folder in order.

    Raises: BackupProblem; then `folder` is as it was.
    """
    _check_secret(archive.manifest, secret)
    with _held(folder), _staging(folder, archive.manifest) as staging:
        for member in archive.manifest.members:
            _unpack(archive, member.name, staging, passed)
        _check_database(staging / DATABASE, archive.manifest)
        ready(staging)
        _move_in(staging, folder)
    return archive.manifest


def _check_secret(manifest: Manifest, secret: str | None) -> None:
    if secret is None and not manifest.holds_secret:
        raise BackupProblem(
            "the backup was made without the secret: without it no teller’s code opens a story. Set STORYHUB_SECRET_KEY to it, or give "
            "the kept file with --secret FILE"
        )
    if secret is not None and trace_of(secret) != manifest.secret:
        raise BackupProblem("the secret given is not the one this backup was made under: no teller’s code would open a story")


@contextmanager
def _held(folder: Path) -> Iterator[None]:
    """An empty folder that nobody else restores into. One made here goes again if nothing came of it."""
    try:
        is_new = not folder.exists()
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        descriptor = os.open(folder, os.O_RDONLY | os.O_DIRECTORY)
    except OSError as error:
        raise BackupProblem(f"{folder} cannot be restored into: {error.strerror}") from error
    try:
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError as error:
            raise BackupProblem(f"another restore into {folder} is under way") from error
        for left in folder.glob(f"{STAGING}*"):
            shutil.rmtree(left)
        there = sorted(path.name for path in folder.iterdir())
        if there:
            raise BackupProblem(f"{folder} is not empty ({', '.join(there[:5])}): a restore never writes over anything")
        yield
    finally:
        os.close(descriptor)
        if is_new and folder.is_dir() and not any(folder.iterdir()):
            folder.rmdir()


@contextmanager
def _staging(folder: Path, manifest: Manifest) -> Iterator[Path]:
    free = shutil.disk_usage(folder).free
    if free < manifest.size * ROOM:
        raise BackupProblem(f"there is not enough room: {manifest.size * ROOM:,} bytes are needed, {free:,} are free")
    staging = Path(tempfile.mkdtemp(prefix=STAGING, dir=folder))
    try:
        yield staging
    except (OSError, sqlite3.Error) as error:
        raise BackupProblem(f"the restore could not be finished, nothing was put in place: {error}") from error
    finally:
        shutil.rmtree(staging, ignore_errors=True)


def _unpack(archive: Archive, name: str, staging: Path, passed: Passed | None) -> None:
    member = next(one for one in archive.manifest.members if one.name == name)
    target = staging / name
    target.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        for block in archive.blocks(member):
            file.write(block)
            if passed is not None:
                passed(len(block))
        file.flush()
        os.fsync(file.fileno())


def _check_database(path: Path, manifest: Manifest) -> None:
    """The checksum says that it is the database of the backup; this says that it is a sound one."""
    try:
        with closing(sqlite3.connect(path)) as connection:
            sound = connection.execute("PRAGMA quick_check(1)").fetchone() == ("ok",)
            broken = connection.execute("PRAGMA foreign_key_check").fetchone()
            found = counts_of(connection), *chain_of(connection)
    except sqlite3.Error as error:
        raise BackupProblem(f"the database in the backup is damaged: {error}") from error
    if not sound or broken is not None:
        raise BackupProblem("the database in the backup is damaged")
    if found != (manifest.counts, manifest.audit_rows, manifest.audit_head):
        raise BackupProblem("the database in the backup is not the one its manifest describes")


def _move_in(staging: Path, folder: Path) -> None:
    """The database last: without it nothing starts from this folder."""
    # A log beside it would belong to it; every connection is closed, so there is none.
    if (staging / f"{DATABASE}-wal").exists():
        raise BackupProblem("the restored database is still in use")
    (staging / f"{DATABASE}-shm").unlink(missing_ok=True)
    for path in sorted(staging.iterdir(), key=lambda path: path.name == DATABASE):
        path.rename(folder / path.name)


def keep_secret(folder: Path, secret: str) -> None:
    """Writes the secret of an instance where it will look for it."""
    with os.fdopen(os.open(folder / SECRET, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="ascii") as file:
        file.write(secret)
