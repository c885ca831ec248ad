"""The small package of what changed since a day, made when it is asked for."""

from __future__ import annotations

import tempfile
from datetime import date
from pathlib import Path

from storyhub.dataset.domain.package import ZIP
from storyhub.dataset.service.package import write_package
from storyhub.dataset.service.writing import pack
from storyhub.kit.db import db


def changed_since(since: date, place: Path, *, site: str, base: str) -> bytes:
    """A zip file: what is new or changed from that day on, and what is gone since. Of this very moment, so nothing taken back is in it."""
    place.mkdir(mode=0o700, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix=".changes-", dir=place) as scratch:
        folder = Path(scratch)
        db.session.rollback()
        files, _about, _found = write_package(folder, site=site, base=base, since=since)
        pack(folder, [file.name for file in files], folder / ZIP)
        return (folder / ZIP).read_bytes()
