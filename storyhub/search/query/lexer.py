"""Query text → flat marks (words, phrases, fields, operators, parentheses), each knowing where it stood. Linear in
the text.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum, auto

from storyhub.search.analysis import Token, tokenise
from storyhub.search.domain.query import Exact, Field, Phrase, Prefix, Query, Term
from storyhub.search.query.fields import field_name, field_values
from storyhub.search.query.problems import MAX_WORD_CHARS, MIN_PREFIX_CHARS, Code, Problems


class Sign(Enum):
    LEAF = auto()
    AND = auto()
    OR = auto()
    NOT = auto()
    OPEN = auto()
    CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Mark:
    sign: Sign
    start: int
    end: int
    leaf: Query | None = None
    words: int = 0


_OPERATORS = {
    "AND": Sign.AND,
    "И": Sign.AND,
    "OR": Sign.OR,
    "ИЛИ": Sign.OR,
    "NOT": Sign.NOT,
    "НЕ": Sign.NOT,
}
_CLOSING = {'"': '"”“', "«": "»", "“": '”"', "„": '“”"', "”": '”"'}
_QUOTES = "".join(_CLOSING) + "»"
_MINUS = "-−"
_JOINERS = frozenset("-‑.&@'’")
_SCHEMES = frozenset({"http", "https", "ftp", "mailto"})
_CHUNK = re.compile(rf"[^\s(){_QUOTES}]+")
_FIELD = re.compile(r"([^\W\d_]{2,20}):")


class Lexer:
    """Reads one query. `text` holds no control characters (see `parser.parse`)."""

    def __init__(self, text: str, problems: Problems) -> None:
        self._text = text
        self._problems = problems
        self._marks: list[Mark] = []
        self._at = 0

    def marks(self) -> list[Mark]:
        while self._at < len(self._text):
            self._step()
        return self._marks

    def _step(self) -> None:
        char = self._text[self._at]
        if char == "(" or char == ")":
            self._put(Sign.OPEN if char == "(" else Sign.CLOSE, self._at, self._at + 1)
            self._at += 1
        elif char in _CLOSING:
            self._quoted(self._at, exact=False)
        elif char.isspace() or char in _QUOTES:
            self._at += 1
        elif char in _MINUS:
            self._minus()
        elif char == "!":
            self._exact()
        else:
            self._chunk(exact=False)

    def _put(self, sign: Sign, start: int, end: int, leaf: Query | None = None, words: int = 0) -> None:
        self._marks.append(Mark(sign, start, end, leaf, words))

    def _minus(self) -> None:
        start = self._at
        while self._at < len(self._text) and self._text[self._at] in _MINUS:
            self._at += 1
        follows = self._text[self._at : self._at + 1]
        if follows and not follows.isspace() and follows != ")":
            self._put(Sign.NOT, start, self._at)

    def _exact(self) -> None:
        while self._text[self._at : self._at + 1] == "!":
            self._at += 1
        follows = self._text[self._at : self._at + 1]
        if follows and follows in _CLOSING:
            self._quoted(self._at, exact=True)
        elif follows and _CHUNK.match(follows):
            self._chunk(exact=True)

    def _closing(self, start: int) -> int | None:
        closers = _CLOSING[self._text[start]]
        return next((at for at in range(start + 1, len(self._text)) if self._text[at] in closers), None)

    def _quoted(self, start: int, *, exact: bool) -> None:
        end = self._closing(start)
        if end is None:
            self._problems.add(Code.UNCLOSED_QUOTE, start, 1)
            self._at = start + 1
            return
        self._at = end + 1
        inner = list(tokenise(self._text[start + 1 : end]))
        if inner:
            self._words(inner, start, end + 1, exact=exact)
        else:
            self._problems.add(Code.EMPTY_PHRASE, start, end + 1 - start)

    def _chunk(self, *, exact: bool) -> None:
        match = _CHUNK.match(self._text, self._at)
        if match is None:  # Cannot happen for the characters `_step` leaves over; moving on is always safe.
            self._at += 1
            return
        start, end, chunk = match.start(), match.end(), match.group()
        self._at = end
        if not exact and chunk in _OPERATORS:
            self._put(_OPERATORS[chunk], start, end)
        elif exact or not self._field(start, end):
            self._plain(start, end, exact=exact)

    def _field(self, start: int, end: int) -> bool:
        match = _FIELD.match(self._text, start, end)
        if match is None:
            return False
        name = field_name(match[1])
        if name is None:
            if match.end() < end and match[1].casefold() not in _SCHEMES:
                self._problems.add(Code.UNKNOWN_FIELD, start, len(match[1]))
            return False
        value = self._text[match.end() : end].rstrip(",;")
        if not value and self._text[end : end + 1] in _CLOSING and end < len(self._text):
            closing = self._closing(end)
            if closing is not None:
                value, end = self._text[end + 1 : closing], closing + 1
                self._at = end
        self._field_leaf(name, value, start, end)
        return True

    def _field_leaf(self, name: str, value: str, start: int, end: int) -> None:
        if not value.strip():
            self._problems.add(Code.MISSING_VALUE, start, end - start)
            return
        values = field_values(name, value)
        if values:
            self._put(Sign.LEAF, start, end, Field(name, values), 1)
        else:
            self._problems.add(Code.BAD_VALUE, start, end - start)

    def _plain(self, start: int, end: int, *, exact: bool) -> None:
        """Words of one chunk; those joined by a hyphen or dot stand together as a phrase."""
        chunk = self._text[start:end]
        tokens = list(tokenise(chunk))
        groups: list[list[Token]] = []
        for token in tokens:
            if groups and chunk[groups[-1][-1].end : token.start] in _JOINERS:
                groups[-1].append(token)
            else:
                groups.append([token])
        starred = self._star(chunk, start, groups)
        for group in groups:
            first, last = start + group[0].start, start + group[-1].end
            if starred and group is groups[-1]:
                self._put(Sign.LEAF, first, last + 1, Prefix(group[0].word), 1)
            else:
                self._words(group, first, last, exact=exact)

    def _star(self, chunk: str, start: int, groups: list[list[Token]]) -> bool:
        """Whether the last word of the chunk is a beginning; stars anywhere else are pointed at and dropped."""
        place = chunk.find("*")
        if place < 0:
            return False
        single = bool(groups) and len(groups[-1]) == 1
        at_end = single and place == groups[-1][0].end and not chunk[place:].strip("*.,;:?!")
        if not at_end:
            self._problems.add(Code.STRAY_STAR, start + place, 1)
        elif len(groups[-1][0].word) < MIN_PREFIX_CHARS:
            self._problems.add(Code.PREFIX_TOO_SHORT, start + groups[-1][0].start, place + 1 - groups[-1][0].start)
            return False
        return at_end

    def _words(self, tokens: list[Token], start: int, end: int, *, exact: bool) -> None:
        if any(token.end - token.start > MAX_WORD_CHARS for token in tokens):
            self._problems.add(Code.WORD_TOO_LONG, start, end - start)
        words = tuple(token.word for token in tokens)
        leaf: Query
        if len(words) > 1:
            leaf = Phrase(words, exact)
        elif exact:
            leaf = Exact(words[0])
        else:
            leaf = Term(words[0])
        self._put(Sign.LEAF, start, end, leaf, len(words))
