"""How another program counted: line ends as one character or two, code points or UTF-16 units, the end counted in or not.

The format says code points and leaves the rest open; programs differ. A selection's name is often the quote itself, so the way of counting
under which most names stand where the numbers point is the one that was used.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import accumulate

CUT = ("…", "...")
PIECES = re.compile(r"\r\n|[\s\S]")


@dataclass(frozen=True, slots=True)
class Counting:
    """`crlf`: a line end that is CR LF in the file counts two; `utf16`: so does what lies beyond U+FFFF; `inclusive`: end is the last."""

    crlf: bool = False
    utf16: bool = False
    inclusive: bool = False


PLAIN = Counting()
# The likelier first: of two that fit alike the first is taken.
WAYS = tuple(Counting(crlf, utf16, inclusive) for inclusive in (False, True) for utf16 in (False, True) for crlf in (False, True))


def with_line_feeds(raw: str) -> str:
    """
    >>> with_line_feeds("a\\r\\nb\\rc")
    'a\\nb\\nc'
    """
    return raw.replace("\r\n", "\n").replace("\r", "\n")


@dataclass(slots=True)
class Places:
    """One text, and where its positions lie under each way of counting."""

    raw: str
    text: str = field(init=False)
    _offsets: dict[tuple[bool, bool], dict[int, int] | None] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self.text = with_line_feeds(self.raw)

    def span(self, start: int, end: int, way: Counting) -> tuple[int, int] | None:
        """The same place in code points of `text`, end not counted in; None where there is no such place."""
        known = self._known(way)
        end += way.inclusive
        if known is None:
            found = (start, end)
        elif start in known and end in known:
            found = (known[start], known[end])
        else:
            return None
        return found if 0 <= found[0] < found[1] <= len(self.text) else None

    def _known(self, way: Counting) -> dict[int, int] | None:
        """Their position → ours, or None where both are the same."""
        counts_crlf, counts_utf16 = way.crlf and "\r\n" in self.raw, way.utf16 and self.raw != "" and max(self.raw) > "\uffff"
        if not counts_crlf and not counts_utf16:
            return None
        key = (counts_crlf, counts_utf16)
        if key not in self._offsets:
            widths = list(self._widths(counts_crlf=counts_crlf, counts_utf16=counts_utf16))
            self._offsets[key] = {theirs: ours for ours, theirs in enumerate(accumulate(widths, initial=0))}
        return self._offsets[key]

    def _widths(self, *, counts_crlf: bool, counts_utf16: bool) -> Iterable[int]:
        """What each character of `text` is worth to them."""
        for piece in PIECES.findall(self.raw):
            if piece == "\r\n":
                yield 2 if counts_crlf else 1
            else:
                yield 2 if counts_utf16 and piece > "\uffff" else 1


Named = tuple[Places, int, int, str]


def way_of_counting(selections: Sequence[Named]) -> tuple[Counting, int]:
    """The way under which most names stand at their places, and how many do; the format's own where names tell nothing."""
    hits = {way: sum(1 for each in selections if _stands(each, way)) for way in WAYS}
    best = max(WAYS, key=lambda way: hits[way])
    return (best, hits[best]) if hits[best] else (PLAIN, 0)


def _stands(selection: Named, way: Counting) -> bool:
    places, start, end, name = selection
    span = places.span(start, end, way)
    return bool(name) and span is not None and says(name, places.text[span[0] : span[1]])


def says(name: str, words: str) -> bool:
    """Whether a name is these words: blanks aside, and it may be cut off with an ellipsis.

    >>> says("We waited…", "We waited for an hour"), says("Courier", "We waited")
    (True, False)
    """
    name, words = " ".join(name.split()), " ".join(words.split())
    for mark in CUT:
        if name.endswith(mark) and len(name) > len(mark) + 3 and words.startswith(name.removesuffix(mark).rstrip()):
            return True
    return name == words != ""
