"""Whether a frozen edition is what was frozen: every checksum computed again, from what is in the tables and on the disk."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from storyhub.editions.domain.canonical import sha256
from storyhub.editions.domain.words import FileState
from storyhub.editions.domain.written import laws_text, snapshot_from, written
from storyhub.editions.models import Edition, EditionFile, EditionPart
from storyhub.editions.queries.served import path_of
from storyhub.kit import audit
from storyhub.kit.db import db

FREEZE = "edition.freeze"


@dataclass(frozen=True, slots=True)
class Difference:
    """What is not as it was: `kind` is law, edition, log or file; `name` its number or name; `what` says how, for the operator."""

    kind: str
    name: str
    what: str


def verify(number: int, *, folder: Path) -> tuple[Difference, ...] | None:
    """Everything that differs, nothing when all is well; None where there is no such edition."""
    edition = db.session.execute(select(Edition).where(Edition.number == number)).scalar_one_or_none()
    if edition is None or edition.head is None:
        return None
    parts = db.session.execute(
        select(EditionPart).where(EditionPart.edition_id == edition.id).order_by(EditionPart.place)
    ).scalars().all()
    named, whole = tuple(_laws(parts)), tuple(_whole(edition, parts))
    if not named and any(one.kind == "edition" for one in whole):
        named = tuple(_unlike_the_book(edition, parts, folder))
    return (*named, *whole, *_files(edition, folder))


def _laws(parts: Sequence[EditionPart]) -> Iterator[Difference]:
    for place, part in enumerate(parts, start=1):
        if part.place != place:
            yield Difference("law", "?", f"the law at place {place} is missing")
            return
        if sha256(part.text) != part.sha256:
            yield Difference("law", str(part.law_number), "its text does not have its checksum")
        elif _number_in(part.text) != part.law_number:
            yield Difference("law", str(part.law_number), "it stands under the number of another law")


def _number_in(text: str) -> object:
    return json.loads(text).get("number")


def _whole(edition: Edition, parts: Sequence[EditionPart]) -> Iterator[Difference]:
    found = sha256(laws_text(edition.head or "", [part.text for part in parts]))
    if found != edition.sha256:
        yield Difference("edition", str(edition.number), "head and laws together do not have its checksum")
    logged = [event.why for event in audit.timeline("edition", str(edition.id)) if event.action == FREEZE]
    if logged != [f"{edition.number} {edition.sha256}"]:
        yield Difference("log", str(edition.number), "the audit log names another checksum")


def _unlike_the_book(edition: Edition, parts: Sequence[EditionPart], folder: Path) -> Iterator[Difference]:
    """Who changes a law and its checksum is told apart by the book that was made before, if that is sound."""
    rows = db.session.execute(select(EditionFile).where(EditionFile.edition_id == edition.id, EditionFile.state == FileState.made))
    for row in rows.scalars():
        path = path_of(folder, edition.number or 0, row.name)
        if path.suffix != ".json" or not path.is_file() or _sum_of(path) != row.sha256:
            continue
        with suppress(ValueError):
            book = {law.number: written(law) for law in snapshot_from(path.read_text(encoding="utf-8")).laws}
            for part in parts:
                if part.text != book.get(part.law_number):
                    yield Difference("law", str(part.law_number), f"it is not what {row.name} says")
            return


def _sum_of(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def _files(edition: Edition, folder: Path) -> Iterator[Difference]:
    rows = db.session.execute(select(EditionFile).where(EditionFile.edition_id == edition.id).order_by(EditionFile.place)).scalars()
    for row in rows:
        if row.state != FileState.made:
            continue
        path = path_of(folder, edition.number or 0, row.name)
        if not path.is_file():
            yield Difference("file", row.name, "it is not there")
        elif _sum_of(path) != row.sha256:
            yield Difference("file", row.name, "its bytes do not have its checksum")
