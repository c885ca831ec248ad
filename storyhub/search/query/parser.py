"""The grammar, and marks → tree by recursive descent, no deeper than five levels.

    query    = group
    group    = { chain }                         side by side: alternatives, ranked; fields and exclusions narrow the rest
    chain    = both { OR both }                  OR | ИЛИ
    both     = one { AND one }                   AND | И; binds tighter than OR
    one      = { NOT } ( leaf | "(" group ")" )  NOT | НЕ | a minus before the word
    leaf     = word | "!" word | word "*" | word "~" [ "1" ] | phrase | "!" phrase | field
    phrase   = quote word { word } quote [ "~" number ] | word { joiner word }
    field    = name ":" value { "," value }      names in `fields`, words for values in `values`
    value    = bare | quote text quote | [ year ] ".." [ year ]
    quote    = '"' | "«" | "»" | "“" | "”" | "„";   joiner = "-" | "." | "&" | "@" | "'"

Whatever is broken is pointed at and left out. `writing.write` turns a tree back into text.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from storyhub.search.analysis import is_stopword
from storyhub.search.domain.query import (
    And,
    Aside,
    Every,
    Exact,
    Field,
    Fuzzy,
    Leaf,
    Not,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    conjunction,
    disjunction,
    negation,
    wanted,
)
from storyhub.search.query.cleaning import readable
from storyhub.search.query.lexer import Lexer
from storyhub.search.query.marks import Mark, Sign
from storyhub.search.query.problems import MAX_CHARS, MAX_DEPTH, MAX_FUZZY, MAX_TERMS, Code, Problem, Problems


@dataclass(frozen=True, slots=True)
class Parsed:
    """A query that can always be run, what was wrong with it, and the words looked for (not the excluded ones), as
    typed.
    """

    query: Query
    problems: tuple[Problem, ...]
    words: tuple[str, ...]


def parse(text: str) -> Parsed:
    """Reads a query. Never raises; places count code points of `text`.

    >>> parse("возврат -билет law:12").query
    And(parts=(Term(word='возврат'), Field(name='law', values=('12',)), Not(part=Term(word='билет'))))
    """
    clean = readable(text)
    problems = Problems(text, clean.places)
    if len(text) > MAX_CHARS:
        problems.add_typed(Code.TOO_LONG, MAX_CHARS, len(text) - MAX_CHARS)
    marks = _balanced(_affordable(Lexer(clean.text, problems).marks(), problems), problems)
    query = _Descent(marks, problems).query()
    if isinstance(query, Every) and text[:MAX_CHARS].strip():
        problems.add_typed(Code.NO_WORDS, 0, len(text))
    return Parsed(query, problems.in_order(), _typed_words(query))


def marks_of(text: str) -> list[Mark]:
    """The marks of a text that is readable already, complaints left out: for whoever wants to know where each word stands."""
    return Lexer(text, Problems(text, range(len(text) + 1))).marks()


def _typed_words(query: Query) -> tuple[str, ...]:
    words: list[str] = []
    for leaf in wanted(query):
        match leaf:
            case Term(word) | Exact(word) | Prefix(word) | Fuzzy(word):
                words.append(word)
            case Phrase(several):
                words.extend(several)
    return tuple(dict.fromkeys(words))


def _affordable(marks: list[Mark], problems: Problems) -> list[Mark]:
    """The marks within the budget of words; one prefix and three fuzzy words only, the others become plain words."""
    kept: list[Mark] = []
    words, prefixes, fuzzies = 0, 0, 0
    for mark in marks:
        if words + mark.words > MAX_TERMS:
            problems.add(Code.TOO_MANY_TERMS, mark.start, mark.end - mark.start, once=True)
            continue
        words += mark.words
        match mark.leaf:
            case Prefix(word):
                prefixes += 1
                over = Code.ONE_PREFIX if prefixes > 1 else None
            case Fuzzy(word):
                fuzzies += 1
                over = Code.FEW_FUZZY if fuzzies > MAX_FUZZY else None
            case _:
                over, word = None, ""
        if over is not None:
            problems.add(over, mark.start, mark.end - mark.start)
            mark = replace(mark, leaf=Term(word))
        kept.append(mark)
    return kept


def _balanced(marks: list[Mark], problems: Problems) -> list[Mark]:
    """The marks with every parenthesis paired and none deeper than allowed."""
    kept: list[Mark | None] = []
    opened: list[int | None] = []  # where in `kept` each open parenthesis stands; None for one that was dropped
    for mark in marks:
        if mark.sign is Sign.OPEN:
            if sum(place is not None for place in opened) >= MAX_DEPTH:
                problems.add(Code.TOO_DEEP, mark.start, 1, once=True)
                opened.append(None)
                continue
            opened.append(len(kept))
        elif mark.sign is Sign.CLOSE:
            if not opened:
                problems.add(Code.STRAY_CLOSE, mark.start, 1)
                continue
            if opened.pop() is None:
                continue
        kept.append(mark)
    for place in opened:
        if place is not None and (unclosed := kept[place]) is not None:
            problems.add(Code.UNCLOSED_GROUP, unclosed.start, 1)
            kept[place] = None
    return [mark for mark in kept if mark is not None]


class _Descent:
    """Recursive descent; `_group`, `_chain`, `_joined` and `_one` are the rules of the grammar above."""

    def __init__(self, marks: list[Mark], problems: Problems) -> None:
        self._marks = marks
        self._problems = problems
        self._at = 0

    def query(self) -> Query:
        return self._group() or Every()

    def _sign(self) -> Sign | None:
        return self._marks[self._at].sign if self._at < len(self._marks) else None

    def _dangling(self, mark: Mark) -> None:
        self._problems.add(Code.DANGLING_OPERATOR, mark.start, mark.end - mark.start)

    def _group(self) -> Query | None:
        chains: list[Query] = []
        while (sign := self._sign()) is not None and sign is not Sign.CLOSE:
            if sign in (Sign.AND, Sign.OR):
                self._dangling(self._marks[self._at])
                self._at += 1
            elif (chain := self._chain()) is not None:
                chains.append(chain)
        return _combined(chains) if chains else None

    def _chain(self) -> Query | None:
        return self._joined(Sign.OR)

    def _joined(self, operator: Sign) -> Query | None:
        """Operands joined by one operator; an operator with nothing on one side is pointed at and ignored."""
        operand = self._chain_operand(operator)
        parts: list[Query] = [operand] if operand is not None else []
        while self._sign() is operator:
            mark = self._marks[self._at]
            self._at += 1
            if self._sign() not in (Sign.LEAF, Sign.OPEN, Sign.NOT):
                self._dangling(mark)
                continue
            operand = self._chain_operand(operator)
            if operand is not None:
                parts.append(operand)
        if not parts:
            return None
        return disjunction(parts) if operator is Sign.OR else conjunction(parts)

    def _chain_operand(self, operator: Sign) -> Query | None:
        return self._joined(Sign.AND) if operator is Sign.OR else self._one()

    def _one(self) -> Query | None:
        refused: list[Mark] = []
        while self._sign() is Sign.NOT:
            refused.append(self._marks[self._at])
            self._at += 1
        if self._sign() not in (Sign.LEAF, Sign.OPEN):
            for mark in refused:
                self._dangling(mark)
            return None
        mark = self._marks[self._at]
        self._at += 1
        if mark.sign is Sign.LEAF:
            found = mark.leaf
        else:
            found = self._group()
            if found is None:
                self._problems.add(Code.EMPTY_GROUP, mark.start, 1)
            self._at += 1  # the closing parenthesis: `_balanced` made sure of it
        if found is None:
            return None
        return negation(found) if len(refused) % 2 else found


def _combined(chains: list[Query]) -> Query:
    words = [chain for chain in chains if not isinstance(chain, Not) and not selects(chain)]
    parts: list[Query] = [_looked_for(words)] if words else []
    parts += [chain for chain in chains if selects(chain)]
    parts += [chain for chain in chains if isinstance(chain, Not)]
    return conjunction(parts)


def _looked_for(words: Sequence[Query]) -> Query:
    """Any of the words. Beside words of weight those that are too common stand aside, unless nothing but OR joins them."""
    if all(map(_too_common, words)):
        return disjunction(words)
    either = disjunction([_aside(word) for word in words])
    if not isinstance(either, Or) or not any(isinstance(part, Aside) for part in either.parts):
        return either
    if all(isinstance(part, Leaf | Aside) for part in either.parts):
        return disjunction([_aside(part) for part in either.parts])
    return disjunction([part for part in either.parts if not isinstance(part, Aside)])  # Of no use beside whole conditions.


def _aside(query: Query) -> Query:
    return Aside(query.word) if isinstance(query, Term) and _too_common(query) else query


def _too_common(query: Query) -> bool:
    return isinstance(query, Term) and is_stopword(query.word)


def selects(query: Query) -> bool:
    """Whether a part only selects by fields and so narrows the rest."""
    if isinstance(query, And | Or):
        return all(selects(part.part if isinstance(part, Not) else part) for part in query.parts)
    return isinstance(query, Field)
