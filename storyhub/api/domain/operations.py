"""What the API can do, said once: requests are checked by it, answers shaped by it, the document and the page made of it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time
from email.utils import format_datetime
from typing import Any

from storyhub.api.domain.token import Scope

# Every address may answer so.
ALWAYS = frozenset({400, 406, 414, 429, 500, 503})
_NAME = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Deprecated:
    """From `since` on there is something better; after `sunset` the address answers 410. `instead` is the path to take."""

    since: date
    sunset: date
    instead: str

    def headers(self, address: str) -> dict[str, str]:
        """RFC 9745 and RFC 8594. `address` is the whole one of `instead`."""
        return {
            "Deprecation": f"@{int(_midnight(self.since).timestamp())}",
            "Sunset": format_datetime(_midnight(self.sunset), usegmt=True),
            "Link": f'<{address}>; rel="successor-version"',
        }

    def is_over(self, today: date) -> bool:
        return today > self.sunset


@dataclass(frozen=True, slots=True)
class Operation:
    """One method of one address. `summary` and `about` are texts in the reader's language; `asked`, `carried` (headers), `body` and
    `answer` dataclasses; `may` the refusals besides those that follow from the rest.
    """

    ident: str
    method: str
    path: str
    group: str
    summary: object
    answer: type | None
    status: int = 200
    about: object = ""
    asked: type | None = None
    carried: type | None = None
    body: type | None = None
    scope: Scope | None = None
    may: frozenset[int] = field(default_factory=frozenset)
    deprecated: Deprecated | None = None

    @property
    def places(self) -> tuple[str, ...]:
        """The names in the address."""
        return tuple(_NAME.findall(self.path))

    @property
    def refusals(self) -> tuple[int, ...]:
        """Every status of an answer that is not the one asked for."""
        found = set(ALWAYS | self.may)
        found |= {422}
        found |= {404} if self.places else set()
        found |= {401, 403} if self.scope else {401}
        found |= {413, 415} if self.body else set()
        found |= {410} if self.deprecated else set()
        return tuple(sorted(found))


Operations = list[Operation]


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), UTC)


def header_name(field_name: str) -> str:
    """
    >>> header_name("idempotency_key")
    'Idempotency-Key'
    """
    return "-".join(part.capitalize() for part in field_name.split("_"))


def named(values: dict[str, Any]) -> dict[str, Any]:
    """Without what is empty."""
    return {name: value for name, value in values.items() if value not in (None, "", [], {})}
