"""What can be wrong with a query, as codes and places. The page turns codes into sentences."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

MAX_CHARS = 256
MAX_TERMS = 32
MAX_WORD_CHARS = 64
MAX_DEPTH = 5
MIN_PREFIX_CHARS = 3
MAX_FIELD_VALUES = 20
MIN_FUZZY_CHARS = 4
MAX_FUZZY = 3
MAX_SLOP = 10


class Code(StrEnum):
    TOO_LONG = "too-long"
    TOO_MANY_TERMS = "too-many-terms"
    WORD_TOO_LONG = "word-too-long"
    TOO_DEEP = "too-deep"
    UNCLOSED_QUOTE = "unclosed-quote"
    UNCLOSED_GROUP = "unclosed-group"
    STRAY_CLOSE = "stray-close"
    EMPTY_GROUP = "empty-group"
    EMPTY_PHRASE = "empty-phrase"
    DANGLING_OPERATOR = "dangling-operator"
    STRAY_STAR = "stray-star"
    PREFIX_TOO_SHORT = "prefix-too-short"
    ONE_PREFIX = "one-prefix"
    STRAY_TILDE = "stray-tilde"
    FUZZY_TOO_SHORT = "fuzzy-too-short"
    FUZZY_TOO_FAR = "fuzzy-too-far"
    FEW_FUZZY = "few-fuzzy"
    SLOP_TOO_LARGE = "slop-too-large"
    MIXED_SCRIPTS = "mixed-scripts"
    UNKNOWN_FIELD = "unknown-field"
    MISSING_VALUE = "missing-value"
    BAD_VALUE = "bad-value"
    NO_WORDS = "no-words"


@dataclass(frozen=True, slots=True)
class Problem:
    """`position` and `length` count code points of the query as typed; `value` is the piece meant, at most 64
    characters; `read` is what it was read as, where that is worth saying.
    """

    code: Code
    position: int
    length: int
    value: str
    read: str = ""


class Problems:
    """Collects problems, one per code and place, and repeatable ones only once where that is enough. Places come as
    they are in the readable text and are kept as they were in the typed one.
    """

    def __init__(self, typed: str, places: Sequence[int]) -> None:
        self._typed = typed
        self._places = places
        self._found: dict[tuple[Code, int], Problem] = {}
        self._codes: set[Code] = set()

    def add(self, code: Code, position: int, length: int, *, once: bool = False, read: str = "") -> None:
        start = self._places[position]
        end = self._places[position + length - 1] + 1 if length else start
        self._keep(code, start, end - start, once=once, read=read)

    def add_typed(self, code: Code, position: int, length: int) -> None:
        """A problem whose place is known in the typed text."""
        self._keep(code, position, length)

    def _keep(self, code: Code, position: int, length: int, *, once: bool = False, read: str = "") -> None:
        if once and code in self._codes:
            return
        self._codes.add(code)
        piece = self._typed[position : position + min(length, MAX_WORD_CHARS)]
        self._found.setdefault((code, position), Problem(code, position, length, piece, read))

    def in_order(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._found.values(), key=lambda problem: (problem.position, problem.code)))
