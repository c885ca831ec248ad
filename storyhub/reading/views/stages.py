"""The four stages of a customer's way: what each is about, the laws of it, and the stories told about it."""

from __future__ import annotations

from collections import Counter

from flask import Response

from storyhub.coding.queries import law_evidence_counts
from storyhub.kit.errors import NotFound
from storyhub.kit.i18n import current_language
from storyhub.kit.web import Pagination, current_actor, page, page_number
from storyhub.laws.queries import library
from storyhub.reading.labels import STAGE_TEXTS
from storyhub.reading.queries.law_tallies import tallies_of
from storyhub.reading.queries.story_tallies import stories_by_stage
from storyhub.reading.views.addresses import law_address, with_query
from storyhub.reading.views.blueprint import bp
from storyhub.stories.queries import StoryFilters, story_list

PAGE_SIZE = 20


@bp.get("/stages")
def stages() -> Response:
    return page(
        "reading/stages.html",
        stages=STAGE_TEXTS,
        stories=stories_by_stage(current_actor()),
        laws=Counter(stage for card in library(current_language()) for stage in card.stages),
    )


@bp.get("/stages/<stage>")
def stage(stage: str) -> Response:
    if stage not in STAGE_TEXTS:
        raise NotFound(log="no such stage")
    number, actor = page_number(), current_actor()
    laws = [card for card in library(current_language()) if stage in card.stages]
    cards, total = story_list(StoryFilters(stage=stage), actor=actor, page=number, size=PAGE_SIZE)
    words = list(STAGE_TEXTS)
    at = words.index(stage)
    return page(
        "reading/stage.html",
        stage=stage,
        texts=STAGE_TEXTS,
        position=at + 1,
        previous=words[at - 1] if at else None,
        following=words[at + 1] if at + 1 < len(words) else None,
        cards=cards,
        pages=Pagination(number, PAGE_SIZE, total),
        laws=tallies_of(laws, law_evidence_counts([card.id for card in laws], actor=actor)),
        law_address=law_address,
        search_address=with_query("reading.search", [("stage", stage)]),
    )
