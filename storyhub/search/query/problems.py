"""What can be wrong with a query, as codes and places. The page turns codes into sentences."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

MAX_CHARS = 256
MAX_TERMS = 32
MAX_WORD_CHARS = 64
MAX_DEPTH = 5
MIN_PREFIX_CHARS = 3
MAX_FIELD_VALUES = 20


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
    UNKNOWN_FIELD = "unknown-field"
    MISSING_VALUE = "missing-value"
    BAD_VALUE = "bad-value"
    NO_WORDS = "no-words"


@dataclass(frozen=True, slots=True)
class Problem:
    """`position` and `length` count code points of the query as typed; `value` is the piece meant, at most 64
    characters.
    """

    code: Code
    position: int
    length: int
    value: str


class Problems:
    """Collects problems, one per code and place, and repeatable ones only once where that is enough."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._found: dict[tuple[Code, int], Problem] = {}
        self._codes: set[Code] = set()

    def add(self, code: Code, position: int, length: int, *, once: bool = False) -> None:
        if once and code in self._codes:
            return
        self._codes.add(code)
        piece = self._text[position : position + min(length, MAX_WORD_CHARS)]
        self._found.setdefault((code, position), Problem(code, position, length, piece))

    def in_order(self) -> tuple[Problem, ...]:
        return tuple(sorted(self._found.values(), key=lambda problem: (problem.position, problem.code)))
