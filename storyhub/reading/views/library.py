"""The library: every law in force, shelf by shelf or the best borne out first, narrowed by group, stage and standing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, request

from storyhub.coding.queries import EvidenceCount, law_evidence_counts
from storyhub.kit.i18n import current_language, gettext, lazy_gettext
from storyhub.kit.web import current_actor, page
from storyhub.laws.labels import LAW_STAGES
from storyhub.laws.queries import GroupName, LawCard, group_names
from storyhub.laws.queries import library as laws_in_force
from storyhub.reading.domain.standing import Standing, standing
from storyhub.reading.forms import read_words
from storyhub.reading.labels import STANDINGS
from storyhub.reading.views.blueprint import bp
from storyhub.reading.views.choices import Choice

SORTS: Mapping[str, object] = {"number": lazy_gettext("by group and number"), "evidence": lazy_gettext("most evidence first")}


@dataclass(frozen=True, slots=True)
class Shelf:
    """A group and its laws. Without a name: all laws in one row."""

    slug: str
    name: str
    cards: tuple[LawCard, ...]


@bp.get("/laws")
def laws() -> Response:
    lang = current_language()
    everything, groups = laws_in_force(lang), group_names(lang)
    counts = law_evidence_counts([card.id for card in everything], actor=current_actor())
    standings = {card.id: _standing(counts[card.id]) for card in everything}
    names = {group.slug: group.name for group in groups if any(card.group_slug == group.slug for card in everything)}
    asked = read_words(request.args, _words(names))
    cards = [card for card in everything if _fits(card, standings[card.id], asked)]
    return page(
        "reading/laws.html",
        shelves=_by_evidence(cards, counts) if asked.get("sort") == "evidence" else _shelves(cards, groups),
        total=len(cards),
        counts=counts,
        standings=standings,
        filtered=bool({"group", "stage", "status"} & set(asked)),
        choices=_choices(names, asked),
    )


def _words(groups: Mapping[str, str]) -> dict[str, frozenset[str]]:
    words = {"group": groups, "stage": LAW_STAGES, "status": STANDINGS, "sort": SORTS}
    return {name: frozenset(map(str, values)) for name, values in words.items()}


def _choices(groups: Mapping[str, str], asked: Mapping[str, str]) -> tuple[Choice, ...]:
    return (
        Choice("group", gettext("Group"), groups, asked.get("group")),
        Choice("stage", gettext("Stage"), LAW_STAGES, asked.get("stage")),
        Choice("status", gettext("Evidence"), STANDINGS, asked.get("status")),
        Choice("sort", gettext("Order"), SORTS, asked.get("sort", "number"), any=False),
    )


def _fits(card: LawCard, stands: Standing, asked: Mapping[str, str]) -> bool:
    group, stage, status = asked.get("group"), asked.get("stage"), asked.get("status")
    # A contested law has stories, too: whoever asks for laws with stories finds it there.
    is_meant = status in (None, stands) or (status == Standing.supported and stands == Standing.contested)
    return group in (None, card.group_slug) and (stage is None or stage in card.stages) and is_meant


def _standing(count: EvidenceCount) -> Standing:
    return standing(stories=count.stories, upholds=count.upholds, violates=count.violates)


def _shelves(cards: Sequence[LawCard], groups: Sequence[GroupName]) -> tuple[Shelf, ...]:
    """In the order of the groups; laws without a group come last."""
    names = [(group.slug, group.name) for group in groups] + [("", gettext("Other laws"))]
    shelves = (Shelf(slug, name, tuple(card for card in cards if card.group_slug == slug)) for slug, name in names)
    found = tuple(shelf for shelf in shelves if shelf.cards)
    # A library without groups needs no heading that says so.
    return (Shelf("", "", found[0].cards),) if len(found) == 1 and not found[0].slug else found


def _by_evidence(cards: Sequence[LawCard], counts: Mapping[int, EvidenceCount]) -> tuple[Shelf, ...]:
    ordered = sorted(cards, key=lambda card: (-counts[card.id].stories, card.number or 0))
    return (Shelf("", "", tuple(ordered)),) if ordered else ()
