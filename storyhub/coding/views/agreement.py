"""How far coders agree, for everybody: overall and law by law, with the tables behind the figures, and the same as CSV."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from flask import Response, request

from storyhub.coding.domain.agreement.levels import FEW
from storyhub.coding.labels import LEVEL_LABELS
from storyhub.coding.queries.agreement import Agreement, agreement_of, agreement_of_laws, law_named, overall_agreement
from storyhub.coding.queries.agreement_desk import named_laws, ratings_of_law
from storyhub.coding.views.agreement_csv import FIGURE_COLUMNS, csv_answer, figure_cells
from storyhub.coding.views.blueprint import bp
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import page
from storyhub.laws.queries import LawCard, law_cards
from storyhub.stories.domain.public_id import public_id

SHOWN = 30


@dataclass(frozen=True, slots=True)
class LawLine:
    """A law in the table, with its figures by level."""

    law: LawCard
    levels: dict[str, Agreement]

    @property
    def figures(self) -> Agreement:
        return self.levels.get("story", Agreement())


SORTS: dict[str, Callable[[LawLine], tuple[float, int]]] = {
    "number": lambda line: (line.law.number or math.inf, line.law.id),
    "alpha": lambda line: (_lowest_last(line.figures.alpha), line.law.id),
    "percent": lambda line: (_lowest_last(line.figures.percent), line.law.id),
    "passages": lambda line: (_lowest_last(line.levels.get("character", Agreement()).alpha), line.law.id),
}


@bp.get("/agreement")
def agreement() -> Response:
    """Is the library reliable?"""
    sort = request.args.get("sort", "")
    return page(
        "coding/agreement.html",
        overall=overall_agreement(),
        lines=_lines(sort if sort in SORTS else "number"),
        levels=LEVEL_LABELS,
        few=FEW,
        sort=sort if sort in SORTS else "number",
        sorts={
            "number": lazy_gettext("number"),
            "alpha": lazy_gettext("alpha, best first"),
            "passages": lazy_gettext("alpha of passages, best first"),
            "percent": lazy_gettext("percent, best first"),
        },
    )


@bp.get("/agreement.csv")
def agreement_csv() -> Response:
    """All figures, with the tables they come from. `level` and `scope` are words of the program, the same in every language."""
    rows: list[tuple[object, ...]] = [("overall", "", level, *figure_cells(found)) for level, found in overall_agreement().items()]
    rows += [("law", line.law.key, level, *figure_cells(found)) for line in _lines("number") for level, found in line.levels.items()]
    return csv_answer("agreement.csv", ("scope", "law", "level", *FIGURE_COLUMNS), rows)


@bp.get("/agreement/laws/<key>")
def agreement_on_law(key: str) -> Response:
    """The tables behind one law's figures, and the stories its coders see differently."""
    law = _law(key)
    named = named_laws(law_id=law.id)
    disputed = [one for one in named if one.is_disputed]
    return page(
        "coding/agreement_law.html",
        law=law,
        figures=agreement_of("law", law_id=law.id),
        levels=LEVEL_LABELS,
        agreed=len(named) - len(disputed),
        disputed=[(public_id(one.story_id), len(one.by), one.readers) for one in disputed[:SHOWN]],
        more=max(0, len(disputed) - SHOWN),
    )


@bp.get("/agreement/laws/<key>.csv")
def agreement_on_law_csv(key: str) -> Response:
    """Who named the law where, as `agreement FILE` reads it. Coders are numbered, not named."""
    law = _law(key)
    rows = ratings_of_law(law.id)
    numbers = {coder: number for number, coder in enumerate(sorted({coder for coder, _, _ in rows}), start=1)}
    cells = [(numbers[coder], public_id(story), value) for coder, story, value in rows]
    return csv_answer(f"agreement-law-{law.key}.csv", ("coder", "unit", "value"), cells)


def _law(key: str) -> LawCard:
    """Raises: NotFound"""
    found = law_named(key)
    card = law_cards([found], lang=current_language()).get(found) if found else None
    if card is None:
        raise NotFound(log="no such law")
    return card


def _lines(sort: str) -> list[LawLine]:
    levels: dict[int, dict[str, Agreement]] = {}
    for law_id, level, found in agreement_of_laws():
        levels.setdefault(law_id, {})[level] = found
    cards = law_cards(levels, lang=current_language())
    return sorted((LawLine(cards[law_id], by) for law_id, by in levels.items() if law_id in cards), key=SORTS[sort])


def _lowest_last(value: float | None) -> float:
    """For sorting the highest first, undefined ones after all others."""
    return math.inf if value is None else -value
