"""Addresses of the public pages. Queries are put together by hand: a filter is called `lang`, and so is a page's language."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache
from urllib.parse import urlencode

from flask import request, url_for

from storyhub.kit.i18n import current_language
from storyhub.laws.domain.law_key import law_number, proposal_number
from storyhub.reading.domain.asked import Asked


def with_query(endpoint: str, pairs: Iterable[tuple[str, str]], **values: str | int) -> str:
    """The address of a page with a query."""
    query = urlencode(list(pairs), errors="replace")
    path = url_for(endpoint, **values)  # type: ignore[arg-type]  # url_for takes any value
    return f"{path}?{query}" if query else path


def search_address(asked: Asked) -> str:
    path, query = _search_path(request.script_root, current_language()), urlencode(asked.pairs(), errors="replace")
    return f"{path}?{query}" if query else path


@lru_cache(maxsize=16)
def _search_path(_root: str, _lang: str) -> str:
    """A page of results has forty of these addresses, all with the same path."""
    return url_for("reading.search")


def law_address(key: str) -> str:
    """Where a law (`12`) or proposal (`P-7`) is read."""
    number = law_number(key)
    if number is not None:
        return url_for("reading.law", number=number)
    return url_for("curation.proposal", number=proposal_number(key) or 0)


def sentence_address(public_id: str, sentence: int) -> str:
    return f"{url_for('reading.story', public_id=public_id)}#s-{sentence}"
