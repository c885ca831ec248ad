"""How a story came that was not told on the site: what staff write down about it. Never public."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from enum import StrEnum
from typing import Any


class Channel(StrEnum):
    """Where the teller told it."""

    letter = "letter"
    network = "network"
    conversation = "conversation"
    other = "other"


@dataclass(frozen=True, slots=True)
class Intake:
    """`where`: an address or a few words; `consent`: who agreed to the publishing, when and how."""

    channel: Channel
    where: str
    consent: str

    def noted(self) -> dict[str, str]:
        """As the story keeps it."""
        return {name: str(value) for name, value in asdict(self).items()}


def intake_of(labels: Mapping[str, Any]) -> Intake | None:
    """What was noted, None for a story that was told on the site."""
    noted = labels.get("intake")
    if not isinstance(noted, Mapping) or noted.get("channel") not in set(Channel):
        return None
    return Intake(Channel(noted["channel"]), str(noted.get("where", "")), str(noted.get("consent", "")))
