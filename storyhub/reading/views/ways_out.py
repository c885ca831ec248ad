"""Where to go from a search that found nothing: words and wider questions as links, and the form for the first story about it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

from storyhub.kit.actor import Actor
from storyhub.kit.i18n import gettext, ngettext
from storyhub.kit.web import hub
from storyhub.kit.web.templating import number
from storyhub.reading.domain.asked import Asked
from storyhub.reading.queries.nothing_found import NothingFound, Wider, look_wider
from storyhub.reading.views.addresses import search_address, with_query
from storyhub.search.query import Parsed

MAX_ABOUT = 120


@dataclass(frozen=True, slots=True)
class Tried:
    """A word as typed, how many it finds alone, and where they are; no address where there are none."""

    word: str
    total: int
    address: str


@dataclass(frozen=True, slots=True)
class Way:
    label: str
    address: str


@dataclass(frozen=True, slots=True)
class WaysOut:
    """`words`: what was looked for; `ways`: what would find something, or might; `tell`: the form of telling, which is told the words."""

    words: tuple[Tried, ...] = ()
    ways: tuple[Way, ...] = ()
    tell: str = ""


def ways_out(asked: Asked, parsed: Parsed, actor: Actor) -> WaysOut:
    """Raises: SearchUnavailable."""
    found = look_wider(asked, parsed, glossary=hub().means.glossary, engine=hub().engine, actor=actor)
    about = " ".join(parsed.words)[:MAX_ABOUT].strip()
    return WaysOut(
        words=tuple(Tried(one.text, one.total, _address(asked, one.text) if one.total else "") for one in found.words),
        ways=(*_wider(asked, found), *_helped(asked)),
        tell=with_query("stories.tell", [("about", about)] if about else []),
    )


def _wider(asked: Asked, found: NothingFound) -> Iterator[Way]:
    seen: set[str] = set()
    for one, label, address in (
        (found.without_filters, gettext("The same without filters"), search_address(asked.words_only())),
        (found.unquoted, gettext("Without quotes: all the words, in any form and order"), _address(asked, found.unquoted.text)),
        (found.unrefused, gettext("With the words you left out"), _address(asked, found.unrefused.text)),
        (found.any_word, gettext("Any of these words, in any form and order"), _address(asked, found.any_word.text)),
    ):
        if one.total and address not in seen:
            seen.add(address)
            yield Way(f"{label}: {_results(one)}", address)


def _helped(asked: Asked) -> Iterator[Way]:
    """What the reader switched off."""
    if asked.literal:
        yield Way(gettext("With the spelling put right"), search_address(replace(asked, literal=False)))
    if asked.alone:
        yield Way(gettext("With other words for the same"), search_address(replace(asked, alone=False)))


def _results(one: Wider) -> str:
    return str(ngettext("%(number)s result", "%(number)s results", one.total, number=number(one.total)))


def _address(asked: Asked, text: str) -> str:
    return search_address(Asked(text=text, literal=asked.literal, alone=asked.alone))
