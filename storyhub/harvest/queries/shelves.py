"""The kinds of things that are given out: how each is read, found and addressed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import partial

from storyhub.harvest.domain.item import Item, fingerprint
from storyhub.harvest.queries import editions, laws, stories
from storyhub.kit.ledger import Shown


@dataclass(frozen=True, slots=True)
class Shelf:
    """`items` reads what is public now; `paths` knows also the addresses of what is no longer; `key` is the inverse of `paths`."""

    items: Callable[[Sequence[str]], Mapping[str, Item]]
    public_keys: Callable[[], Collection[str]]
    paths: Callable[[Iterable[str]], Mapping[str, str]]
    key: Callable[[str], str | None]

    def shown(self, keys: Sequence[str]) -> Mapping[str, Shown | None]:
        """What the ledger keeps of these things."""
        return {key: Shown(fingerprint(item), item.sets) for key, item in self.items(keys).items()}


Shelves = Mapping[str, Shelf]


def shelves(published: editions.Editions) -> Shelves:
    """All kinds, given how to ask for editions."""
    law_items = partial(laws.law_items, editions_of=published.of_laws)
    return {
        stories.KIND: Shelf(stories.story_items, stories.public_keys, stories.story_paths, stories.story_key),
        laws.KIND: Shelf(law_items, laws.public_keys, laws.law_paths, laws.law_key),
        editions.KIND: Shelf(published.items, published.public_keys, editions.edition_paths, editions.edition_key),
    }
