"""The library: every law in force, shelf by shelf or the best borne out first, narrowed by group, stage and standing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from flask import Response, request

from storyhub.citing.domain.linked_data import document, term_set
from storyhub.coding.queries import LawStrength, law_strengths
from storyhub.editions.queries.since import Since, since_latest
from storyhub.kit.days import day_of
from storyhub.kit.i18n import current_language, gettext, lazy_gettext
from storyhub.kit.web import current_actor, now, page
from storyhub.laws.labels import LAW_STAGES
from storyhub.laws.queries import GroupName, LawCard, group_names
from storyhub.laws.queries import library as laws_in_force
from storyhub.reading.forms import read_words
from storyhub.reading.labels import STANDINGS
from storyhub.reading.queries.laws_asked import fits, law_place, standing_of
from storyhub.reading.views.blueprint import bp
from storyhub.reading.views.choices import Choice
from storyhub.reading.views.linked import pointing
from storyhub.reading.views.linked_shapes import library_here, library_signposts
from storyhub.reading.views.strength import strength_rules

SORTS: Mapping[str, object] = {
    "number": lazy_gettext("by group and number"),
    "evidence": lazy_gettext("most evidence first"),
    "strength": lazy_gettext("strongest first"),
}
SINCE: Mapping[str, object] = {
    "changed": lazy_gettext("changed in any way"),
    "new": lazy_gettext("new laws"),
    "reworded": lazy_gettext("reworded laws"),
}


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
    rules = strength_rules()
    strong = law_strengths([card.id for card in everything], today=day_of(now()), rules=rules, actor=current_actor())
    standings = {card.id: standing_of(strong[card.id], rules) for card in everything}
    names = {group.slug: group.name for group in groups if any(card.group_slug == group.slug for card in everything)}
    since = since_latest()
    asked = read_words(request.args, _words(names))
    cards = [card for card in everything if fits(card, standings[card.id], asked) and _changed(card, since, asked.get("since"))]
    answer = page(
        "reading/laws.html",
        linked=document(term_set(library_here())),
        shelves=_ordered(cards, strong, asked["sort"]) if asked.get("sort") in ("evidence", "strength") else _shelves(cards, groups),
        total=len(cards),
        strong=strong,
        since=since,
        filtered=bool({"group", "stage", "status", "since"} & set(asked)),
        choices=_choices(names, asked, since),
    )
    return pointing(answer, library_signposts([card.number for card in everything if card.number is not None]))


def _words(groups: Mapping[str, str]) -> dict[str, frozenset[str]]:
    words = {"group": groups, "stage": LAW_STAGES, "status": STANDINGS, "since": SINCE, "sort": SORTS}
    return {name: frozenset(map(str, values)) for name, values in words.items()}


def _choices(groups: Mapping[str, str], asked: Mapping[str, str], since: Since | None) -> tuple[Choice, ...]:
    title = gettext("Since edition %(number)s", number=since.edition) if since else ""
    return (
        Choice("group", gettext("Group"), groups, asked.get("group")),
        Choice("stage", gettext("Stage"), LAW_STAGES, asked.get("stage")),
        Choice("status", gettext("Evidence"), STANDINGS, asked.get("status")),
        *([Choice("since", title, SINCE, asked.get("since"))] if since else []),
        Choice("sort", gettext("Order"), SORTS, asked.get("sort", "number"), any=False),
    )


def _changed(card: LawCard, since: Since | None, asked: str | None) -> bool:
    """Is the law one that changed since the newest edition in the way asked for? All are where there is no edition."""
    if since is None or asked is None:
        return True
    kind = since.kinds.get(card.number or 0)
    return kind is not None and asked in ("changed", kind)


def _shelves(cards: Sequence[LawCard], groups: Sequence[GroupName]) -> tuple[Shelf, ...]:
    """In the order of the groups; laws without a group come last."""
    names = [(group.slug, group.name) for group in groups] + [("", gettext("Other laws"))]
    shelves = (Shelf(slug, name, tuple(card for card in cards if card.group_slug == slug)) for slug, name in names)
    found = tuple(shelf for shelf in shelves if shelf.cards)
    # A library without groups needs no heading that says so.
    return (Shelf("", "", found[0].cards),) if len(found) == 1 and not found[0].slug else found


def _ordered(cards: Sequence[LawCard], strong: Mapping[int, LawStrength], by: str) -> tuple[Shelf, ...]:
    """The most first; laws of unknown strength come last, those with stories before those without."""

    def place(card: LawCard) -> tuple[float, int, int]:
        return law_place(strong[card.id], card.number or 0, by)

    return (Shelf("", "", tuple(sorted(cards, key=place))),) if cards else ()
