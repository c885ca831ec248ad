"""Pages of a list: begun with from, until and set, or gone on with a token."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

from storyhub.harvest.domain.asking import TOKEN, Asked, Refused, Wrong
from storyhub.harvest.domain.token import BadToken, Rest, opened, sealed
from storyhub.harvest.queries.records import Record, records_of
from storyhub.harvest.queries.shelves import Shelves
from storyhub.kit.ledger import Anchor, Page, Window, bounds, page_of


@dataclass(frozen=True, slots=True)
class Paging:
    """How long a page is, how long its token is good for, and what it is signed with."""

    size: int
    lifetime: timedelta
    key: bytes


@dataclass(frozen=True, slots=True)
class ListPage:
    """`token` None: the list fits into one answer; empty: this was the last of several pages."""

    prefix: str
    records: tuple[Record, ...]
    token: str | None
    total: int
    cursor: int
    expires: datetime | None


def list_page(asked: Asked, shelves: Shelves, *, paging: Paging, now: datetime) -> ListPage:
    """Raises: Refused (badResumptionToken; noRecordsMatch where a list has nothing)."""
    if TOKEN in asked.arguments:
        rest = _opened(asked, paging, now)
        anchor = Anchor(rest.anchor, datetime.fromtimestamp(rest.anchor_at, UTC))
        window = Window(rest.after, rest.last, rest.set or None, rest.total)
        return _told(rest, page_of(window, size=paging.size, anchor=anchor), shelves, paging=paging, now=now)
    given = asked.arguments
    window = bounds(since=asked.since, until=asked.until, set_=given.get("set"))
    found = page_of(window, size=paging.size)
    if not found.entries:
        raise Refused(Wrong.no_records, "Nothing is in this set, or nothing changed in this time")
    arguments = (asked.verb, given["metadataPrefix"], given.get("from", ""), given.get("until", ""), given.get("set", ""))
    rest = Rest(*arguments, window.after, window.last, window.total, 0, 0, 0, 0)
    return _told(rest, found, shelves, paging=paging, now=now)


def _opened(asked: Asked, paging: Paging, now: datetime) -> Rest:
    try:
        rest = opened(asked.arguments[TOKEN], key=paging.key, now=now)
    except BadToken:
        raise Refused(Wrong.bad_token, "This token is not one of ours, was altered, or is too old: begin the list again") from None
    if rest.verb != asked.verb:
        raise Refused(Wrong.bad_token, f"This token goes on with {rest.verb}")
    return rest


def _told(rest: Rest, page: Page, shelves: Shelves, *, paging: Paging, now: datetime) -> ListPage:
    token, expires = ("" if rest.cursor else None), None
    if page.anchor is not None:
        expires = (now + paging.lifetime).replace(microsecond=0)
        anchor_at = int(page.anchor.datestamp.timestamp())
        ends = (rest.cursor + len(page.entries), page.anchor.record, anchor_at, int(expires.timestamp()))
        following = Rest(rest.verb, rest.prefix, rest.since, rest.until, rest.set, page.after, rest.last, rest.total, *ends)
        token = sealed(following, key=paging.key)
    return ListPage(rest.prefix, records_of(page.entries, shelves), token, rest.total, rest.cursor, expires)
