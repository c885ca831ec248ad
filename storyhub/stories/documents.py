"""A published story as a search document."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import cast

from sqlalchemy import select

from storyhub.kit.db import db
from storyhub.search.domain.document import Audience, Document
from storyhub.stories.domain.words import State
from storyhub.stories.models import Organisation, Revision, Story

KIND = "story"


def story_documents(ids: Sequence[str]) -> Mapping[str, Document | None]:
    """A document for every key; None for what nobody may find. One SQL query."""
    numbers = [int(key) for key in ids if key.isascii() and key.isdigit()]
    rows = db.session.execute(
        select(Story, Revision.plain, Organisation.slug, Organisation.name, Organisation.sector)
        .join(Revision, Revision.id == Story.published_revision_id)
        .outerjoin(Organisation, Organisation.id == Story.organisation_id)
        .where(Story.id.in_(numbers), Story.state == State.published)
    )
    found: dict[str, Document | None] = dict.fromkeys(ids)
    for story, plain, slug, name, sector in rows:
        found[str(story.id)] = _document(story, plain, slug, name or "", story.sector or sector)
    return found


def all_keys() -> Iterable[str]:
    """The key of every story that has a document. One SQL query."""
    rows = db.session.execute(select(Story.id).where(Story.state == State.published).order_by(Story.id)).scalars()
    return (str(story_id) for story_id in rows)


def revisions() -> Iterable[tuple[str, int]]:
    """Key and revision of every story that has a document. One SQL query."""
    chosen = select(Story.id, Story.version_id).where(Story.state == State.published, Story.published_revision_id.is_not(None))
    return ((str(story_id), version) for story_id, version in db.session.execute(chosen))


def _document(story: Story, plain: str, slug: str | None, name: str, sector: str | None) -> Document:
    facets = {
        "kind": (KIND,),
        "lang": (story.lang,),
        "stage": (story.stage,) if story.stage else (),
        "sector": (sector,) if sector else (),
        "org": (slug,) if slug else (),
        "year": (str(story.published_on.year),) if story.published_on else (),
    }
    return Document(
        kind=KIND,
        key=str(story.id),
        revision=story.version_id,
        lang=story.lang,
        audience=cast(Audience, story.audience),
        title=story.title or "",
        text=plain,
        date=story.published_on,
        facets=facets,
        names=name,
    )
