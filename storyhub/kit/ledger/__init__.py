"""The ledger of changes: for every thing the public can or could read, when what is given out of it last changed, and whether it is
gone. Whoever tells others what is new (harvesting, incremental exports, feeds) reads it.

Filled in the background from what verbs announce (`outbox.along`). Knows no feature: of a thing it keeps a kind, a key, sets, and a
fingerprint of what is given out; never a word of it.
"""

from storyhub.kit.ledger.following import LEDGER, Source, ask, ask_missing, follow
from storyhub.kit.ledger.models import LedgerClock, PublicRecord, PublicRecordSet
from storyhub.kit.ledger.noting import Shown, note, settle
from storyhub.kit.ledger.paging import Anchor, Entry, Page, Window, bounds, earliest, entries_of, entry_of, page_of, sets_in_use

__all__ = [
    "LEDGER",
    "Anchor",
    "Entry",
    "LedgerClock",
    "Page",
    "PublicRecord",
    "PublicRecordSet",
    "Shown",
    "Source",
    "Window",
    "ask",
    "ask_missing",
    "bounds",
    "earliest",
    "entries_of",
    "entry_of",
    "follow",
    "note",
    "page_of",
    "sets_in_use",
    "settle",
]
