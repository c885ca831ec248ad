"""Rows of words that stand for one another, and queries widened by them. Exact forms, phrases, beginnings and excluded words stay as
they were typed; a row is met by any form of its words.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from storyhub.search.analysis import lemmas, tokenise
from storyhub.search.domain.query import And, Exact, Or, Phrase, Query, Related, Term, disjunction, wanted

OWN = Path(__file__).parent / "glossary.toml"
# Another word counts a quarter of the word itself: a text with the word always beats a like one with the other.
WEIGHT = 0.25
MOST_A_WORD = 3
MOST = 12
MAX_ROW = 8


@dataclass(frozen=True, slots=True)
class Widened:
    query: Query
    also: tuple[str, ...]


class Glossary:
    """All rows of an instance."""

    def __init__(self, rows: Iterable[Sequence[str]]) -> None:
        self._rows: dict[tuple[str, ...], list[str]] = {}
        for row in rows:
            for entry in row[:MAX_ROW]:
                others = self._rows.setdefault(_key(entry), [])
                others += [other for other in row[:MAX_ROW] if other != entry and other not in others]

    @classmethod
    def load(cls, added: Path) -> Glossary:
        """The project's own rows and those an operator wrote, whose file may be missing. Raises: ValueError when it is no TOML."""
        rows = tomllib.loads(OWN.read_text(encoding="utf-8"))["rows"]
        if added.exists():
            rows += tomllib.loads(added.read_text(encoding="utf-8")).get("rows", [])
        return cls(rows)

    def widened(self, query: Query) -> Widened | None:
        """The query with other words beside its own, or None when there are none."""
        widening = _Widening(self._rows, {_key(leaf.word) for leaf in wanted(query) if isinstance(leaf, Term | Exact)})
        wide = widening.wide(query)
        return Widened(wide, tuple(widening.also)) if widening.also else None


class _Widening:
    """One query being widened; words it holds itself are not added again."""

    def __init__(self, rows: Mapping[tuple[str, ...], Sequence[str]], own: set[tuple[str, ...]]) -> None:
        self._rows = rows
        self._own = own
        self.also: list[str] = []

    def wide(self, query: Query) -> Query:
        match query:
            case Term(word):
                return disjunction([query, *self._others([(lemma,) for lemma in lemmas(word)])])
            case And(parts):
                return And(tuple(self.wide(part) for part in parts))
            case Or(parts):
                words = [part.word if isinstance(part, Term) else "" for part in parts]
                together = [_key(f"{one} {next_one}") for one, next_one in pairwise(words) if one and next_one]
                return disjunction([*(self.wide(part) for part in parts), *self._others(together)])
            case _:
                return query

    def _others(self, keys: Sequence[tuple[str, ...]]) -> list[Query]:
        """What stands for these words, as far as the budget goes."""
        found: list[Query] = []
        for other in dict.fromkeys(other for key in keys for other in self._rows.get(key, ())):
            if len(found) < MOST_A_WORD and len(self.also) < MOST and other not in self.also and _key(other) not in self._own:
                self.also.append(other)
                found.append(Related(_leaf(other), WEIGHT))
        return found


def _key(entry: str) -> tuple[str, ...]:
    return tuple(lemmas(token.word)[0] for token in tokenise(entry))


def _leaf(entry: str) -> Query:
    words = tuple(token.word for token in tokenise(entry))
    return Term(words[0]) if len(words) == 1 else Phrase(words)
