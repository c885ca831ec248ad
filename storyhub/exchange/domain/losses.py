"""What of a file or of the site does not come along, counted: nothing is dropped in silence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum

EXAMPLES = 5


class Loss(StrEnum):
    """A kind of thing that is left behind. What each is called for people: `labels`."""

    # Reading a file.
    other_media = "other_media"
    rich_text = "rich_text"
    outside_path = "outside_path"
    no_text = "no_text"
    unreadable_text = "unreadable_text"
    bad_position = "bad_position"
    graphs = "graphs"
    unknown_part = "unknown_part"
    unknown_entry = "unknown_entry"
    dangling = "dangling"
    # Taking a file in.
    unknown_code = "unknown_code"
    group_coded = "group_coded"
    no_polarity = "no_polarity"
    no_strength = "no_strength"
    unknown_source = "unknown_source"
    other_words = "other_words"
    not_to_be_coded = "not_to_be_coded"
    unknown_user = "unknown_user"
    refused_coding = "refused_coding"
    uncoded_selection = "uncoded_selection"
    notes = "notes"
    facts = "facts"
    collections = "collections"
    # Writing one.
    formatting = "formatting"
    other_language = "other_language"
    rounds = "rounds"
    touchpoints = "touchpoints"
    others_memos = "others_memos"


@dataclass(frozen=True, slots=True)
class Lost:
    """So many of a kind; a few of them by name."""

    kind: Loss
    count: int
    examples: tuple[str, ...]


@dataclass(slots=True)
class Losses:
    """Collects what is left behind while a file is read or written."""

    _counts: dict[Loss, int] = field(default_factory=dict)
    _examples: dict[Loss, list[str]] = field(default_factory=dict)

    def add(self, kind: Loss, example: str = "", count: int = 1) -> None:
        if count < 1:
            return
        self._counts[kind] = self._counts.get(kind, 0) + count
        known = self._examples.setdefault(kind, [])
        if example and len(known) < EXAMPLES and example[:120] not in known:
            known.append(example[:120])

    def __iter__(self) -> Iterator[Lost]:
        return (Lost(kind, count, tuple(self._examples[kind])) for kind, count in sorted(self._counts.items()))

    def __getitem__(self, kind: Loss) -> int:
        return self._counts.get(kind, 0)
