"""The query language: text → tree and problems, never an exception. Knows no engine and no human words."""

from storyhub.search.domain.query import (
    And,
    Every,
    Exact,
    Field,
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

__all__ = [
    "And",
    "Code",
    "Every",
    "Exact",
    "Field",
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
]
