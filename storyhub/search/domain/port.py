"""The port every search engine fits: what is asked, what comes back, and which failures exist. Knows no engine."""

from __future__ import annotations

from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType
from typing import Protocol

from storyhub.search.domain.document import Audience, Document
from storyhub.search.domain.query import Every, Query

MAX_WINDOW = 10_000


class EngineBusy(Exception):
    """Another process writes to the index just now. Nothing was changed; what was to be written waits."""


class Sort(StrEnum):
    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    STRONGEST = "strongest"


@dataclass(frozen=True, slots=True)
class Request:
    """One search. Within a filter any value will do; across filters all must hold. `public` sees public documents
    only.
    """

    query: Query = field(default_factory=Every)
    audience: Audience = "public"
    filters: Mapping[str, frozenset[str]] = field(default_factory=lambda: MappingProxyType({}))
    sort: Sort = Sort.RELEVANCE
    offset: int = 0
    limit: int = 20
    facets: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hit:
    kind: str
    key: str
    score: float

    @property
    def ident(self) -> str:
        return f"{self.kind}:{self.key}"


@dataclass(slots=True, unsafe_hash=True)  # Made by the hundred for every search: freezing would take three times as long.
class FacetCount:
    value: str
    count: int


@dataclass(frozen=True, slots=True)
class Page:
    """Keys of one page of hits, the number of all hits, and counts over all hits (most frequent first, then by value).

    `complete` is False when the time allowed ran out: then everything counts only what was seen by then.
    """

    keys: tuple[Hit, ...]
    total: int
    facets: Mapping[str, tuple[FacetCount, ...]] = field(default_factory=lambda: MappingProxyType({}))
    complete: bool = True


@dataclass(frozen=True, slots=True)
class Reason:
    """Why a document was found: a `word` as asked for, the `form` of it that the index holds (a dictionary form, or the very word), in
    which `field` and how many `times`, and its share of the score. The shares of all reasons add up to the score.
    """

    word: str
    form: str
    field: str
    times: int
    score: float


Progress = Callable[[int], object]


class Engine(Protocol):
    """An index of documents. Readers may be many, the writer is one (the indexer)."""

    def search(self, request: Request) -> Page:
        """Raises: SearchUnavailable when the index is missing or damaged."""

    def explain(self, request: Request, ident: str) -> tuple[Reason, ...]:
        """Why `ident` answers the request, the greatest share first; nothing when it does not. Raises: SearchUnavailable."""

    def completions(self, start: str) -> tuple[str, ...]:
        """At most eight words of public documents that begin so, the most frequent first, one form of each. Raises: SearchUnavailable."""

    def telling_words(self, text: str, limit: int) -> tuple[str, ...]:
        """The words that tell this text apart from others in the index, the most telling first. Raises: SearchUnavailable."""

    def document_count(self) -> int:
        """Raises: SearchUnavailable."""

    def generation(self) -> int:
        """A number that grows with every change that readers can see; 0 when there is no index."""

    def words(self, known: Container[str]) -> Mapping[str, Mapping[str, int] | None]:
        """Each part of the index: the words it holds, in the forms they stand in (ё folded), with numbers of documents; None instead for
        the parts that are `known`. Of documents nobody but staff may read, too. Raises: SearchUnavailable.
        """

    def revisions(self) -> Iterator[tuple[str, int]]:
        """(ident, revision) of every document, in no order. Raises: SearchUnavailable."""

    def apply(self, upserts: Sequence[Document], deletions: Sequence[str]) -> None:
        """Writes one batch in one commit; of two documents with one ident the last counts, and an upsert beats a
        deletion.

        Raises: SearchUnavailable; EngineBusy when another process writes.
        """

    def expunge(self) -> None:
        """Takes what was deleted off the disk, too. Raises: SearchUnavailable; EngineBusy when it must be asked again later."""

    def tidy(self) -> bool:
        """Does a bounded piece of the upkeep that changes leave behind; False when there was none to do.

        For idle moments. Raises: SearchUnavailable; EngineBusy.
        """

    def rebuild(self, documents: Iterable[Document], progress: Progress | None = None) -> int:
        """Builds a new index beside the old one and swaps; returns how many documents it holds. Raises: EngineBusy."""

    def health(self) -> str | None:
        """Why the index must be rebuilt, or None when it is sound."""
