"""What was searched for instead, or beside, what was typed: with the ways back."""

from __future__ import annotations

from dataclasses import dataclass, replace

from storyhub.reading.domain.asked import Asked
from storyhub.reading.queries.meant import Meaning
from storyhub.reading.views.addresses import search_address


@dataclass(frozen=True, slots=True)
class Notices:
    """Texts and the addresses they lead to; an empty text has nothing to say."""

    typed: str = ""
    shown: str = ""
    literal_address: str = ""
    offered: str = ""
    offered_address: str = ""
    also: tuple[str, ...] = ()
    alone_address: str = ""


def notices(asked: Asked, meaning: Meaning) -> Notices:
    """The parameters that switch a change off stay in every link of the page they lead to."""
    return Notices(
        typed=" ".join(asked.text.split()),
        shown=meaning.shown,
        literal_address=search_address(replace(asked, literal=True)),
        offered=meaning.offered,
        offered_address=search_address(replace(asked, text=meaning.offered)),
        also=meaning.also,
        alone_address=search_address(replace(asked, alone=True)),
    )


def as_shown(asked: Asked, meaning: Meaning) -> Asked:
    """The question that was answered: for what leaves the page, such as a saved search."""
    return replace(asked, text=meaning.shown, typed=meaning.shown) if meaning.shown else asked
