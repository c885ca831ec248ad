"""Who builds which documents. Features register their builders; features above them may add facets (laws and coding
add to stories).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from itertools import islice

from storyhub.search.domain.document import Document

INDEX_PREFIX = "index."
BUILD_BATCH = 200

Build = Callable[[str], Document | None]
AllKeys = Callable[[], Iterable[str]]
BuildMany = Callable[[Sequence[str]], Iterable[Document]]
Revisions = Callable[[], Iterable[tuple[str, int]]]
Passed = Callable[[int], object]
Facets = Mapping[str, tuple[str, ...]]
Contribute = Callable[[Sequence[str]], Mapping[str, Facets]]
Mark = Callable[[Sequence[str]], Mapping[str, str]]
Weigh = Callable[[Sequence[str]], Mapping[str, int]]


@dataclass(slots=True)
class _Source:
    build: Build
    all_keys: AllKeys
    build_many: BuildMany | None
    revisions: Revisions | None
    contributors: list[Contribute] = field(default_factory=list)
    markers: list[Mark] = field(default_factory=list)
    weighers: list[Weigh] = field(default_factory=list)


class Registry:
    """The document sources, in the order they were registered."""

    def __init__(self) -> None:
        self._sources: dict[str, _Source] = {}
        self._early: dict[str, list[Contribute]] = {}
        self._early_markers: dict[str, list[Mark]] = {}
        self._early_weighers: dict[str, list[Weigh]] = {}

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(self._sources)

    def register(
        self, kind: str, build: Build, all_keys: AllKeys, build_many: BuildMany | None = None, revisions: Revisions | None = None
    ) -> None:
        """Adds a source. A builder returns None (or leaves out) what must not be found.

        `revisions` says key and revision of every document there should be, where that is quicker than building them. `all_keys` may be
        a generator; it is read while other rows are read. Raises: ValueError if the kind has a source.
        """
        if kind in self._sources:
            raise ValueError(f"documents of kind {kind} have a source already")
        early, marks, weighs = self._early.pop(kind, []), self._early_markers.pop(kind, []), self._early_weighers.pop(kind, [])
        self._sources[kind] = _Source(build, all_keys, build_many, revisions, early, marks, weighs)

    def add_facets(self, kind: str, contribute: Contribute) -> None:
        """Adds facet values to documents of `kind`: given keys, answers key → facet → values. May come before
        `register`.
        """
        source = self._sources.get(kind)
        (source.contributors if source else self._early.setdefault(kind, [])).append(contribute)

    def add_passages(self, kind: str, mark: Mark) -> None:
        """Adds what is marked in documents of `kind`: given keys, answers key → text. May come before `register`."""
        source = self._sources.get(kind)
        (source.markers if source else self._early_markers.setdefault(kind, [])).append(mark)

    def add_weights(self, kind: str, weigh: Weigh) -> None:
        """Says how good the evidence of documents of `kind` is: given keys, answers key → weight. May come before `register`."""
        source = self._sources.get(kind)
        (source.weighers if source else self._early_weighers.setdefault(kind, [])).append(weigh)

    def build(self, kind: str, keys: Sequence[str]) -> dict[str, Document | None]:
        """The documents of the keys as the database has them now; None for what must not be found.

        Raises: KeyError for an unknown kind.
        """
        source = self._sources[kind]
        wanted = list(dict.fromkeys(keys))
        found: dict[str, Document | None] = dict.fromkeys(wanted)
        if source.build_many is not None:
            found.update({document.key: document for document in source.build_many(wanted) if document.key in found})
        else:
            found.update({key: source.build(key) for key in wanted})
        for contribute in source.contributors:
            present = [key for key, document in found.items() if document is not None]
            if not present:
                break
            for key, facets in contribute(present).items():
                document = found.get(key)
                if document is not None:
                    found[key] = _with_facets(document, facets)
        self._mark(source, found)
        self._weigh(source, found)
        return found

    @staticmethod
    def _mark(source: _Source, found: dict[str, Document | None]) -> None:
        present = [key for key, document in found.items() if document is not None]
        for mark in source.markers if present else []:
            for key, marked in mark(present).items():
                document = found.get(key)
                if document is not None and marked:
                    found[key] = replace(document, passages=f"{document.passages}\n{marked}".strip())

    @staticmethod
    def _weigh(source: _Source, found: dict[str, Document | None]) -> None:
        present = [key for key, document in found.items() if document is not None]
        for weigh in source.weighers if present else []:
            for key, weight in weigh(present).items():
                document = found.get(key)
                if document is not None:
                    found[key] = replace(document, weight=weight)

    def documents(self, kinds: Sequence[str] | None = None, passed: Passed | None = None) -> Iterator[Document]:
        """Every document there should be, a batch of keys at a time; `passed` is told how many keys are done with, also those of
        which there is no document.
        """
        for kind in kinds if kinds is not None else self.kinds:
            keys = iter(list(self._sources[kind].all_keys()))
            while batch := list(islice(keys, BUILD_BATCH)):
                yield from (document for document in self.build(kind, batch).values() if document is not None)
                if passed is not None:
                    passed(len(batch))

    def revisions(self) -> Iterator[tuple[str, int]]:
        """Ident and revision of every document there should be."""
        for kind, source in self._sources.items():
            if source.revisions is not None:
                yield from ((f"{kind}:{key}", revision) for key, revision in source.revisions())
            else:
                yield from ((document.ident, document.revision) for document in self.documents([kind]))

    def count(self) -> int:
        """How many keys there are: what `passed` of `documents` adds up to."""
        return sum(len(list(source.all_keys())) for source in self._sources.values())


def _with_facets(document: Document, facets: Facets) -> Document:
    merged = {name: tuple(values) for name, values in document.facets.items()}
    for name, values in facets.items():
        # A feature adds to what is there; the defaults (kind, lang, year) only count where nobody says anything.
        merged[name] = tuple(dict.fromkeys((*merged.get(name, ()), *values)))
    return replace(document, facets=merged)
