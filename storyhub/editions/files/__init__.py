"""The files of a frozen edition: each a pure function of its snapshot, so the same snapshot gives the same bytes for ever.

Nothing here knows the database, the web or where a file is kept.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storyhub.editions.domain.snapshot import Snapshot

__all__ = ["MAKERS", "FileMaker"]


@dataclass(frozen=True, slots=True)
class FileMaker:
    """One file of an edition: `name` as in its address and folder (`book-ru.epub`), its media type, and the function that makes it."""

    name: str
    media_type: str
    make: Callable[[Snapshot], bytes]


MAKERS: tuple[FileMaker, ...] = ()
