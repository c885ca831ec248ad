"""Keeping the ledger of changes in step with what is public. The outbox says what to look at; this says how."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from storyhub.harvest.domain.item import SCHEME
from storyhub.harvest.queries.shelves import Shelves
from storyhub.kit.ledger import LEDGER, ask_missing, follow
from storyhub.kit.outbox import Claim

# What verbs announce, and the ledger's own request that goes along with it.
ALONG = {"index.story": (f"{LEDGER}story",), "index.law": (f"{LEDGER}law",)}


def follow_changes(claim: Claim, shelves: Shelves, *, now: Callable[[], datetime]) -> None:
    """Looks at what waits and writes down what changed. Own transactions (see `kit.ledger`)."""
    follow(claim, {kind: shelf.shown for kind, shelf in shelves.items()}, now=now)


def ask_for_missing(shelves: Shelves) -> None:
    """Asks for everything from before the ledger was kept, or from under another scheme of what is told."""
    for kind, shelf in shelves.items():
        ask_missing(kind, shelf.public_keys(), scheme=SCHEME)
