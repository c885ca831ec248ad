"""The files of a frozen edition: made one by one by the worker, written whole or not at all, withheld as soon as a quote leaves one.

Making is long, so it is in three steps: read what to make (`read_for`), make and write it beside its place (`written_beside`), and in
one transaction put it in its place, unless a quote was taken back meanwhile (`put_in_place`). A restart anywhere in between leaves a
row of the outbox, and with it everything to do.
"""

from __future__ import annotations

import errno
import hashlib
import os
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import select, update

from storyhub.editions import files
from storyhub.editions.domain.snapshot import Snapshot
from storyhub.editions.domain.words import FileState
from storyhub.editions.files import FileMaker
from storyhub.editions.models import Edition, EditionFile
from storyhub.editions.queries.served import path_of
from storyhub.editions.queries.stored import snapshot_of
from storyhub.kit import outbox
from storyhub.kit.db import db

# The outbox kind; the key is the number of the edition, a slash, and the name of the file.
FILE = "edition.file"
FULL = (errno.ENOSPC, errno.EDQUOT)


@dataclass(frozen=True, slots=True)
class Making:
    """What one file is made of, as it was read."""

    number: int
    name: str
    maker: FileMaker
    snapshot: Snapshot
    quotes_version: int


def ask_for_files(edition: Edition, makers: Sequence[FileMaker] | None = None) -> None:
    """Rows for files that are not there yet; every file that is not made is asked for (again)."""
    known = {row.name: row for row in db.session.execute(select(EditionFile).where(EditionFile.edition_id == edition.id)).scalars()}
    for place, maker in enumerate(files.MAKERS if makers is None else makers, start=1):
        if maker.name not in known:
            row = EditionFile(
                edition_id=edition.id, name=maker.name, place=place, media_type=maker.media_type, state=FileState.making, trouble=""
            )
            db.session.add(row)
            known[maker.name] = row
    db.session.flush()
    outbox.record_many(FILE, [f"{edition.number}/{name}" for name, row in known.items() if row.state != FileState.made])


def ask_for_missing(folder: Path, makers: Sequence[FileMaker] | None = None) -> None:
    """Files that were given up, that a newer version of the program brings, or that are no longer on the disk."""
    for edition in db.session.execute(select(Edition).where(Edition.number.is_not(None)).order_by(Edition.number)).scalars():
        for row in db.session.execute(select(EditionFile).where(EditionFile.edition_id == edition.id)).scalars():
            if row.state == FileState.made and not path_of(folder, edition.number or 0, row.name).is_file():
                row.state = FileState.making
        ask_for_files(edition, makers)


def read_for(key: str, makers: Sequence[FileMaker] | None = None) -> Making | None:
    """What to make for a row of the outbox; None where there is nothing (any more)."""
    number, _, name = key.partition("/")
    maker = next((one for one in (files.MAKERS if makers is None else makers) if one.name == name), None)
    edition = db.session.execute(select(Edition).where(Edition.number == int(number))).scalar_one_or_none()
    row = db.session.get(EditionFile, (edition.id, name)) if edition else None
    snapshot = snapshot_of(int(number))
    if maker is None or edition is None or row is None or row.state == FileState.made or snapshot is None:
        return None
    return Making(int(number), name, maker, snapshot, edition.quotes_version)


def written_beside(folder: Path, number: int, name: str, data: bytes) -> Path:
    """The bytes on the disk, next to where they belong. Raises: OSError, and then nothing is left."""
    place = path_of(folder, number, name)
    place.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    beside = place.with_name(f".{name}.part")
    try:
        with beside.open("wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
    except OSError:
        beside.unlink(missing_ok=True)
        raise
    return beside


def put_in_place(making: Making, beside: Path, data: bytes, *, folder: Path, now: datetime) -> bool:
    """The file is served from now on. False if a quote was taken back since it was read: then it must be made anew."""
    edition = db.session.execute(select(Edition).where(Edition.number == making.number)).scalar_one()
    if edition.quotes_version != making.quotes_version:
        beside.unlink(missing_ok=True)
        return False
    row = db.session.get_one(EditionFile, (edition.id, making.name))
    place = path_of(folder, making.number, making.name)
    beside.replace(place)
    _sync_folder(place.parent)
    row.state, row.trouble, row.made_at = FileState.made, "", now
    row.media_type, row.size, row.sha256 = making.maker.media_type, len(data), hashlib.sha256(data).hexdigest()
    db.session.flush()
    return True


def note_trouble(key: str, error: Exception) -> None:
    """Why the last attempt failed, in one word, for the desk."""
    number, _, name = key.partition("/")
    edition_id = select(Edition.id).where(Edition.number == int(number)).scalar_subquery()
    row = update(EditionFile).where(EditionFile.edition_id == edition_id, EditionFile.name == name)
    db.session.execute(row.values(trouble=trouble_of(error)).execution_options(synchronize_session=False))


def trouble_of(error: Exception) -> str:
    """
    >>> trouble_of(OSError(errno.ENOSPC, "")), trouble_of(PermissionError()), trouble_of(ValueError())
    ('disk_full', 'not_written', 'not_made')
    """
    if isinstance(error, OSError):
        return "disk_full" if error.errno in FULL else "not_written"
    return "not_made"


def drop_withheld(folder: Path) -> None:
    """What files held before a quote left them is removed from the disk, whether or not they could be made anew yet."""
    rows = db.session.execute(
        select(Edition.number, EditionFile.name)
        .join(Edition, Edition.id == EditionFile.edition_id)
        .where(EditionFile.state == FileState.withheld)
    )
    for number, name in rows:
        path_of(folder, number or 0, name).unlink(missing_ok=True)


def _sync_folder(folder: Path) -> None:
    """That the file has its name now survives a power cut, too."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
