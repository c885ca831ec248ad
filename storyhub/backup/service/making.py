"""Making a backup: database, editions and settings files into one zip file, with a manifest at its end. Never the search index."""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import zipfile
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import IO

from storyhub.backup.domain.manifest import Manifest, trace_of
from storyhub.backup.domain.member import DATABASE, EDITIONS, GLOSSARY, MANIFEST, SECRET, Member, is_safe
from storyhub.backup.domain.problem import BackupProblem
from storyhub.backup.service.snapshot import Progress, chain_of, copy_database, counts_of

BLOCK = 1 << 20
# Texts become a third of their size; a higher level takes three times as long and saves a tenth.
LEVEL = 1


@dataclass(frozen=True, slots=True)
class Instance:
    """What is backed up: the data folder, its database and the secret it runs with."""

    folder: Path
    database: Path
    secret: str
    app: str


def make_backup(target: Path, instance: Instance, *, with_secret: bool, now: datetime, progress: Progress | None = None) -> Manifest:
    """Writes the file, whole or not at all, readable by its owner only. Raises: BackupProblem."""
    if target.exists():
        raise BackupProblem(f"{target} is there already: give another name")
    if target.resolve().is_relative_to(instance.folder.resolve()):
        raise BackupProblem("a backup inside the data folder is lost together with it: give a place outside")
    try:
        with tempfile.TemporaryDirectory(prefix=".storyhub-backup-", dir=target.parent) as scratch:
            unfinished = Path(scratch) / "backup.zip"
            manifest = _write(unfinished, Path(scratch) / DATABASE, instance, with_secret=with_secret, now=now, progress=progress)
            # A link, unlike a renaming, does not replace what somebody put there meanwhile.
            os.link(unfinished, target)
    except OSError as error:
        raise BackupProblem(f"the backup cannot be written to {target}: {error.strerror or error}") from error
    return manifest


def _write(path: Path, copy: Path, instance: Instance, *, with_secret: bool, now: datetime, progress: Progress | None) -> Manifest:
    copy_database(instance.database, copy, progress=progress)
    with closing(sqlite3.connect(copy)) as connection:
        counts, (audit_rows, audit_head) = counts_of(connection), chain_of(connection)
        (schema,) = connection.execute("SELECT version_num FROM alembic_version").fetchone()
    os.close(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with path.open("r+b") as file:
        with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=True, compresslevel=LEVEL) as archive:
            members = tuple(_add(archive, name, source) for name, source in _files(copy, instance, with_secret=with_secret))
            manifest = Manifest(
                created_at=now.isoformat(),
                app=instance.app,
                schema=schema,
                counts=counts,
                audit_rows=audit_rows,
                audit_head=audit_head,
                secret=trace_of(instance.secret),
                members=members,
            )
            archive.writestr(MANIFEST, manifest.as_json())
        file.flush()
        os.fsync(file.fileno())
    return manifest


def _files(copy: Path, instance: Instance, *, with_secret: bool) -> Iterator[tuple[str, Path]]:
    yield DATABASE, copy
    secret = instance.folder / SECRET
    # A secret that is given by the environment is the operator's to keep.
    if with_secret and secret.is_file() and secret.read_text(encoding="ascii").strip() == instance.secret:
        yield SECRET, secret
    if (instance.folder / GLOSSARY).is_file():
        yield GLOSSARY, instance.folder / GLOSSARY
    for path in sorted((instance.folder / EDITIONS).rglob("*")):
        name = path.relative_to(instance.folder).as_posix()
        # Whatever is still being written has a name that is not a safe one.
        if path.is_file() and not path.is_symlink() and is_safe(name):
            yield name, path


def _add(archive: zipfile.ZipFile, name: str, source: Path) -> Member:
    """Reads the file once: what is packed is what is summed up."""
    size, digest = 0, hashlib.sha256()
    # The same instance gives the same bytes: no time and no rights inside.
    entry = zipfile.ZipInfo(name)
    entry.compress_type, entry.external_attr = zipfile.ZIP_DEFLATED, 0o600 << 16
    with source.open("rb") as reader, archive.open(entry, "w", force_zip64=True) as writer:
        while block := reader.read(BLOCK):
            writer.write(block)
            digest.update(block)
            size += len(block)
    return Member(name, size, digest.hexdigest())


def sha256_of(file: IO[bytes]) -> str:
    """Of the rest of an open file."""
    digest = hashlib.sha256()
    while block := file.read(BLOCK):
        digest.update(block)
    return digest.hexdigest()
