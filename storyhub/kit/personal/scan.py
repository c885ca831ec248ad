"""All finders over one text, and who wins where two of them point at the same place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from storyhub.kit.personal import addresses, coarse, documents, money, named, names_en, names_ru, phones, references
from storyhub.kit.personal.context import digit_places
from storyhub.kit.personal.finding import Finding

_IN_NUMBERS: tuple[Callable[[str, Sequence[int]], Iterator[Finding]], ...] = (phones.found, money.found, documents.found, references.found)
_IN_WORDS: tuple[Callable[[str], Iterator[Finding]], ...] = (addresses.found, names_ru.found, names_en.found, named.found, coarse.found)


def findings(text: str) -> tuple[Finding, ...]:
    """What points at a person, in the order of the text, never overlapping; in time linear in the length of the text."""
    places = digit_places(text)
    in_numbers = (found for finder in _IN_NUMBERS for found in finder(text, places))
    in_words = (found for finder in _IN_WORDS for found in finder(text))
    return tuple(sorted(_apart([*in_numbers, *in_words]), key=lambda found: found.start))


def _apart(candidates: Iterable[Finding]) -> Iterator[Finding]:
    """The more certain wins, then the longer, then the finder named earlier."""
    taken: set[int] = set()
    for one in sorted(candidates, key=lambda f: (not f.certain, f.start - f.end)):
        place = range(one.start, one.end)
        if taken.isdisjoint(place):
            taken.update(place)
            yield one
