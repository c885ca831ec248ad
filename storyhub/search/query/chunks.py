"""Runs of text without blanks, and the insides of quotation marks → words: what stands together by a hyphen, a star at
the end, a tilde at the end, letters of two scripts.
"""

from __future__ import annotations

import re
from dataclasses import replace

from storyhub.search.analysis import Token, normalise, tokenise
from storyhub.search.domain.query import Exact, Fuzzy, Phrase, Prefix, Term
from storyhub.search.query.lookalikes import one_script
from storyhub.search.query.marks import Mark, Sign
from storyhub.search.query.problems import MAX_SLOP, MAX_WORD_CHARS, MIN_FUZZY_CHARS, MIN_PREFIX_CHARS, Code, Problems

_JOINERS = frozenset("-‑.&@'’")
_TRAILING = "*.,;:?!"
_TILDE = re.compile(r"~([0-9]*)[.,;:?!]*\Z")


class Chunks:
    """Reads pieces of one text."""

    def __init__(self, text: str, problems: Problems) -> None:
        self._text = text
        self._problems = problems

    def plain(self, start: int, end: int, *, exact: bool) -> list[Mark]:
        """Words of one run; those joined by a hyphen or dot stand together as a phrase."""
        chunk, tilde = self._without_tilde(start, end)
        groups: list[list[Token]] = []
        for token in self._tokens(start, start + len(chunk)):
            if groups and chunk[groups[-1][-1].end : token.start] in _JOINERS:
                groups[-1].append(token)
            else:
                groups.append([token])
        starred = self._star(chunk, start, groups)
        marks = [self._words(group, start, exact=exact) for group in groups]
        if starred:
            first, last = groups[-1][0].start, groups[-1][-1].end
            marks[-1] = Mark(Sign.LEAF, start + first, start + last + 1, Prefix(groups[-1][0].word), 1)
        if tilde is not None:
            self._fuzzy(marks, groups, start + len(chunk), tilde, starred=starred)
        return marks

    def quoted(self, start: int, end: int, *, exact: bool, slop: int) -> Mark | None:
        """The phrase between the places, quotation marks not counted; None without a word."""
        tokens = self._tokens(start, end)
        return self._words(tokens, start, exact=exact, slop=slop) if tokens else None

    def slop(self, at: int) -> tuple[int, int]:
        """`~3` at a place: (how many words may stand between, where it ends)."""
        match = re.compile(r"~([0-9]{1,9})").match(self._text, at)
        if match is None:
            return 0, at
        slop = int(match[1])
        if slop > MAX_SLOP:
            self._problems.add(Code.SLOP_TOO_LARGE, at, match.end() - at)
        return min(slop, MAX_SLOP), match.end()

    def _tokens(self, start: int, end: int) -> list[Token]:
        """The words between two places, counted from the first; look-alikes of the other script are put right."""
        piece = self._text[start:end]
        tokens: list[Token] = []
        for token in tokenise(piece):
            raw = piece[token.start : token.end]
            if (meant := one_script(raw)) != raw:
                token = replace(token, word=normalise(meant))
                self._problems.add(Code.MIXED_SCRIPTS, start + token.start, token.end - token.start, read=token.word)
            tokens.append(token)
        return tokens

    def _without_tilde(self, start: int, end: int) -> tuple[str, str | None]:
        """The run without `~1` at its end, and the digits; tildes anywhere else are pointed at and part words."""
        chunk = self._text[start:end]
        match = _TILDE.search(chunk)
        body = chunk[: match.start()] if match else chunk
        if (stray := body.find("~")) >= 0:
            self._problems.add(Code.STRAY_TILDE, start + stray, 1)
        return body, match[1] if match else None

    def _fuzzy(self, marks: list[Mark], groups: list[list[Token]], place: int, digits: str, *, starred: bool) -> None:
        leaf = marks[-1].leaf if marks else None
        if starred or not isinstance(leaf, Term | Exact) or groups[-1][0].end != place - marks[-1].start + groups[-1][0].start:
            self._problems.add(Code.STRAY_TILDE, place, 1)
        elif len(leaf.word) < MIN_FUZZY_CHARS:
            self._problems.add(Code.FUZZY_TOO_SHORT, marks[-1].start, place + 1 - marks[-1].start)
        elif digits.strip("0") or not digits:
            if digits not in ("", "1"):
                self._problems.add(Code.FUZZY_TOO_FAR, place, 1 + len(digits))
            marks[-1] = replace(marks[-1], end=place + 1 + len(digits), leaf=Fuzzy(leaf.word))

    def _star(self, chunk: str, start: int, groups: list[list[Token]]) -> bool:
        """Whether the last word of the chunk is a beginning; stars anywhere else are pointed at and dropped."""
        place = chunk.find("*")
        if place < 0:
            return False
        single = bool(groups) and len(groups[-1]) == 1
        at_end = single and place == groups[-1][0].end and not chunk[place:].strip(_TRAILING)
        if not at_end:
            self._problems.add(Code.STRAY_STAR, start + place, 1)
        elif len(groups[-1][0].word) < MIN_PREFIX_CHARS:
            self._problems.add(Code.PREFIX_TOO_SHORT, start + groups[-1][0].start, place + 1 - groups[-1][0].start)
            return False
        return at_end

    def _words(self, tokens: list[Token], start: int, *, exact: bool, slop: int = 0) -> Mark:
        first, last = start + tokens[0].start, start + tokens[-1].end
        if any(token.end - token.start > MAX_WORD_CHARS for token in tokens):
            self._problems.add(Code.WORD_TOO_LONG, first, last - first)
        words = tuple(token.word for token in tokens)
        single = Exact(words[0]) if exact else Term(words[0])
        return Mark(Sign.LEAF, first, last, Phrase(words, exact, slop) if len(words) > 1 else single, len(words))
