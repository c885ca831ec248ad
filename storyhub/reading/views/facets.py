"""Facets as a page shows them: titles, labels in the reader's language, and the address each click leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from storyhub.coding.labels import POLARITY_LABELS
from storyhub.kit.i18n import gettext, lazy_gettext
from storyhub.reading.domain.asked import FACETS, Asked
from storyhub.reading.queries.facet_names import law_names, organisation_names
from storyhub.reading.views.addresses import adding, search_address
from storyhub.search.domain.port import FacetCount
from storyhub.stories.labels import SECTOR_LABELS, STAGE_LABELS

SHOWN = 8
# The rest waits behind "show more"; beyond this one types.
MOST = 24
TITLES = {
    "sector": lazy_gettext("Sector"),
    "stage": lazy_gettext("Stage"),
    "law": lazy_gettext("Law"),
    "polarity": lazy_gettext("Upholds or violates"),
    "lang": lazy_gettext("Language"),
    "org": lazy_gettext("Company"),
    "year": lazy_gettext("Year"),
}
KINDS = {
    "law": lazy_gettext("Laws"),
    "story": lazy_gettext("Stories"),
    "passage": lazy_gettext("Marked passages"),
    "proposal": lazy_gettext("Proposals"),
}
LANGUAGES = {"ru": lazy_gettext("Russian"), "en": lazy_gettext("English")}

Counts = Mapping[str, tuple[FacetCount, ...]]


@dataclass(frozen=True, slots=True)
class FacetOption:
    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class FacetGroup:
    """`rest` is shown on demand; `more` are so many that nobody reads them."""

    title: str
    options: tuple[FacetOption, ...]
    rest: tuple[FacetOption, ...]
    more: int
    open: bool


@dataclass(frozen=True, slots=True)
class Tab:
    """One kind of thing, or all of them."""

    label: str
    count: int
    chosen: bool
    address: str


@dataclass(frozen=True, slots=True)
class Chip:
    title: str
    label: str
    address: str


class FacetLabels:
    """What a value is called. Asks the database once for the laws and once for the companies that occur."""

    def __init__(self, asked: Asked, counts: Counts, *, lang: str) -> None:
        shown = {name: [*asked.chosen.get(name, ()), *(one.value for one in counts.get(name, ())[:MOST])] for name in ("law", "org")}
        laws = {key: f"{key}. {name}" for key, name in law_names(shown["law"], lang=lang).items()}
        self._labels: dict[str, Mapping[str, object]] = {
            "kind": KINDS,
            "lang": LANGUAGES,
            "sector": SECTOR_LABELS,
            "stage": STAGE_LABELS,
            "polarity": POLARITY_LABELS,
            "law": laws,
            "org": organisation_names(shown["org"]),
        }

    def __call__(self, name: str, value: str) -> str:
        return str(self._labels.get(name, {}).get(value, value))


Label = Callable[[str, str], str]


def facet_groups(asked: Asked, counts: Counts, label: Label) -> tuple[FacetGroup, ...]:
    """The facets that have more than nothing to offer, in their order. What kind of thing is wanted is asked by tabs."""
    return tuple(group for name in FACETS if name != "kind" and (group := _group(name, asked, counts.get(name, ()), label)).options)


def tabs(asked: Asked, counts: Counts) -> tuple[Tab, ...]:
    """All, then each kind that occurs or was chosen; the counts are those of the other filters."""
    chosen = asked.chosen.get("kind", ())
    counted = {one.value: one.count for one in counts.get("kind", ())}
    every = asked.without("kind")
    kinds = [
        Tab(str(name), counted.get(kind, 0), kind in chosen, search_address(every.toggled("kind", kind)))
        for kind, name in KINDS.items()
        if kind in counted or kind in chosen
    ]
    return (Tab(str(gettext("All")), sum(counted.values()), not chosen, search_address(every)), *kinds)


def chips(asked: Asked, label: Label) -> tuple[Chip, ...]:
    return tuple(
        Chip(str(TITLES[name]), label(name, value), search_address(asked.toggled(name, value)))
        for name in FACETS
        if name != "kind"
        for value in asked.chosen.get(name, ())
    )


def _group(name: str, asked: Asked, counts: tuple[FacetCount, ...], label: Label) -> FacetGroup:
    """The most frequent first, but years the newest first."""
    chosen = asked.chosen.get(name, ())
    counted = {one.value: one.count for one in counts}
    others = [value for value in counted if value not in chosen]
    if name == "year":
        others.sort(reverse=True)
    with_one_more = adding(asked, name)
    options = [FacetOption(label(name, value), counted.get(value, 0), True, search_address(asked.toggled(name, value))) for value in chosen]
    options += [FacetOption(label(name, value), counted[value], False, with_one_more(value)) for value in others[:MOST]]
    first = len(chosen) + SHOWN
    opened = bool(chosen) or name in ("sector", "stage", "law")
    return FacetGroup(str(TITLES[name]), tuple(options[:first]), tuple(options[first:]), max(0, len(others) - MOST), opened)
