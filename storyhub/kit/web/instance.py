"""What one running instance is made of, hung on the app by `wiring`: settings, text renderer, search engine, document registry, indexer."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

from flask import current_app

if TYPE_CHECKING:
    from config import Settings

EXTENSION = "storyhub"


def hub() -> Any:
    """The `Hub` of the current app (typed where it is made, in `wiring`: the kit knows no feature)."""
    return current_app.extensions[EXTENSION]


def settings() -> Settings:
    """The settings of the current app."""
    found: Settings = hub().settings
    return found


def now() -> datetime:
    """This moment, aware UTC. Read once at the edge and passed down."""
    return datetime.now(UTC)
