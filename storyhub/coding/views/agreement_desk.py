"""Agreement for researchers and curators: pairs of coders by name, and stories, those seen most differently first."""

from __future__ import annotations

from collections.abc import Mapping

from flask import Response

from storyhub.accounts.models import Person
from storyhub.coding.labels import LEVEL_LABELS
from storyhub.coding.queries.agreement import Agreement, agreement_of, agreement_of_laws
from storyhub.coding.queries.agreement_desk import (
    Named,
    agreement_of_pairs,
    agreement_of_stories,
    named_laws,
    people,
    ratings_of_pair,
    readers_of,
)
from storyhub.coding.views.agreement_csv import csv_answer
from storyhub.coding.views.blueprint import bp
from storyhub.kit.actor import Role
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import current_language
from storyhub.kit.web import Pagination, no_store, page, page_number, sign_in_required
from storyhub.laws.queries import law_cards
from storyhub.stories.domain.public_id import public_id, story_id

PAGE_SIZE = 30


@bp.get("/desk/agreement")
@sign_in_required(Role.researcher, Role.curator)
def desk_agreement() -> Response:
    no_store()
    number = page_number()
    stories, total = agreement_of_stories(page=number, size=PAGE_SIZE)
    return page(
        "coding/agreement_desk.html",
        pairs=agreement_of_pairs(),
        stories=stories,
        pagination=Pagination(number=number, size=PAGE_SIZE, total=total),
    )


@bp.get("/desk/agreement/pairs/<int:first>/<int:second>")
@sign_in_required(Role.researcher, Role.curator)
def agreement_of_pair(first: int, second: int) -> Response:
    no_store()
    one, other, figures = _pair(first, second)
    return page("coding/agreement_pair.html", one=one, other=other, figures=figures, levels=LEVEL_LABELS)


@bp.get("/desk/agreement/pairs/<int:first>/<int:second>.csv")
@sign_in_required(Role.researcher, Role.curator)
def agreement_of_pair_csv(first: int, second: int) -> Response:
    """What each of the two named, as `agreement FILE` reads it: a unit is a law in a story."""
    no_store()
    one, other, _figures = _pair(first, second)
    handles = {one.id: one.handle, other.id: other.handle}
    rows = ratings_of_pair(one.id, other.id)
    keys = {law_id: card.key for law_id, card in law_cards({law for _, _, law, _ in rows}, lang=current_language()).items()}
    cells = [(handles[coder], f"{public_id(story)} {keys[law]}", value) for coder, story, law, value in rows if law in keys]
    return csv_answer(f"agreement-{one.handle}-{other.handle}.csv", ("coder", "unit", "value"), cells)


@bp.get("/desk/agreement/stories/<public_id>", endpoint="agreement_on_story")
@sign_in_required(Role.researcher, Role.curator)
def on_story(public_id: str) -> Response:
    """Who named which law in one story whose round is complete."""
    no_store()
    readers, named, figures = _story(public_id)
    return page(
        "coding/agreement_story.html",
        story_id=public_id,
        readers=readers,
        named=named,
        cards=law_cards([one.law_id for one in named], lang=current_language()),
        figures=figures,
        levels=LEVEL_LABELS,
    )


@bp.get("/desk/agreement/stories/<public_id>.csv", endpoint="agreement_on_story_csv")
@sign_in_required(Role.researcher, Role.curator)
def on_story_csv(public_id: str) -> Response:
    """Every compared law, as `agreement FILE` reads it."""
    no_store()
    readers, named, _figures = _story(public_id)
    by = {one.law_id: one.by for one in named}
    cards = law_cards({law for law, level, _figures in agreement_of_laws() if level == "story"}, lang=current_language())
    cells = [(person.handle, card.key, int(person.id in by.get(law, ()))) for law, card in sorted(cards.items()) for person in readers]
    return csv_answer(f"agreement-{public_id}.csv", ("coder", "unit", "value"), cells)


def _pair(one: int, other: int) -> tuple[Person, Person, Mapping[str, Agreement]]:
    """Raises: NotFound unless both read a story in common."""
    figures = agreement_of("pair", coder_id=min(one, other), other_id=max(one, other))
    found = people(min(one, other), max(one, other)) if figures else ()
    if len(found) != 2:
        raise NotFound(log="no such pair")
    return found[0], found[1], figures


def _story(public: str) -> tuple[tuple[Person, ...], tuple[Named, ...], Mapping[str, Agreement]]:
    """Raises: NotFound unless it was compared, so that nothing of another round is given away."""
    number = story_id(public)
    figures = agreement_of("story", story_id=number) if number else {}
    if not number or not figures:
        raise NotFound(log="not a compared story")
    return readers_of(number), named_laws(story_id=number), figures
