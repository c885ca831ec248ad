"""A fake outbox that keeps the real one's rules, and a feature with stories in a dict."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from storyhub.kit.outbox import Claim
from storyhub.search.domain.document import Document
from tests.search.documents import make_document

NOW = datetime(2026, 5, 1, tzinfo=UTC)


class FakeOutbox:
    """Rows in memory; a row recorded again while claimed keeps its place with a higher version."""

    def __init__(self) -> None:
        self.rows: dict[tuple[str, str], Claim] = {}
        self.leased: dict[tuple[str, str], datetime] = {}
        self.errors: list[str] = []
        self._next = 0

    def record(self, kind: str, key: str) -> None:
        self._next += 1
        before = self.rows.get((kind, key))
        self.rows[kind, key] = (
            replace(before, version=before.version + 1) if before else Claim(self._next, kind, key, 1, 0)
        )

    def claim(self, prefix: str, *, limit: int, now: datetime, lease_s: int = 60) -> list[Claim]:
        free = [
            row
            for place, row in self.rows.items()
            if row.kind.startswith(prefix) and self.leased.get(place, now) <= now
        ]
        chosen = sorted(free, key=lambda row: row.id)[:limit]
        self.leased.update({(row.kind, row.key): now + timedelta(seconds=lease_s) for row in chosen})
        return chosen

    def forget(self, claims: Sequence[Claim]) -> None:
        for claimed in claims:
            self.leased.pop((claimed.kind, claimed.key), None)
            if self.rows[claimed.kind, claimed.key].version == claimed.version:
                del self.rows[claimed.kind, claimed.key]

    def retry(self, claims: Sequence[Claim], *, error: str, now: datetime) -> None:
        for claimed in claims:
            self.errors.append(error)
            place = (claimed.kind, claimed.key)
            self.rows[place] = replace(self.rows[place], attempts=claimed.attempts + 1)
            self.leased[place] = now + timedelta(seconds=2)

    def postpone(self, claims: Sequence[Claim], *, until: datetime) -> None:
        self.leased.update({(claimed.kind, claimed.key): until for claimed in claims})


class Shop:
    """A feature with stories in a dict, and hooks to make trouble."""

    def __init__(self) -> None:
        self.stories: dict[str, Document] = {}
        self.on_build: Callable[[str], None] = lambda key: None

    def put(self, key: str, text: str, **over: object) -> None:
        before = self.stories.get(key)
        revision = before.revision + 1 if before else 1
        self.stories[key] = make_document(key, text=text, revision=revision, **over)

    def build(self, key: str) -> Document | None:
        self.on_build(key)
        return self.stories.get(key)

    def keys(self) -> Iterator[str]:
        yield from self.stories
