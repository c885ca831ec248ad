"""What a text may hold before Markdown sees it. It must not know Markdown's rules exactly, only what they cost.

Markdown's time grows with the square of some of these counts, and 8,000 opening brackets take seconds. Each limit lies
far above anything in 16,937 real stories and low enough that no text of 20,000 characters found so far takes a second
within all of them; the watchdog of `Renderer` stands behind that.
"""

import re
from collections.abc import Iterator

from storyhub.kit.text.problems import TextProblem, TextProblemCode

MAX_LINES = 1_500
MAX_COLUMNS = 12
MAX_ROWS = 100
MAX_NESTING = 10
MAX_INDENT = 4 * MAX_NESTING + 4
MAX_RUN = 300
# Each opening bracket is followed to the bracket that closes it, or to the end of its block: characters read in all.
MAX_BRACKET_REACH = 400_000

_TOTALS: dict[str, tuple[re.Pattern[str], int]] = {
    "brackets": (re.compile(r"\["), 200),
    "link_targets": (re.compile(r"\]\("), 100),
    "declarations": (re.compile(r"<!|!\["), 50),
    "parentheses": (re.compile(r"\("), 1_000),
    "angles": (re.compile(r"<"), 1_000),
    "ampersands": (re.compile(r"&"), 2_000),
    "backslashes": (re.compile(r"\\"), 2_000),
    "emphasis": (re.compile(r"\*+|_+"), 1_000),
    "backticks": (re.compile(r"`+"), 500),
    "headings": (re.compile(r"^[ >]*#{1,6} ", re.MULTILINE), 200),
    "rules": (re.compile(r"^[ >]*(?:=+|-[- ]*|\*[* ]*|_[_ ]*)$", re.MULTILINE), 100),
    "fences": (re.compile(r"^[ >]*(?:```|~~~)", re.MULTILINE), 100),
    "list_items": (re.compile(r"^[ >]*(?:[-*+]|[0-9]+\.)[ \t]", re.MULTILINE), 500),
    "quotes": (re.compile(r"^[ ]*>", re.MULTILINE), 500),
    "definitions": (re.compile(r"\]:"), 50),
}
_EMPHASIS_RUN = re.compile(rf"\*{{{MAX_RUN + 1}}}|_{{{MAX_RUN + 1}}}|`{{{MAX_RUN + 1}}}")
_CONTAINER = re.compile(r"[ \t]*(?:>|[-*+](?=[ \t])|[0-9]+\.(?=[ \t]))")
_BLOCK_END = re.compile(r"\n[^\S\n]*\n")
_BRACKET = re.compile(r"[\[\]]")
_TABLE_RULE = re.compile(r"^(?=[^\n]*\|)[^\w\n]+$", re.MULTILINE)


def check_limits(source: str) -> None:
    """Refuse a cleaned text that Markdown would take too long over. Takes milliseconds itself.

    Raises: TextProblem (`too_complex`, with the limit's name, its maximum and the count)
    """
    for name, (pattern, most) in _TOTALS.items():
        _at_most(name, most, _count(pattern, source, most))
    if _EMPHASIS_RUN.search(source):
        raise TextProblem(TextProblemCode.TOO_COMPLEX, limit="run", max=MAX_RUN)
    lines = source.split("\n")
    _at_most("lines", MAX_LINES, sum(not line.isspace() and line != "" for line in lines))
    _at_most("nesting", MAX_NESTING, max(map(_nesting, lines)))
    _check_tables(source, lines)
    _at_most("bracket_reach", MAX_BRACKET_REACH, sum(map(_bracket_reach, _BLOCK_END.split(source))))


def _check_tables(source: str, lines: list[str]) -> None:
    """Count cells only where a line could make a table of the others: people separate words with bars, too."""
    rules = _count(_TABLE_RULE, source, MAX_ROWS)
    if not rules:
        return
    rows = [line.count("|") for line in lines if "|" in line]
    _at_most("table_rows", MAX_ROWS + 2, len(rows))
    _at_most("table_columns", MAX_COLUMNS, max(rows) - 1)


def _bracket_reach(block: str) -> int:
    opened: list[int] = []
    reach = 0
    for found in _BRACKET.finditer(block):
        if found.group() == "[":
            opened.append(found.start())
        elif opened:
            reach += found.start() - opened.pop()
    return reach + sum(len(block) - start for start in opened)


def _nesting(line: str) -> int:
    """Containers opened at the start of a line (quotes, list items), counting the indent of an inner list."""
    depth = position = 0
    indent = len(line) - len(line.lstrip(" \t"))
    while depth <= MAX_NESTING and (found := _CONTAINER.match(line, position)):
        depth += 1
        position = found.end()
    if depth == 0:
        return 0
    return depth if indent <= MAX_INDENT else MAX_NESTING + 1


def _count(pattern: re.Pattern[str], source: str, most: int) -> int:
    """Count matches, but not far beyond what is allowed."""
    return sum(1 for _ in _first(pattern, source, most + 1))


def _first(pattern: re.Pattern[str], source: str, number: int) -> Iterator[re.Match[str]]:
    for found, _ in zip(pattern.finditer(source), range(number), strict=False):
        yield found


def _at_most(name: str, most: int, count: int) -> None:
    if count > most:
        raise TextProblem(TextProblemCode.TOO_COMPLEX, limit=name, max=most, count=count)
