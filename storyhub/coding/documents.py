"""Coded passages as search documents, the laws a story is found under, and how good the evidence is. Only what is public counts."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import func, select

from storyhub.coding.domain.evidence_weight import law_weight, passage_weight, story_weight
from storyhub.coding.models import Coding
from storyhub.coding.queries.grades import story_grades
from storyhub.coding.queries.law_figures import law_figures
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.kit.actor import VISITOR
from storyhub.kit.db import db
from storyhub.laws.domain.law_key import proposal_key
from storyhub.laws.models import Law, LawRevision
from storyhub.search.domain.document import Document
from storyhub.stories.models import Organisation, Passage, Story

KIND = "passage"


def passage_documents(ids: Sequence[str]) -> Mapping[str, Document | None]:
    """A document for each key, None for a coding that is not public (any more), unknown, or of a whole story. One SQL query."""
    documents: dict[str, Document | None] = dict.fromkeys(ids)
    wanted = [int(key) for key in documents if key.isascii() and key.isdigit()]
    if not wanted:
        return documents
    statement = (
        select_public(Coding, Passage.exact, Story, Law, LawRevision.name_ru, LawRevision.name_en, Organisation.slug)
        .join(Law, Law.id == Coding.law_id)
        .join(LawRevision, LawRevision.id == Law.current_id)
        .outerjoin(Organisation, Organisation.id == Story.organisation_id)
        .where(Coding.id.in_(wanted), Coding.passage_id.is_not(None))
    )
    for coding, exact, story, law, name_ru, name_en, slug in db.session.execute(statement).all():
        documents[str(coding.id)] = _document(coding, exact, story, law, title=f"{name_ru} {name_en}".strip(), slug=slug)
    return documents


def all_keys() -> Iterable[str]:
    """Keys of every coding that may have a document."""
    chosen = select(Coding.id).where(Coding.removed_at.is_(None), Coding.passage_id.is_not(None)).order_by(Coding.id)
    return [str(key) for key in db.session.execute(chosen).scalars()]


def story_law_facets(story_ids: Sequence[Any]) -> Mapping[str, Mapping[str, tuple[str, ...]]]:
    """For each story (by id, as number or text) the facet `law` from its public codings: what stories add to their documents."""
    facets: dict[str, Mapping[str, tuple[str, ...]]] = {str(story_id): {} for story_id in story_ids}
    if not facets:
        return facets
    statement = (
        select_public(Coding.story_id, Law.number, Law.proposal_number)
        .join(Law, Law.id == Coding.law_id)
        .where(Coding.story_id.in_([int(story_id) for story_id in facets]))
        .distinct()
        .order_by(Coding.story_id, Law.number, Law.proposal_number)
    )
    for story_id, number, proposal in db.session.execute(statement).all():
        known = facets[str(story_id)].get("law", ())
        facets[str(story_id)] = {"law": (*known, _key(number, proposal))}
    return facets


def story_passages(story_ids: Sequence[Any]) -> Mapping[str, str]:
    """For each story (by id, as number or text) the texts of its publicly coded passages, each once: they weigh more in a search."""
    passages: dict[str, list[str]] = {str(story_id): [] for story_id in story_ids}
    if not passages:
        return {}
    statement = (
        select_public(Coding.story_id, Passage.start, Passage.exact)
        .where(Coding.story_id.in_([int(story_id) for story_id in passages]), Coding.passage_id.is_not(None))
        .distinct()
        .order_by(Coding.story_id, Passage.start)
    )
    for story_id, _start, exact in db.session.execute(statement).all():
        passages[str(story_id)].append(exact)
    return {story_id: "\n".join(dict.fromkeys(texts)) for story_id, texts in passages.items()}


def story_weights(story_ids: Sequence[Any]) -> Mapping[str, int]:
    """For each story (by id, as number or text) how good its evidence is to everybody. Three SQL queries, none without stories."""
    wanted = [int(story_id) for story_id in story_ids]
    if not wanted:
        return {}
    grades = story_grades(wanted)
    counted = select_public(Coding.story_id, func.count(Coding.id)).where(Coding.story_id.in_(wanted), readable_by(VISITOR))
    codings = {int(row[0]): int(row[1]) for row in db.session.execute(counted.group_by(Coding.story_id))}
    return {
        str(story_id): story_weight(grades[story_id].grade if story_id in grades else None, codings.get(story_id, 0))
        for story_id in wanted
    }


def law_weights(law_ids: Sequence[Any]) -> Mapping[str, int]:
    """For each law (by id, as number or text) how strong it is to everybody. One SQL query, none without laws."""
    return {str(law_id): law_weight(figures.sides.strength) for law_id, figures in law_figures(map(int, law_ids)).items()}


def _document(coding: Coding, exact: str, story: Story, law: Law, *, title: str, slug: str | None) -> Document:
    # Each part's version only ever grows, so their sum changes with every change of what is written here.
    revision = coding.version_id + story.version_id + law.version_id
    return Document(
        kind=KIND,
        key=str(coding.id),
        revision=revision,
        lang=story.lang,
        audience="staff" if story.audience == "staff" else "public",
        title=title,
        text=exact,
        date=story.published_on,
        facets={
            "kind": (KIND,),
            "law": (_key(law.number, law.proposal_number),),
            "polarity": (coding.polarity,),
            "lang": (story.lang,),
            "sector": (story.sector,) if story.sector else (),
            "org": (slug,) if slug else (),
            "stage": (story.stage,) if story.stage else (),
            "year": (str(story.published_on.year),) if story.published_on else (),
        },
        weight=passage_weight(coding.strength),
    )


def _key(number: int | None, proposal: int | None) -> str:
    return str(number) if number else proposal_key(proposal or 0)
