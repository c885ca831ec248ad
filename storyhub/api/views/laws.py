"""Laws: the library, one law, and what stories say about it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from storyhub.api.domain.operations import Operation
from storyhub.api.domain.records.laws import (
    EvidenceAsked,
    EvidenceRecord,
    Figures,
    LawAsked,
    LawEvidence,
    LawItem,
    LawList,
    LawRecord,
    LawsAsked,
    RelationRecord,
    SourceRecord,
)
from storyhub.api.views.addresses import law_address, story_address
from storyhub.api.views.edge import serves
from storyhub.api.views.paging import next_page, place_of
from storyhub.coding.domain.strength import StrengthRules
from storyhub.coding.queries import Evidence, LawStrength, evidence_for_law, law_strengths
from storyhub.kit.actor import VISITOR
from storyhub.kit.days import day_of
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import now, settings
from storyhub.laws.queries import LawCard, LawPage, law_page, library
from storyhub.reading.domain.standing import Standing
from storyhub.reading.queries.laws_asked import fits, law_place, standing_of
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.queries import story_cards

PATH = "/laws"
MAX_NUMBER = 2**31 - 1


@serves(Operation("listLaws", "GET", PATH, "laws", lazy_gettext("The laws in force"), LawList, asked=LawsAsked))
def laws(asked: LawsAsked) -> LawList:
    rules, everything = _rules(), library(asked.lang)
    # Every law's figures are dear, and only those who ask for their order or their status need them all.
    is_ranked = asked.sort != "number" or asked.status is not None
    strong = _strengths(everything) if is_ranked else {}
    filters = {"group": asked.group, "stage": asked.stage, "status": asked.status}
    wanted = {name: str(value) for name, value in filters.items() if value is not None}
    meant = [card for card in everything if fits(card, standing_of(strong[card.id], rules) if strong else Standing.awaiting, wanted)]

    def place(card: LawCard) -> tuple[float, ...]:
        number = card.number or 0
        return (float(number),) if asked.sort == "number" else law_place(strong[card.id], number, asked.sort)

    after = place_of(asked, PATH)
    left = [card for card in sorted(meant, key=place) if after is None or place(card) > after]
    shown = left[: asked.limit]
    following = next_page(asked, PATH, place(shown[-1])) if len(left) > asked.limit else None
    strong = strong or _strengths(shown)
    return LawList(tuple(_item(card, strong[card.id], rules) for card in shown), following)


@serves(Operation("getLaw", "GET", "/laws/{number}", "laws", lazy_gettext("One law, in force or not"), LawRecord, asked=LawAsked))
def law(number: int, asked: LawAsked) -> LawRecord:
    found = _numbered(number, asked.lang)
    return LawRecord(
        number=found.number,
        address=law_address(found.key, asked.lang),
        state=found.state,
        lang=found.lang,
        name=found.name,
        statement=found.statement,
        explanation_html=str(found.explanation_html),
        how_to_apply_html=str(found.how_to_apply_html),
        include=found.include,
        exclude=found.exclude,
        aliases=found.aliases,
        anchor_quotes=found.anchor_quotes,
        group=found.group_slug,
        stages=found.stages,
        sources=tuple(SourceRecord(source.title, source.author, source.place) for source in found.sources),
        relations=tuple(RelationRecord(other.kind, other.key, other.back) for other in found.relations),
        lineage=tuple(RelationRecord(kin.kind, kin.key, kin.back) for kin in found.lineage),
        revision=found.revision_number,
        revised_on=day_of(found.revised_at),
        accepted_on=day_of(found.accepted_at),
        figures=_figures(law_strengths([found.id], today=day_of(now()), rules=_rules(), actor=VISITOR)[found.id]),
    )


@serves(
    Operation(
        "getLawEvidence", "GET", "/laws/{number}/evidence", "laws", lazy_gettext("What stories say for and against a law"), LawEvidence,
        about=lazy_gettext("The strongest stories of each side, as on the page of the law. All codings: /codings?law=…"),
        asked=EvidenceAsked,
    )
)  # fmt: skip
def evidence(number: int, asked: EvidenceAsked) -> LawEvidence:
    found = _numbered(number, asked.lang)
    told = evidence_for_law(found.id, asked.lang, asked.limit, actor=VISITOR)
    sides = (told.upholds, told.violates, told.mixed)
    cards = story_cards([story_id(one.story_public_id) or 0 for side in sides for one in side], actor=VISITOR)
    free = {card.public_id for card in cards.values() if card.is_free}
    strong = law_strengths([found.id], today=day_of(now()), rules=_rules(), actor=VISITOR)[found.id]
    upholds, violates, mixed = (tuple(_evidence(one, one.story_public_id in free) for one in side) for side in sides)
    return LawEvidence(found.number, _figures(strong), told.coders, upholds, violates, mixed)


def _numbered(number: int, lang: str) -> LawPage:
    found = law_page(number, lang) if 0 < number <= MAX_NUMBER else None
    if found is None:
        raise NotFound(log="no such law")
    return found


def _strengths(cards: Sequence[LawCard]) -> Mapping[int, LawStrength]:
    return law_strengths([card.id for card in cards], today=day_of(now()), rules=_rules(), actor=VISITOR)


def _rules() -> StrengthRules:
    known = settings()
    return StrengthRules(known.contested_tellers, known.contested_one_in, known.growing_percent, known.fading_months)


def _item(card: LawCard, strong: LawStrength, rules: StrengthRules) -> LawItem:
    return LawItem(
        number=card.number or 0,
        address=law_address(card.key, card.lang),
        lang=card.lang,
        name=card.name,
        statement=card.statement,
        group=card.group_slug,
        stages=card.stages,
        status=standing_of(strong, rules),
        figures=_figures(strong),
    )


def _figures(strong: LawStrength) -> Figures:
    counted = strong.figures
    return Figures(
        stories=counted.stories,
        organisations=counted.organisations,
        passages=counted.passages,
        upholds=counted.upholds,
        violates=counted.violates,
        mixed=counted.mixed,
        tellers_upholding=counted.u,
        tellers_violating=counted.v,
        strength=strong.strength,
        movement=str(strong.trend) if strong.trend else None,
    )


def _evidence(one: Evidence, free: bool) -> EvidenceRecord:
    return EvidenceRecord(
        coding=one.coding_id,
        story=one.story_public_id,
        address=story_address(one.story_public_id, one.lang, sentence=one.sentence_number or 0),
        exact=(one.exact or None) if free else None,
        polarity=one.polarity,
        strength=one.strength,
        organisation=one.organisation,
        lang=one.lang,
        more=one.more,
    )
