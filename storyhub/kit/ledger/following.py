"""Keeping the ledger in step: what was announced is looked at again and written down, a batch at a time, in the order of asking."""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from datetime import datetime

from sqlalchemy import select

from storyhub.kit import outbox
from storyhub.kit.db import db, transaction
from storyhub.kit.ledger.models import PublicRecord
from storyhub.kit.ledger.noting import Shown, note, settle
from storyhub.kit.outbox import Claim, OutboxRow

# Kinds of the outbox: `ledger.story` asks for the story's row to be brought in line.
LEDGER = "ledger."
BATCH = 200

Clock = Callable[[], datetime]
# What is given out of things of a kind now, by key; None (or nothing) for what is not public.
Source = Callable[[Sequence[str]], Mapping[str, Shown | None]]


def ask(kind: str, keys: Sequence[str]) -> None:
    """Asks for the rows of these things to be brought in line after the commit."""
    for start in range(0, len(keys), 1_000):
        outbox.record_many(f"{LEDGER}{kind}", keys[start : start + 1_000])


def follow(claim: Claim, sources: Mapping[str, Source], *, now: Clock) -> None:
    """Brings what waits in line, as much as fits into one batch; where that fails, the claimed thing alone. Own transactions.

    The rows are forgotten here, but for those that changed meanwhile.
    """
    claims = _waiting()
    try:
        _bring_in_line(claims, sources, now=now)
    except Exception:
        if len(claims) == 1:
            raise
        claims = [one for one in claims if one.id == claim.id]
        _bring_in_line(claims, sources, now=now)
    outbox.drop(claims)


def ask_missing(kind: str, public: Collection[str], *, scheme: str) -> int:
    """Asks for what the ledger does not know yet, for what it believes public and is not, and for what was fingerprinted in another
    way (before an upgrade); returns how many. One SQL query, and one for each thousand asked for.
    """
    chosen = select(PublicRecord.key, PublicRecord.is_deleted, PublicRecord.fingerprint).where(PublicRecord.kind == kind)
    known = {key: None if is_deleted else fingerprint for key, is_deleted, fingerprint in db.session.execute(chosen)}
    unlike = [key for key in public if not (known.get(key) or "").startswith(scheme)]
    gone = sorted({key for key, fingerprint in known.items() if fingerprint is not None} - set(public))
    ask(kind, [*unlike, *gone])
    return len(unlike) + len(gone)


def _waiting() -> list[Claim]:
    chosen = (
        select(OutboxRow.id, OutboxRow.kind, OutboxRow.key, OutboxRow.version, OutboxRow.attempts)
        .where(OutboxRow.kind.startswith(LEDGER, autoescape=True), OutboxRow.dead_at.is_(None))
        .order_by(OutboxRow.id)
        .limit(BATCH)
    )
    return [Claim(*row) for row in db.session.execute(chosen)]


def _bring_in_line(claims: Sequence[Claim], sources: Mapping[str, Source], *, now: Clock) -> None:
    by_kind: dict[str, list[str]] = {}
    for one in claims:
        by_kind.setdefault(one.kind.removeprefix(LEDGER), []).append(one.key)
    with transaction():
        for kind, keys in by_kind.items():
            found = sources[kind](keys)
            note(kind, {key: found.get(key) for key in keys}, now=now())
    settle(now=now)
