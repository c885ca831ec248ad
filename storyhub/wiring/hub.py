"""The parts of one instance that are not tables, and how a feature asks one that stands above it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

from storyhub.accounts.service import Holder
from storyhub.coding.queries import EvidencePage, evidence_for_law
from storyhub.kit import schema
from storyhub.kit.db import db
from storyhub.kit.i18n import current_language
from storyhub.kit.text import Renderer
from storyhub.kit.web import current_actor
from storyhub.search.index import WhooshEngine
from storyhub.search.sync import Indexer, Registry
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.queries import story_cards
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
    indexer: Indexer | None = None
    migrations: Path = SITE / "migrations"
    # How the laws feature, which may not know stories, asks whether a proposal's story is there for this reader.
    story_for_proposal: Callable[[str], int | None] = field(default=lambda public_id: _story_for_proposal(public_id))
    story_of_proposal: Callable[[int], str | None] = field(default=lambda found: _story_of_proposal(found))
    # And what researchers have marked for a proposal so far.
    evidence_of_proposal: Callable[[int], EvidencePage] = field(default=lambda law_id: _evidence_of_proposal(law_id))
    # How the coding desk asks which stories answer an open call, to offer them before others.
    called_stories: Callable[[], frozenset[int]] = field(default=frozenset)
    _checked: str | None = field(default=None)

    def schema_state(self) -> str:
        """`ok` or what is wrong; asked of the database until it was ok once."""
        if self._checked != "ok":
            self._checked = schema.state(db.engine, self.migrations)
        return self._checked


def _story_for_proposal(public: str) -> int | None:
    found = story_id(public)
    return found if found is not None and _story_of_proposal(found) else None


def _story_of_proposal(found: int) -> str | None:
    card = story_cards([found], actor=current_actor()).get(found)
    return card.public_id if card else None


def _evidence_of_proposal(law_id: int) -> EvidencePage:
    return evidence_for_law(law_id, current_language(), actor=current_actor())
