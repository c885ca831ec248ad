"""Editions as items. They are asked of the feature that makes them, which hands out whole snapshots."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from storyhub.editions.domain.snapshot import Both, Snapshot
from storyhub.harvest.domain.item import CC_BY, Item, Tie, Words

KIND = "edition"
FOLDER = "editions/"


@dataclass(frozen=True, slots=True)
class Editions:
    """How editions are asked for: which are published, and what one of them holds (None: there is none of this number)."""

    numbers: Callable[[], Collection[int]]
    snapshot_of: Callable[[int], Snapshot | None]

    def of_laws(self) -> Mapping[int, tuple[int, ...]]:
        """Numbers of the editions that each law is in, by its number."""
        found: dict[int, tuple[int, ...]] = {}
        for number in sorted(self.numbers()):
            snapshot = self.snapshot_of(number)
            for law in snapshot.laws if snapshot else ():
                found[law.number] = (*found.get(law.number, ()), number)
        return found

    def items(self, keys: Sequence[str]) -> Mapping[str, Item]:
        """Items by key (the edition's number)."""
        shots = {key: self.snapshot_of(int(key)) for key in keys if key.isascii() and key.isdigit()}
        return {key: _item(shot) for key, shot in shots.items() if shot is not None}

    def public_keys(self) -> Collection[str]:
        return [str(number) for number in sorted(self.numbers())]


def edition_paths(keys: Iterable[str]) -> Mapping[str, str]:
    """The permanent address of each edition."""
    return {key: f"{FOLDER}{key}" for key in keys}


def edition_key(path: str) -> str | None:
    """The inverse; None for what is no edition's address."""
    number = path.removeprefix(FOLDER)
    is_number = path.startswith(FOLDER) and number.isascii() and number.isdigit() and number == str(int(number[:9]))
    return number if is_number else None


def _item(shot: Snapshot) -> Item:
    titles = _both(shot.title)
    langs = tuple(words.lang for words in titles)
    doi = (Tie("IsIdenticalTo", f"https://doi.org/{shot.doi}"),) if shot.doi else ()
    before = (Tie("IsNewVersionOf", f"{FOLDER}{shot.previous}"),) if shot.previous else ()
    return Item(
        kind="edition",
        path=f"{FOLDER}{shot.number}",
        titles=titles,
        descriptions=_both(shot.foreword),
        day=date.fromisoformat(shot.frozen_on),
        languages=langs,
        licence=CC_BY,
        creator="",
        ties=(*doi, *before, *(Tie("References", f"laws/{law.number}") for law in shot.laws)),
        version=str(shot.number),
        sets=(f"edition:{shot.number}", *(f"lang:{lang}" for lang in langs)),
    )


def _both(text: Both) -> tuple[Words, ...]:
    return tuple(Words(told, lang) for lang, told in (("ru", text.ru), ("en", text.en)) if told)
