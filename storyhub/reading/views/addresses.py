"""Addresses of the public pages, in a language and without one: these last for ever, the same whoever reads.

Queries are put together by hand: a filter is called `lang`, and so is a page's language.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from urllib.parse import quote_plus, urlencode, urlsplit

from storyhub.kit.web import settings
from storyhub.kit.web.linking import url_for
from storyhub.laws.domain.law_key import law_number, proposal_number
from storyhub.reading.domain.asked import Asked


def with_query(endpoint: str, pairs: Iterable[tuple[str, str]], **values: str | int) -> str:
    """The address of a page with a query."""
    query = urlencode(list(pairs), errors="replace")
    path = url_for(endpoint, **values)
    return f"{path}?{query}" if query else path


def search_address(asked: Asked) -> str:
    return with_query("reading.search", asked.pairs())


def adding(asked: Asked, name: str) -> Callable[[str], str]:
    """Value → the address of the same question with it chosen, too. Forty links of a page share what is written once here.

    A value is the last of its facet, and nothing typed holds a `=` of its own in an address.
    """
    before, here, after = search_address(asked.toggled(name, "")).rpartition(f"{name}=")
    return lambda value: f"{before}{here}{quote_plus(value, errors='replace')}{after}"


def law_address(key: str) -> str:
    """Where a law (`12`) or proposal (`P-7`) is read."""
    number = law_number(key)
    if number is not None:
        return url_for("reading.law", number=number)
    return url_for("curation.proposal", number=proposal_number(key) or 0)


def sentence_address(public_id: str, sentence: int) -> str:
    return f"{url_for('reading.story', public_id=public_id)}#s-{sentence}"


def permanent(path: str) -> str:
    """`/laws/12` as a whole address of this instance."""
    return settings().base_url + path


def law_permanent(key: str) -> str:
    return permanent(f"/proposals/{key}" if key.startswith("P-") else f"/laws/{key}")


def story_permanent(public_id: str) -> str:
    return permanent(f"/stories/{public_id}")


def tag(day: str, thing: str) -> str:
    """A name (RFC 4151) for what has no address of its own, given out on a day."""
    return f"tag:{urlsplit(settings().base_url).hostname},{day}:{thing}"
