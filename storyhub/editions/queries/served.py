"""The files of an edition: which there are, which may be served, and where they lie."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from sqlalchemy import func, select

from storyhub.editions.domain.words import FileState
from storyhub.editions.models import Edition, EditionFile, EditionQuote
from storyhub.kit import outbox
from storyhub.kit.db import db


@dataclass(frozen=True, slots=True)
class EditionFileCard:
    """One file. Serve it in the state `made` only; `given_up`: nobody tries again until a person asks."""

    name: str
    media_type: str
    state: str
    size: int | None
    sha256: str | None
    made_at: datetime | None
    trouble: str
    given_up: bool = False

    @property
    def is_served(self) -> bool:
        return self.state == FileState.made


def files_of(number: int) -> tuple[EditionFileCard, ...]:
    """All files of a frozen edition, in their order. Two SQL queries."""
    rows = db.session.execute(
        select(EditionFile)
        .join(Edition, Edition.id == EditionFile.edition_id)
        .where(Edition.number == number)
        .order_by(EditionFile.place, EditionFile.name)
    ).scalars()
    dead = select(outbox.OutboxRow.key).where(
        outbox.OutboxRow.kind == "edition.file",
        outbox.OutboxRow.key.startswith(f"{number}/", autoescape=True),
        outbox.OutboxRow.dead_at.is_not(None),
    )
    given_up = set(db.session.execute(dead).scalars())
    return tuple(_card(row, given_up=f"{number}/{row.name}" in given_up) for row in rows)


def served_file(number: int, name: str) -> EditionFileCard | None:
    """The file if it may be served at this moment. Ask again for every request: a quote may have been taken back. One SQL query."""
    row = db.session.execute(
        select(EditionFile)
        .join(Edition, Edition.id == EditionFile.edition_id)
        .where(Edition.number == number, EditionFile.name == name, EditionFile.state == FileState.made)
    ).scalar_one_or_none()
    return _card(row, given_up=False) if row else None


def path_of(folder: Path, number: int, name: str) -> Path:
    """Where a file lies in the data folder. `name` is that of a row, never what somebody typed."""
    return folder / "editions" / str(number) / name


def withdrawn_quotes(number: int) -> int:
    """How many quotes of a frozen edition are gone. One SQL query."""
    asked = (
        select(func.count())
        .select_from(EditionQuote)
        .join(Edition, Edition.id == EditionQuote.edition_id)
        .where(Edition.number == number, EditionQuote.withdrawn_at.is_not(None))
    )
    return db.session.execute(asked).scalar_one()


def _card(row: EditionFile, *, given_up: bool) -> EditionFileCard:
    return EditionFileCard(
        name=row.name,
        media_type=row.media_type,
        state=row.state,
        size=row.size,
        sha256=row.sha256,
        made_at=row.made_at,
        trouble=row.trouble,
        given_up=given_up,
    )
