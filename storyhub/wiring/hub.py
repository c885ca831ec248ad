"""The parts of one instance that are not tables, and how a feature asks one that stands above it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from storyhub.accounts.service import Holder
from storyhub.coding.queries.training_due import Trained
from storyhub.harvest.queries.shelves import Shelves
from storyhub.kit import schema
from storyhub.kit.db import db
from storyhub.kit.text import Renderer
from storyhub.reading.queries.meant import Means
from storyhub.search.index import WhooshEngine
from storyhub.search.sync import Indexer, Registry
from storyhub.wiring.site import SITE

if TYPE_CHECKING:
    from config import Settings


@dataclass(slots=True)
class Hub:
    """The parts of one instance that are not tables."""

    settings: Settings
    renderer: Renderer
    engine: WhooshEngine
    registry: Registry
    personal: tuple[Holder, ...]
    # Who of these handles has finished the training: asked by the accounts, known to coding.
    trained: Callable[[Iterable[str]], Mapping[str, Trained]]
    means: Means
    # What harvesters are told of, kind by kind.
    shelves: Shelves
    indexer: Indexer | None = None
    migrations: Path = SITE / "migrations"
    _checked: str | None = field(default=None)

    def schema_state(self) -> str:
        """`ok` or what is wrong; asked of the database until it was ok once."""
        if self._checked != "ok":
            self._checked = schema.state(db.engine, self.migrations)
        return self._checked
