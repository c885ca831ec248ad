"""A draft as it would be frozen now, and what it still lacks."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from sqlalchemy import select

from storyhub.coding.domain.strength import Sides, StrengthRules, trend
from storyhub.coding.domain.strength_over_time import whole_months
from storyhub.coding.queries import LawStrength, law_agreement, law_strengths
from storyhub.editions.domain.changes import changes_since
from storyhub.editions.domain.checklist import Missing, missing
from storyhub.editions.domain.snapshot import Both, Evidence, FrozenLaw, Quote, Snapshot
from storyhub.editions.models import Edition, EditionPart
from storyhub.editions.queries.material import material
from storyhub.editions.queries.quotable import Quotable, chosen_quotes
from storyhub.editions.queries.stored import latest, snapshot_of
from storyhub.kit.days import day_of
from storyhub.kit.db import db

LICENCE = "CC BY 4.0"


@dataclass(frozen=True, slots=True)
class EditionRules:
    """What the operator sets: the address the edition is found at, and the numbers of the check list and the changelog."""

    address: str
    strength: StrengthRules
    least_tellers: int = 3
    moved_percent: int = 5


@dataclass(frozen=True, slots=True)
class Draft:
    """The edition as it would be frozen now. `quotes` stand in the order of `snapshot.quotes`, with the rows they come from."""

    snapshot: Snapshot
    missing: tuple[Missing, ...]
    quotes: tuple[Quotable, ...]

    @property
    def may_be_frozen(self) -> bool:
        return not any(one.blocks for one in self.missing)


def draft_of(edition: Edition, *, now: datetime, rules: EditionRules) -> Draft:
    """A constant number of SQL queries, and no more with more laws."""
    found, previous = material(edition.id), latest()
    last = snapshot_of(previous) if previous else None
    quotes, lost = _by_law(edition.id, tuple(found.laws))
    chosen = Counter(quote.law_id for quote in quotes)
    evidence = _evidence(found.laws, last, now=now, rules=rules.strength)
    laws = {law_id: replace(law, evidence=evidence[law_id], quotes=chosen[law_id]) for law_id, law in found.laws.items()}
    before = last.laws if last else ()
    snapshot = Snapshot(
        number=(previous or 0) + 1,
        frozen_on=day_of(now).isoformat(),
        title=Both(edition.title_ru, edition.title_en),
        foreword=Both(edition.foreword_ru, edition.foreword_en),
        publisher=edition.publisher,
        address=rules.address.rstrip("/"),
        licence=LICENCE,
        groups=found.groups,
        laws=tuple(laws.values()),
        quotes=_numbered(quotes, laws),
        changes=changes_since(
            before, tuple(laws.values()), ever=_ever(), lineage=found.lineage, in_force=found.in_force, least_percent=rules.moved_percent
        ) if last else (),
        previous=previous,
        doi=edition.doi,
    )
    here = {law.number for law in laws.values()}
    lacks = missing(
        snapshot,
        gone=found.gone,
        left_out=[number for number in found.in_force if number not in here],
        lost=[laws[law_id].number for law_id in lost if law_id in laws],
        least_tellers=rules.least_tellers,
    )
    return Draft(snapshot, lacks, quotes)


def _by_law(edition_id: int, law_ids: Sequence[int]) -> tuple[tuple[Quotable, ...], tuple[int, ...]]:
    """The quotes of laws that are taken in, in the order of the laws."""
    quotes, lost = chosen_quotes(edition_id)
    order = {law_id: place for place, law_id in enumerate(law_ids)}
    kept = [quote for quote in quotes if quote.law_id in order]
    return tuple(sorted(kept, key=lambda quote: order[quote.law_id])), lost


def _numbered(quotes: Sequence[Quotable], laws: Mapping[int, FrozenLaw]) -> tuple[Quote, ...]:
    places: Counter[int] = Counter()
    found = []
    for quote in quotes:
        places[quote.law_id] += 1
        found.append(
            Quote(
                law=laws[quote.law_id].number,
                place=places[quote.law_id],
                story=quote.story_public_id,
                lang=quote.lang,
                polarity="upholds" if quote.polarity == "upholds" else "violates",
                text=quote.text,
            )
        )
    return tuple(found)


def _evidence(laws: Mapping[int, FrozenLaw], last: Snapshot | None, *, now: datetime, rules: StrengthRules) -> dict[int, Evidence]:
    """What the coding feature counts today; only the movement is another one: since the last edition, where the law stood in it."""
    before = {law.number: law.evidence for law in last.laws} if last else {}
    strong, agreed = law_strengths(laws, today=day_of(now), rules=rules), law_agreement(tuple(laws))
    return {
        law_id: Evidence(
            stories=strong[law_id].figures.stories,
            organisations=strong[law_id].figures.organisations,
            tellers_upholding=strong[law_id].figures.u,
            tellers_violating=strong[law_id].figures.v,
            upholds=strong[law_id].figures.upholds,
            violates=strong[law_id].figures.violates,
            alpha=agreed[law_id].alpha,
            strength=strong[law_id].strength,
            movement=_movement(strong[law_id], before.get(law.number), now=now, rules=rules),
        )
        for law_id, law in laws.items()
    }


def _movement(strong: LawStrength, before: Evidence | None, *, now: datetime, rules: StrengthRules) -> str:
    if before is None:
        return str(strong.trend or "")
    figures = strong.figures
    return str(
        trend(
            figures.sides,
            before=Sides(u=before.tellers_upholding, v=before.tellers_violating),
            months_since_upheld=whole_months(day_of(figures.last_upheld), day_of(now)) if figures.last_upheld else None,
            rules=rules,
        )
        or ""
    )


def _ever() -> frozenset[int]:
    return frozenset(db.session.execute(select(EditionPart.law_number).distinct()).scalars())
