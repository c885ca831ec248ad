"""Tree → text: what a reader would type to ask the same. `parse(write(tree)).query == tree` for every tree that `parse`
gives. Of two ways of writing (words side by side, or operators) the one with fewer brackets is taken.
"""

from __future__ import annotations

from dataclasses import dataclass

from storyhub.search.analysis import is_stopword
from storyhub.search.domain.query import And, Exact, Field, Fuzzy, Leaf, Not, Or, Phrase, Prefix, Query, Term
from storyhub.search.query.parser import selects


@dataclass(frozen=True, slots=True)
class _Written:
    """`group` stands alone or in brackets, `chain` beside others, `operand` between operators; with the depth of brackets of each."""

    group: tuple[int, str]
    chain: tuple[int, str]
    operand: tuple[int, str]


def write(query: Query) -> str:
    """The query in the reader's language; nothing for `Every` and `Nothing`.

    >>> from storyhub.search.query import parse
    >>> write(parse("возврат «мне деньги» -билет law:12").query)
    'возврат "мне деньги" law:12 -билет'
    """
    return _written(query).group[1]


def _written(query: Query) -> _Written:
    match query:
        case Or(parts):
            operands = [_written(part).operand for part in parts]
            chain = _joined(operands, " OR ")
            side_by_side = _joined(operands, " ") if _may_lie_open(parts) else chain
            return _Written(side_by_side, chain, _bracketed(side_by_side))
        case And(parts):
            return _conjunction(parts)
        case Not(part):
            refused = _written(part)
            depth, text = refused.operand if not isinstance(part, And) else _bracketed(refused.group)
            return _same((depth, f"-{text}"))
        case _:
            return _same((0, _leaf(query)))


def _conjunction(parts: tuple[Query, ...]) -> _Written:
    explicit = _joined([_factor(part) for part in parts], " AND ")
    if not _narrows(parts):
        return _Written(explicit, explicit, explicit)
    first = _written(parts[0])
    beside = [first.group if isinstance(parts[0], Or) else first.chain, *(_written(part).chain for part in parts[1:])]
    group = min(_joined(beside, " "), explicit, key=lambda written: written[0])
    operand = min(_bracketed(group), explicit, key=lambda written: written[0])
    return _Written(group, operand, operand)


def _factor(part: Query) -> tuple[int, str]:
    """A part between two ANDs: anything that binds less tightly needs brackets."""
    written = _written(part)
    return _bracketed(written.group) if isinstance(part, And) else written.operand


def _narrows(parts: tuple[Query, ...]) -> bool:
    """Whether the parts stand in the order in which words, fields and exclusions side by side are read."""
    ranks = [2 if isinstance(part, Not) else 1 if selects(part) else 0 for part in parts]
    return ranks == sorted(ranks) and ranks.count(0) <= 1


def _may_lie_open(parts: tuple[Query, ...]) -> bool:
    """Whether words can stand side by side without OR: of stop-words beside other words nothing would be left."""
    if not all(isinstance(part, Leaf) for part in parts):
        return False
    weightless = [isinstance(part, Term) and is_stopword(part.word) for part in parts]
    return all(weightless) or not any(weightless)


def _leaf(query: Query) -> str:
    match query:
        case Term(word):
            return word
        case Exact(word):
            return f"!{word}"
        case Prefix(stem):
            return f"{stem}*"
        case Fuzzy(word):
            return f"{word}~"
        case Phrase(words, exact, slop):
            return f'{"!" if exact else ""}"{" ".join(words)}"{f"~{slop}" if slop else ""}'
        case Field(name, values):
            return f"{name}:{_values(name, values)}"
        case _:
            return ""


def _values(name: str, values: tuple[str, ...]) -> str:
    if name == "year":
        return ",".join(_years(sorted(int(value) for value in values)))
    return ",".join(value if _is_bare(value) else f'"{value}"' for value in values)


def _years(years: list[int]) -> list[str]:
    """Neighbours as ranges."""
    runs: list[list[int]] = []
    for year in years:
        if runs and year == runs[-1][-1] + 1:
            runs[-1].append(year)
        else:
            runs.append([year])
    return [str(run[0]) if len(run) == 1 else f"{run[0]}..{run[-1]}" for run in runs]


def _is_bare(value: str) -> bool:
    return not any(char.isspace() or char in "()" for char in value) and value == value.rstrip(",;")


def _same(written: tuple[int, str]) -> _Written:
    return _Written(written, written, written)


def _joined(written: list[tuple[int, str]], between: str) -> tuple[int, str]:
    return max(depth for depth, _ in written), between.join(text for _, text in written)


def _bracketed(written: tuple[int, str]) -> tuple[int, str]:
    return written[0] + 1, f"({written[1]})"
