"""How strong a law is: the thresholds of this instance, the page that explains them, and the evidence and the curve as files."""

from __future__ import annotations

from flask import Response

from storyhub.coding.domain.strength import Sides, StrengthRules
from storyhub.coding.queries import law_strengths
from storyhub.coding.queries.law_codings import COLUMNS, law_codings
from storyhub.kit.days import day_of
from storyhub.kit.web import now, page, settings
from storyhub.reading.views.blueprint import bp
from storyhub.reading.views.law_addressed import law_numbered
from storyhub.reading.views.tables import csv_answer

# Voices for and against, to show what the bound makes of them.
EXAMPLES = (Sides(1, 0), Sides(3, 0), Sides(10, 0), Sides(8, 2), Sides(80, 20), Sides(10, 10), Sides(0, 4))


def strength_rules() -> StrengthRules:
    """The thresholds in force."""
    known = settings()
    return StrengthRules(known.contested_tellers, known.contested_one_in, known.growing_percent, known.fading_months)


@bp.get("/how-strength-works")
def how_strength_works() -> Response:
    return page("reading/how_strength_works.html", rules=strength_rules(), examples=EXAMPLES)


@bp.get("/laws/<int:number>/strength.csv")
def strength_csv(number: int) -> Response:
    """Quarter by quarter what everybody may read; an empty strength where nobody had said anything."""
    law = law_numbered(number)
    today = day_of(now())
    quarters = law_strengths([law.id], today=today, rules=strength_rules())[law.id].quarters(today)
    rows = [(one.name, one.sides.u, one.sides.v, "" if one.sides.strength is None else f"{one.sides.strength:.6f}") for one in quarters]
    return csv_answer(f"law-{number}-strength.csv", ("quarter", "tellers_uphold", "tellers_violate", "strength"), rows)


@bp.get("/laws/<int:number>/evidence.csv")
def evidence_csv(number: int) -> Response:
    """Every coding of the law that everybody may read."""
    return csv_answer(f"law-{number}-evidence.csv", COLUMNS, law_codings(law_numbered(number).id))
