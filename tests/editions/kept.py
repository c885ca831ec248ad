"""Puts a snapshot into the tables as if it had been frozen, with its files on the disk: what readers meet, without the desk."""

from __future__ import annotations

import hashlib
from datetime import UTC, datetime
from pathlib import Path

from storyhub.editions.domain.canonical import canonical, sha256
from storyhub.editions.domain.snapshot import Snapshot
from storyhub.editions.domain.words import EditionState, FileState
from storyhub.editions.domain.written import plain, written
from storyhub.editions.files import MAKERS
from storyhub.editions.models import Edition, EditionFile, EditionPart, EditionQuote
from storyhub.editions.queries.served import path_of
from storyhub.kit.db import db, transaction

FROZEN_AT = datetime(2026, 11, 22, 12, tzinfo=UTC)
APART = ("laws", "quotes", "doi", "sha256")


def keep(found: Snapshot, folder: Path, *, names: tuple[str, ...] = ("edition.json", "quotes.csv"), at: datetime = FROZEN_AT) -> int:
    """The quotes' stories must be there. Returns the id of its row."""
    head = canonical({name: value for name, value in plain(found).items() if name not in APART})
    with transaction():
        edition = Edition(
            number=found.number,
            state=EditionState.frozen,
            title_ru=found.title.ru,
            title_en=found.title.en,
            created_at=at,
            frozen_at=at,
            head=head,
            sha256=sha256(head),
        )
        db.session.add(edition)
        db.session.flush()
        for place, law in enumerate(found.laws, 1):
            text = written(law)
            db.session.add(EditionPart(edition_id=edition.id, law_number=law.number, place=place, text=text, sha256=sha256(text)))
        for quote in found.quotes:
            db.session.add(
                EditionQuote(
                    edition_id=edition.id,
                    law_number=quote.law,
                    place=quote.place,
                    story_id=int(quote.story.removeprefix("S-")),
                    lang=quote.lang,
                    polarity=quote.polarity,
                    text=quote.text,
                    withdrawn_at=None if quote.text is not None else at,
                    gone=None if quote.text is not None else "withdrawn",
                )
            )
        for maker in (maker for maker in MAKERS if maker.name in names):
            _write(edition, maker.name, maker.media_type, maker.make(found), folder)
        return edition.id


def _write(edition: Edition, name: str, media_type: str, content: bytes, folder: Path) -> None:
    path = path_of(folder, edition.number or 0, name)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(content)
    row = EditionFile(edition_id=edition.id, name=name, media_type=media_type, state=FileState.made, size=len(content))
    row.sha256 = hashlib.sha256(content).hexdigest()
    db.session.add(row)


def withhold(edition_id: int, name: str) -> None:
    with transaction():
        db.session.get_one(EditionFile, (edition_id, name)).state = FileState.withheld
