"""The page of one law with what speaks for and against it, and the way to any law."""

from __future__ import annotations

from random import choice

from flask import Response

from storyhub.citing.domain.linked_data import document, term
from storyhub.coding.domain.words import Polarity
from storyhub.coding.queries import evidence_for_law, law_agreement, law_strengths, memos, research_graded, turning_points
from storyhub.coding.rules import may_use_desk
from storyhub.editions.queries.since import since_latest
from storyhub.kit.days import day_of
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import current_actor, no_store, now, page, see_other, settings
from storyhub.laws.domain.words import LawState, RelationKind
from storyhub.laws.queries import law_numbers
from storyhub.laws.rules import may_edit
from storyhub.reading.views.addresses import law_address, with_query
from storyhub.reading.views.blueprint import bp
from storyhub.reading.views.cards import law_picture
from storyhub.reading.views.cited import law_box
from storyhub.reading.views.law_addressed import law_numbered
from storyhub.reading.views.linked import pointing
from storyhub.reading.views.linked_shapes import law_here, law_signposts, library_here
from storyhub.reading.views.strength import strength_rules

# Stories on each side; a link leads to all of them.
QUOTES = 4


@bp.get("/laws/any")
def any_law() -> Response:
    """Leads to a law in force, another one each time."""
    no_store()
    numbers = law_numbers()
    if not numbers:
        raise NotFound(lazy_gettext("The library holds no law yet. It begins with a story."), log="no law in force")
    return see_other("reading.law", number=choice(numbers))  # noqa: S311  # no secret


@bp.get("/laws/<int:number>")
def law(number: int) -> Response:
    found, lang, actor, today = law_numbered(number), current_language(), current_actor(), day_of(now())
    rivals = [other.id for other in found.relations if other.kind == RelationKind.in_tension_with]
    strong = law_strengths([found.id, *rivals], today=today, rules=strength_rules(), actor=actor)
    evidence = evidence_for_law(found.id, lang, QUOTES, actor=actor)
    answer = page(
        "reading/law.html",
        law=found,
        picture=law_picture(found),
        linked=document(term(law_here(found), library_here())),
        in_force=found.state == LawState.accepted,
        evidence=evidence,
        graded=research_graded(found.id, actor=actor),
        strong=strong,
        quarters=strong[found.id].quarters(today),
        agreement=law_agreement([found.id])[found.id],
        moments=turning_points(found.id, actor=actor),
        passages_address=_passages(found.key),
        side_addresses={str(polarity): _passages(found.key, polarity) for polarity in Polarity},
        law_address=law_address,
        group_address=with_query("reading.laws", [("group", found.group_slug)]),
        address=f"{settings().base_url}{with_query('reading.law', (), number=number)}",
        citation=law_box(found),
        can_edit=may_edit(actor),
        since=since_latest(number),
        memos=memos(actor=actor, lang=lang, law_id=found.id) if may_use_desk(actor) else None,
    )
    return pointing(answer, law_signposts(number, lang))


def _passages(key: str, *polarities: str) -> str:
    """The search for every passage marked with a law."""
    return with_query("reading.search", [("kind", "passage"), ("law", key), *(("polarity", str(one)) for one in polarities)])
