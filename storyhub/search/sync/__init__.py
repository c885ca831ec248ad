"""Keeping the index in step with the database: who builds documents, draining the outbox, rebuilding, comparing, and
the indexer that does all of it. Knows neither Flask nor any feature; whoever starts it brings the application
context.
"""

from storyhub.search.sync.drain import Difference, DifferenceKind, Outbox, check, drain, rebuild
from storyhub.search.sync.indexer import Indexer
from storyhub.search.sync.registry import INDEX_PREFIX, Registry

__all__ = [
    "INDEX_PREFIX",
    "Difference",
    "DifferenceKind",
    "Indexer",
    "Outbox",
    "Registry",
    "check",
    "drain",
    "rebuild",
]
