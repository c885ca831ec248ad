"""All finders over one text, and who wins where two of them point at the same place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator

from storyhub.kit.personal import addresses, coarse, documents, money, named, names_en, names_ru, phones, references
from storyhub.kit.personal.finding import Finding

_FINDERS: tuple[Callable[[str], Iterator[Finding]], ...] = (
    addresses.found,
    phones.found,
    money.found,
    documents.found,
    references.found,
    names_ru.found,
    names_en.found,
    named.found,
    coarse.found,
)


def findings(text: str) -> tuple[Finding, ...]:
    """What points at a person, in the order of the text, never overlapping; in time linear in the length of the text."""
    return tuple(sorted(_apart(f for finder in _FINDERS for f in finder(text)), key=lambda f: f.start))


def _apart(candidates: Iterable[Finding]) -> Iterator[Finding]:
    """The more certain wins, then the longer, then the finder named earlier."""
    taken: set[int] = set()
    for one in sorted(candidates, key=lambda f: (not f.certain, f.start - f.end)):
        place = range(one.start, one.end)
        if taken.isdisjoint(place):
            taken.update(place)
            yield one
