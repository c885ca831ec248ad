"""Reads of editions for pages, files and other features."""

from storyhub.editions.queries.stored import Stored, latest, numbers, snapshot_of, stored

__all__ = ["Stored", "latest", "numbers", "snapshot_of", "stored"]
