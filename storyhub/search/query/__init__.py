"""The query language: text → tree and problems, never an exception. Knows no engine and no human words."""

from storyhub.search.domain.query import (
    And,
    Every,
    Exact,
    Field,
    Fuzzy,
    Not,
    Nothing,
    Or,
    Phrase,
    Prefix,
    Query,
    Term,
    wanted,
)
from storyhub.search.query.parser import Parsed, parse
from storyhub.search.query.problems import Code, Problem
from storyhub.search.query.writing import write

__all__ = [
    "And",
    "Code",
    "Every",
    "Exact",
    "Field",
    "Fuzzy",
    "Not",
    "Nothing",
    "Or",
    "Parsed",
    "Phrase",
    "Prefix",
    "Problem",
    "Query",
    "Term",
    "parse",
    "wanted",
    "write",
]
