"""Facets as a page shows them: titles, labels in the reader's language, and the address each click leads to."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from storyhub.coding.labels import POLARITY_LABELS
from storyhub.kit.i18n import lazy_gettext
from storyhub.reading.domain.asked import FACETS, Asked
from storyhub.reading.queries.facet_names import law_names, organisation_names
from storyhub.reading.views.addresses import search_address
from storyhub.search.domain.port import FacetCount
from storyhub.stories.labels import SECTOR_LABELS, STAGE_LABELS

SHOWN = 12
TITLES = {
    "kind": lazy_gettext("What"),
    "sector": lazy_gettext("Sector"),
    "stage": lazy_gettext("Stage"),
    "law": lazy_gettext("Law"),
    "polarity": lazy_gettext("Upholds or violates"),
    "lang": lazy_gettext("Language"),
    "org": lazy_gettext("Company"),
    "year": lazy_gettext("Year"),
}
KINDS = {
    "story": lazy_gettext("Stories"),
    "law": lazy_gettext("Laws"),
    "proposal": lazy_gettext("Proposals"),
    "passage": lazy_gettext("Marked passages"),
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
    title: str
    options: tuple[FacetOption, ...]
    more: int
    open: bool


@dataclass(frozen=True, slots=True)
class Chip:
    title: str
    label: str
    address: str


class FacetLabels:
    """What a value is called. Asks the database once for the laws and once for the companies that occur."""

    def __init__(self, asked: Asked, counts: Counts, *, lang: str) -> None:
        shown = {name: [*asked.chosen.get(name, ()), *(one.value for one in counts.get(name, ())[:SHOWN])] for name in ("law", "org")}
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
    """The facets that have more than nothing to offer, in their order."""
    return tuple(group for name in FACETS if (group := _group(name, asked, counts.get(name, ()), label)).options)


def chips(asked: Asked, label: Label) -> tuple[Chip, ...]:
    return tuple(
        Chip(str(TITLES[name]), label(name, value), search_address(asked.toggled(name, value)))
        for name in FACETS
        for value in asked.chosen.get(name, ())
    )


def _group(name: str, asked: Asked, counts: tuple[FacetCount, ...], label: Label) -> FacetGroup:
    chosen = asked.chosen.get(name, ())
    counted = {one.value: one.count for one in counts}
    values = [*chosen, *(value for value in list(counted)[:SHOWN] if value not in chosen)]
    options = tuple(
        FacetOption(label(name, value), counted.get(value, 0), value in chosen, search_address(asked.toggled(name, value)))
        for value in values
    )
    more = sum(value not in values for value in counted)
    return FacetGroup(str(TITLES[name]), options, more, open=bool(chosen) or name in ("kind", "sector", "stage", "law"))
