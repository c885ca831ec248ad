"""From a place in a sentence as a browser sees it to a place in the plain text. Pure; it must not know where the text comes from.

Between two blocks or table cells the plain text holds line ends and tabs that a page does not show as characters. So a place is
given as "so many solid (not blank) characters into sentence N": that means the same on both sides, whatever the blanks do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

# The blanks that HTML collapses. The selection module of the desk counts by the same list.
BLANKS = " \t\n\r\f"
_DROP_BLANKS = {ord(blank): None for blank in BLANKS}


class NoSuchPlace(ValueError):
    """The sentence or the offset is not in the text, or the end comes before the start."""


@dataclass(frozen=True, slots=True)
class Choice:
    """What a coder chose. Sentences count from 1; without `from_sentence` the whole story is meant.

    Offsets are solid characters (code points) from the start of the sentence: those before the first chosen one, and those up to
    and with the last chosen one. Without an offset the sentence is meant from its start, or to its end. `exact`, when given, is the
    text the browser showed as chosen.
    """

    from_sentence: int | None = None
    to_sentence: int | None = None
    from_offset: int | None = None
    to_offset: int | None = None
    exact: str = ""


def solid(text: str) -> str:
    """The text without blanks.

    >>> solid("a b\\n\\nc")
    'abc'
    """
    return text.translate(_DROP_BLANKS)


def place_of(plain: str, sentences: Sequence[tuple[int, int]], choice: Choice) -> tuple[int, int] | None:
    """Start and end in `plain`, or None for the whole story.

    >>> place_of("Ab c. De f.", [(0, 5), (6, 11)], Choice(1, 2, 2, 2))
    (3, 8)

    Raises: NoSuchPlace
    """
    if choice.from_sentence is None:
        return None
    first = _sentence(sentences, choice.from_sentence)
    last = _sentence(sentences, choice.to_sentence or choice.from_sentence)
    start = first[0] if choice.from_offset is None else _before(plain, first, choice.from_offset)
    end = last[1] if choice.to_offset is None else _after(plain, last, choice.to_offset)
    if end <= start:
        raise NoSuchPlace("the end is not after the start")
    return start, end


def counted(plain: str, sentences: Sequence[tuple[int, int]], start: int, end: int) -> tuple[int, int, int, int]:
    """The place as a browser counts it: what `place_of` takes, from and to sentence, from and to offset.

    >>> counted("Ab c. De f.", [(0, 5), (6, 11)], 3, 8)
    (1, 2, 2, 2)
    """
    first, last = sentence_at(sentences, start), sentence_at(sentences, end - 1)
    before = len(solid(plain[sentences[first - 1][0] : start]))
    return first, last, before, len(solid(plain[sentences[last - 1][0] : end]))


def sentence_at(sentences: Sequence[tuple[int, int]], offset: int) -> int:
    """Number (from 1) of the sentence that holds `offset`, else of the last one before it; 1 where there is none.

    >>> sentence_at([(0, 5), (6, 11)], 7)
    2
    """
    number = 1
    for index, (start, _end) in enumerate(sentences, start=1):
        if start > offset:
            break
        number = index
    return number


def _sentence(sentences: Sequence[tuple[int, int]], number: int) -> tuple[int, int]:
    if not 1 <= number <= len(sentences):
        raise NoSuchPlace("no such sentence")
    return sentences[number - 1]


def _before(plain: str, sentence: tuple[int, int], count: int) -> int:
    """The place of the solid character that has `count` solid ones before it."""
    places = _solid_places(plain, sentence)
    if not 0 <= count < len(places):
        raise NoSuchPlace("the start is outside the sentence")
    return places[count]


def _after(plain: str, sentence: tuple[int, int], count: int) -> int:
    """The place after the `count`-th solid character."""
    places = _solid_places(plain, sentence)
    if not 1 <= count <= len(places):
        raise NoSuchPlace("the end is outside the sentence")
    return places[count - 1] + 1


def _solid_places(plain: str, sentence: tuple[int, int]) -> list[int]:
    return [place for place in range(*sentence) if plain[place] not in BLANKS]
