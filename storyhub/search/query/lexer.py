"""Query text → flat marks. Linear in the text."""

from __future__ import annotations

import re

from storyhub.search.domain.query import Field, Query
from storyhub.search.query.chunks import Chunks
from storyhub.search.query.fields import field_name, field_values
from storyhub.search.query.marks import Mark, Sign
from storyhub.search.query.problems import Code, Problems

_OPERATORS = {
    "AND": Sign.AND,
    "И": Sign.AND,
    "OR": Sign.OR,
    "ИЛИ": Sign.OR,
    "NOT": Sign.NOT,
    "НЕ": Sign.NOT,
}
_CLOSING = {'"': '"”“', "«": "»", "“": '”"', "„": '“”"', "”": '”"'}
QUOTES = "".join(_CLOSING) + "»"
_MINUS = "-−"
_SCHEMES = frozenset({"http", "https", "ftp", "mailto"})
_CHUNK = re.compile(rf"[^\s(){QUOTES}]+")
_FIELD = re.compile(r"([^\W\d_]{2,20}):")


class Lexer:
    """Reads one query. `text` is readable (see `cleaning`)."""

    def __init__(self, text: str, problems: Problems) -> None:
        self._text = text
        self._problems = problems
        self._chunks = Chunks(text, problems)
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
        elif char.isspace() or char in QUOTES:
            self._at += 1
        elif char in _MINUS:
            self._minus()
        elif char == "!":
            self._exact()
        else:
            self._chunk(exact=False)

    def _put(self, sign: Sign, start: int, end: int, leaf: Query | None = None, words: int = 0) -> None:
        self._marks.append(Mark(sign, start, end, leaf, words))

    def _next(self, at: int) -> str:
        return self._text[at : at + 1]

    def _minus(self) -> None:
        start = self._at
        while self._next(self._at) and self._next(self._at) in _MINUS:
            self._at += 1
        follows = self._next(self._at)
        if follows and not follows.isspace() and follows != ")":
            self._put(Sign.NOT, start, self._at)

    def _exact(self) -> None:
        while self._next(self._at) == "!":
            self._at += 1
        follows = self._next(self._at)
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
        slop, self._at = self._chunks.slop(end + 1)
        mark = self._chunks.quoted(start + 1, end, exact=exact, slop=slop)
        if mark is None:
            self._problems.add(Code.EMPTY_PHRASE, start, end + 1 - start)
        else:
            self._put(Sign.LEAF, start, self._at, mark.leaf, mark.words)

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
            self._marks.extend(self._chunks.plain(start, end, exact=exact))

    def _field(self, start: int, end: int) -> bool:
        match = _FIELD.match(self._text, start, end)
        if match is None:
            return False
        name = field_name(match[1])
        if name is None:
            if match.end() < end and match[1].casefold() not in _SCHEMES:
                self._problems.add(Code.UNKNOWN_FIELD, start, len(match[1]))
            return False
        value, self._at = self._value(match.end())
        if not value.strip(" ,;"):
            self._problems.add(Code.MISSING_VALUE, start, self._at - start)
        elif values := field_values(name, value.rstrip(",;")):
            self._put(Sign.LEAF, start, self._at, Field(name, values), 1)
        else:
            self._problems.add(Code.BAD_VALUE, start, self._at - start)
        return True

    def _value(self, at: int) -> tuple[str, int]:
        """The text after a colon and where it ends: bare or quoted values with commas between them."""
        pieces: list[str] = []
        while char := self._next(at):
            if char in _CLOSING and (not pieces or pieces[-1].endswith(",")):
                closing = self._closing(at)
                if closing is None:
                    break
                pieces.append(self._text[at + 1 : closing])
                at = closing + 1
                if self._next(at) != ",":
                    break
            else:
                match = _CHUNK.match(self._text, at)
                if match is None:
                    break
                pieces.append(match.group())
                at = match.end()
        return "".join(pieces), at
