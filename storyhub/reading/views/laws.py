"""The library and the page of one law with what speaks for and against it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Response, request

from storyhub.coding.queries import EvidenceCount, evidence_for_law, law_evidence_counts
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import current_language, gettext, lazy_gettext
from storyhub.kit.web import current_actor, page, settings
from storyhub.laws.domain.words import LawState
from storyhub.laws.labels import LAW_STAGES
from storyhub.laws.queries import LawCard, law_page, library
from storyhub.laws.rules import may_edit
from storyhub.reading.forms import read_words
from storyhub.reading.views.addresses import law_address, with_query
from storyhub.reading.views.blueprint import bp
from storyhub.reading.views.choices import Choice

MAX_NUMBER = 2**31 - 1
QUOTES = 12
SORTS: Mapping[str, object] = {"number": lazy_gettext("by number"), "evidence": lazy_gettext("most evidence first")}


@bp.get("/laws")
def laws() -> Response:
    actor, everything = current_actor(), library(current_language())
    groups = {card.group_slug: card.group_name for card in everything if card.group_slug}
    words = {"group": frozenset(groups), "stage": frozenset(map(str, LAW_STAGES)), "sort": frozenset(SORTS)}
    asked = read_words(request.args, words)
    counts = law_evidence_counts([card.id for card in everything], actor=actor)
    return page(
        "reading/laws.html",
        cards=_sorted(_filtered(everything, asked), asked.get("sort", "number"), counts),
        counts=counts,
        filtered=bool({"group", "stage"} & set(asked)),
        choices=(
            Choice("group", gettext("Group"), groups, asked.get("group")),
            Choice("stage", gettext("Stage"), LAW_STAGES, asked.get("stage")),
            Choice("sort", gettext("Order"), SORTS, asked.get("sort", "number"), any=False),
        ),
    )


def _filtered(cards: Sequence[LawCard], asked: Mapping[str, str]) -> list[LawCard]:
    group, stage = asked.get("group"), asked.get("stage")
    return [card for card in cards if group in (None, card.group_slug) and (stage is None or stage in card.stages)]


def _sorted(cards: list[LawCard], sort: str, counts: Mapping[int, EvidenceCount]) -> list[LawCard]:
    return cards if sort == "number" else sorted(cards, key=lambda card: (-counts[card.id].stories, card.number or 0))


@bp.get("/laws/<int:number>")
def law(number: int) -> Response:
    lang, actor = current_language(), current_actor()
    found = law_page(number, lang) if 0 < number <= MAX_NUMBER else None
    if found is None:
        raise NotFound(log="no such law")
    return page(
        "reading/law.html",
        law=found,
        in_force=found.state == LawState.accepted,
        evidence=evidence_for_law(found.id, lang, QUOTES, actor=actor),
        evidence_address=with_query("reading.search", [("law", found.key), ("kind", "passage")]),
        law_address=law_address,
        group_address=with_query("reading.laws", [("group", found.group_slug)]),
        address=f"{settings().base_url}{with_query('reading.law', (), number=number)}",
        can_edit=may_edit(actor),
    )
