"""Asking an engine, and reading its answers."""

from __future__ import annotations

from storyhub.search.domain.port import Engine, Page, Request
from storyhub.search.query import parse


def found(page: Page) -> set[str]:
    return {hit.ident for hit in page.keys}


def search(engine: Engine, text: str, **over: object) -> Page:
    return engine.search(Request(query=parse(text).query, **over))  # type: ignore[arg-type]


def counts(page: Page, facet: str) -> dict[str, int]:
    return {count.value: count.count for count in page.facets[facet]}
