"""The fields a query may name, their Russian names, and how their values are written: `law:12`, `закон:P-7`,
`year:2024..2026`.
"""

from __future__ import annotations

import re
from typing import Final

from storyhub.search.query.problems import MAX_FIELD_VALUES
from storyhub.search.query.values import value_meant

_NAMES: Final = {
    "law": "law",
    "закон": "law",
    "stage": "stage",
    "этап": "stage",
    "стадия": "stage",
    "sector": "sector",
    "отрасль": "sector",
    "lang": "lang",
    "язык": "lang",
    "org": "org",
    "компания": "org",
    "year": "year",
    "год": "year",
    "kind": "kind",
    "вид": "kind",
    "polarity": "polarity",
    "полярность": "polarity",
    "group": "group",
    "группа": "group",
    "state": "state",
    "статус": "state",
    "grade": "grade",
    "оценка": "grade",
}
_LAW = re.compile(r"#?([0-9]{1,6})")
_PROPOSAL = re.compile(r"[pPрРпП]-?([0-9]{1,6})")
_YEARS = re.compile(r"([0-9]{4})?(\.\.)?([0-9]{4})?")
_QUOTES = frozenset('"«»“”„')
FIRST_YEAR, LAST_YEAR = 1900, 2100


def field_name(typed: str) -> str | None:
    """The facet a typed name stands for, or None."""
    return _NAMES.get(typed.casefold())


def field_values(name: str, typed: str) -> tuple[str, ...]:
    """The values meant by the text after the colon; empty when it cannot be one.

    >>> field_values("law", "12,р7")
    ('12', 'P-7')
    >>> field_values("year", "2024..2026")
    ('2024', '2025', '2026')
    >>> field_values("kind", "закон,история")
    ('law', 'story')
    """
    if name == "year":
        ranges = [_years(piece.strip()) for piece in typed.split(",")[:MAX_FIELD_VALUES]]
        return tuple(sorted({year for found in ranges for year in found})) if all(ranges) else ()
    values: list[str] = []
    for piece in typed.split(",")[:MAX_FIELD_VALUES]:
        plain = "".join(char for char in piece if char not in _QUOTES).strip()
        value = _law(plain) if name == "law" else value_meant(name, plain.casefold())
        if value:
            values.append(value)
    return tuple(dict.fromkeys(values))


def _law(typed: str) -> str:
    if match := _LAW.fullmatch(typed):
        return str(int(match[1]))
    if match := _PROPOSAL.fullmatch(typed):
        return f"P-{int(match[1])}"
    return ""


def _years(typed: str) -> tuple[str, ...]:
    match = _YEARS.fullmatch(typed)
    if match is None or not (match[1] or match[3]) or (match[1] and match[3] and not match[2]):
        return ()
    first = int(match[1] or FIRST_YEAR)
    last = int(match[3] or (LAST_YEAR if match[2] else first))
    first, last = min(first, last), max(first, last)
    return tuple(str(year) for year in range(max(first, FIRST_YEAR), min(last, LAST_YEAR) + 1))
