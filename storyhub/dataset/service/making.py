"""Making the whole data set anew: written beside, then put in use in one step."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from datetime import datetime
from pathlib import Path

from storyhub.dataset.domain.package import ZIP
from storyhub.dataset.queries import Changes, open_stories
from storyhub.dataset.service.keeping import Day, Ready, has_to_wait, put_in_use
from storyhub.dataset.service.package import write_package
from storyhub.dataset.service.writing import pack, summed
from storyhub.kit.db import db

# So many days of changes are listed on the page.
SHOWN = 30
TRIES = 3


def make(place: Path, *, site: str, base: str, now: datetime) -> Ready:
    """Writes all files and puts them in use. Begun again if a story in them was taken back meanwhile; then, if need be, left as it is:
    whoever gives them away looks as well.
    """
    place.mkdir(mode=0o700, exist_ok=True)
    for left in place.glob(".making-*"):
        shutil.rmtree(left, ignore_errors=True)
    for _try in range(TRIES):
        made = _made(place, site=site, base=base, now=now)
        db.session.rollback()
        if not has_to_wait(made):
            break
    return made


def _made(place: Path, *, site: str, base: str, now: datetime) -> Ready:
    # What was read before is of an earlier moment; from here on all is of one.
    db.session.rollback()
    stories = open_stories()
    with tempfile.TemporaryDirectory(prefix=".making-", dir=place) as scratch:
        folder = Path(scratch) / now.strftime("%Y%m%dT%H%M%S%f")
        folder.mkdir(mode=0o700)
        files, about, found = write_package(folder, site=site, base=base)
        pack(folder, [file.name for file in files], folder / ZIP)
        target = place / folder.name
        if target.exists():
            shutil.rmtree(target)
        folder.rename(target)
    whole = (summed(target / ZIP, ZIP), *files)
    made = Ready(target, now, about.version, whole, _days(found), stories)
    put_in_use(place, made)
    return made


def _days(found: Changes) -> tuple[Day, ...]:
    changed, gone = Counter(found.days.values()), Counter(row[2] for row in found.gone)
    days = sorted({*changed, *gone}, reverse=True)[:SHOWN]
    return tuple(Day(day, changed[day], gone[day]) for day in days)
