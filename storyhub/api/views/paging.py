"""Where a list goes on, as an address."""

from __future__ import annotations

from dataclasses import fields
from typing import Any
from urllib.parse import urlencode

from storyhub.api.domain.cursor import Place, cursor_key, make_cursor, read_cursor
from storyhub.api.domain.problems import FaultRecord, Refused
from storyhub.api.views.blueprint import ROOT
from storyhub.kit.web import settings


def place_of(asked: Any, path: str) -> Place | None:
    """After which row the page begins; None at the beginning. Raises: Refused for a cursor of another list, or of nobody."""
    if asked.cursor is None:
        return None
    place = read_cursor(cursor_key(settings().secret_key), _list_of(asked, path), asked.cursor)
    if place is None:
        detail = "is no cursor of this list; take it from `next`, and keep the filters as they were"
        raise Refused(422, log="foreign cursor", errors=(FaultRecord(detail, parameter="cursor"),))
    return place


def next_page(asked: Any, path: str, place: Place) -> str:
    """The address of what comes after `place`, with the same filters and the same size."""
    cursor = make_cursor(cursor_key(settings().secret_key), _list_of(asked, path), place)
    return address(path, [*_pairs(asked, but=("cursor",)), ("cursor", cursor)])


def address(path: str, pairs: list[tuple[str, str]]) -> str:
    """A whole address of the API. Made by hand: `url_for` would take a `lang` of the query for the language of a page."""
    query = urlencode(pairs)
    return f"{settings().base_url}{ROOT}{path}" + (f"?{query}" if query else "")


def _list_of(asked: Any, path: str) -> str:
    """A list with its filters; how much of it is shown at once, and in which language, is all the same to a cursor."""
    texts = ("lang",) if path != "/stories" else ()
    return f"{path}?{urlencode(sorted(_pairs(asked, but=('cursor', 'limit', *texts))))}"


def _pairs(asked: Any, *, but: tuple[str, ...]) -> list[tuple[str, str]]:
    """What is asked for, without what would be asked for anyway."""
    given = ((each.name, getattr(asked, each.name), each.default) for each in fields(asked) if each.name not in but)
    return [(name, str(value)) for name, value, default in given if value is not None and value != default]
