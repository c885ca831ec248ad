"""Purging: the command, and what the background work calls for a published or withdrawn story. Empties rows, then files, then looks."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, TextIO

import click
from flask import current_app
from flask.cli import with_appcontext
from sqlalchemy import select

from storyhub.kit import outbox
from storyhub.kit.db import db, transaction, write_back
from storyhub.kit.errors import Unavailable
from storyhub.kit.leftovers import drop_copies_since, drop_letters_about, drop_older
from storyhub.kit.traces import Looked, look_for, pieces_of
from storyhub.moderation.service import PURGE, forget_print, needles, note_purge, purge_texts
from storyhub.moderation.service.complaints import forget_complaints
from storyhub.search.domain.port import Engine, EngineBusy
from storyhub.stories import service as stories
from storyhub.stories.domain.public_id import public_id, story_id
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story, Withdrawal

PATIENCE_S = 120.0
# The index must have forgotten a text before its files are written anew.
FIRST = ("index.story", "coding.follow")


@dataclass(frozen=True, slots=True)
class Proof:
    """What a purge did, and what was looked through afterwards for how many words."""

    texts: int
    needles: int
    looked: Looked


def purge(found: int, *, engine: Engine, folder: Path, now: datetime) -> Proof:
    """Empties what is due of one story, brings it out of every file, and looks.

    Raises: EngineBusy, SearchUnavailable or Unavailable if it must be tried again; then nothing is emptied yet.
    """
    # What was read before may be from a time when the index had not caught up.
    db.session.rollback()
    if any(outbox.is_waiting(kind, str(found)) for kind in FIRST) or outbox.is_waiting("index.passage"):
        raise Unavailable(log="the index has not caught up")
    engine.expunge()
    with transaction():
        story = db.session.get_one(Story, found)
        done, is_gone, since = purge_texts(story, now=now), story.state == State.withdrawn, story.received_at
        if is_gone:
            forget_print(found)
        wanted = needles(done.words)
    if is_gone or done.texts:
        drop_copies_since(folder, since.replace(microsecond=0))
    if is_gone:
        # The last letter, which says that it is withdrawn, is left to its teller for the days that letters have.
        drop_letters_about(folder, public_id(found), before=_withdrawn_at(found) or now)
    if not write_back():
        raise Unavailable(log="a reader keeps the log open")
    looked = look_for(folder, wanted)
    with transaction():
        note_purge(found, texts=done.texts, files=looked.files, traces=len(looked.found), now=now)
    return Proof(texts=done.texts, needles=len(wanted), looked=looked)


def _withdrawn_at(found: int) -> datetime | None:
    """To the second, as letters are named."""
    moment = db.session.execute(select(Withdrawal.at).where(Withdrawal.story_id == found)).scalar()
    return moment.replace(microsecond=0) if moment is not None else None


@click.command("purge")
@click.argument("stories", nargs=-1, metavar="[S-000001]…")
@click.option("--look-for", "words", type=click.File(encoding="utf-8"), help="Words to look for afterwards, one a line; - reads them.")
@with_appcontext
def purge_command(stories: tuple[str, ...], words: TextIO | None) -> None:
    """Empty the texts from before redactions, here and in every file, and prove it.

    Without story numbers: all that wait for it.
    """
    hub: Any = current_app.extensions["storyhub"]
    now = datetime.now(UTC)
    # Asked for by name it is done now, whether a decision could still be taken back or not.
    claims = outbox.claim(PURGE, limit=10_000, now=now) if not stories else []
    for found in [int(claim.key) for claim in claims] or [_number(name) for name in stories]:
        try:
            proof = _patiently(found, hub)
        except (EngineBusy, Unavailable) as error:
            outbox.release(claims)
            raise click.ClickException(f"{public_id(found)}: not now, please try again ({error})") from error
        outbox.forget([claim for claim in claims if claim.key == str(found)])
        click.echo(f"{public_id(found)}: {proof.texts} texts emptied; {_seen(proof.looked, proof.needles)}")
    if words is not None:
        _look(hub.settings.data_dir, words)


def _patiently(found: int, hub: Any) -> Proof:
    """Tries for two minutes: a serving process beside us may be at work on the index. Raises: EngineBusy, Unavailable after that."""
    deadline = time.monotonic() + PATIENCE_S
    while True:
        # Our own open read would hold up the worker's turn, which has a session of its own.
        db.session.rollback()
        try:
            hub.indexer.catch_up()
            return purge(found, engine=hub.engine, folder=hub.settings.data_dir, now=datetime.now(UTC))
        except (EngineBusy, Unavailable):
            if time.monotonic() > deadline:
                raise
            time.sleep(1)


def _look(folder: Path, words: TextIO) -> None:
    write_back()
    wanted = [piece for line in words for piece in pieces_of(line.strip())]
    looked = look_for(folder, wanted)
    click.echo(_seen(looked, len(wanted)))
    if looked.found:
        raise SystemExit(1)


def _seen(looked: Looked, wanted: int) -> str:
    where = f"found in {', '.join(looked.found)}" if looked.found else "found nowhere"
    return f"{wanted} words and parts looked for in {looked.files} files, {looked.bytes:,} bytes (database, log, index): {where}"


def _number(name: str) -> int:
    found = story_id(name)
    if found is None or db.session.get(Story, found) is None:
        raise click.ClickException(f"there is no story {name}")
    return found


@click.command("retention")
@with_appcontext
def retention() -> None:
    """Erases what is due now. The worker does so once a day by itself."""
    settings = current_app.extensions["storyhub"].settings
    gone, complaints, files = forget(now=datetime.now(UTC), folder=settings.data_dir, days=settings.copy_days)
    click.echo(f"addresses erased: {gone.contacts}; letters given up: {gone.letters}; drafts deleted: {gone.drafts}")
    click.echo(f"texts from before a redaction emptied: {gone.texts}; complaints emptied: {complaints}")
    click.echo(f"old copies and letters deleted: {files}")


def forget(*, now: datetime, folder: Path, days: int) -> tuple[stories.Forgotten, int, int]:
    """What the worker does once a day: rows, then files older than so many days. Commits."""
    with transaction():
        rows = stories.forget_what_is_due(now=now), forget_complaints(now)
    return *rows, drop_older(folder, now - timedelta(days=days))
