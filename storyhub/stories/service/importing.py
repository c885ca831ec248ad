"""Many stories at once from a collection, with a constant number of statements a batch."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from datetime import UTC, datetime, time
from typing import Any

from sqlalchemy import insert, select, update

from storyhub.calls.queries import call_ids
from storyhub.kit import audit, outbox
from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import db
from storyhub.kit.errors import Invalid
from storyhub.kit.text import Rendered, detect_language
from storyhub.stories.domain.danger import kept_signs
from storyhub.stories.domain.drafts import ImportCounts, ImportedStory
from storyhub.stories.domain.names import name_key
from storyhub.stories.domain.sectors import sector_of
from storyhub.stories.domain.words import Audience, RevisionAuthor, Sector, State
from storyhub.stories.models import Organisation, Revision, Story, Touchpoint
from storyhub.stories.service.organisations import find_organisation

Item = tuple[ImportedStory, Rendered]


def import_story(
    imported: ImportedStory, rendered: Rendered, *, source: str, rights: str | None, publish: bool, now: datetime
) -> Story | None:
    """One record as a story; None if this source has brought it before."""
    added = _import([(imported, rendered)], source=source, rights=rights, publish=publish, now=now)
    return db.session.get_one(Story, added[0]) if added else None


def import_batch(items: Sequence[Item], *, source: str, rights: str | None, publish: bool, now: datetime) -> ImportCounts:
    """All records that this source has not brought before. Without `rights` they are for research only, never for the public."""
    added = _import(items, source=source, rights=rights, publish=publish, now=now)
    return ImportCounts(added=len(added), present=len(items) - len(added))


def _import(items: Sequence[Item], *, source: str, rights: str | None, publish: bool, now: datetime) -> list[int]:
    rights = rights.strip() or None if rights else None
    fresh = _fresh(items, source)
    if not fresh:
        return []
    organisations = _organisations(imported for imported, _ in fresh)
    calls = call_ids({imported.call for imported, _ in fresh if imported.call})
    common = {"source": source, "rights": rights, "state": State.published if publish else State.received}
    rows = [
        {**_story_row(*item, organisations, rights=rights, publish=publish, now=now), **_answering(item[0], calls), **common}
        for item in fresh
    ]
    db.session.execute(insert(Story), rows)
    ids = _ids(fresh, source)
    db.session.execute(insert(Revision), [_revision_row(ids[imported.external_id], imported, text, now=now) for imported, text in fresh])
    if touchpoints := list(_touchpoint_rows(ids, fresh)):
        db.session.execute(insert(Touchpoint), touchpoints)
    _link(list(ids.values()), publish=publish)
    why = f"{len(ids)} stories, {'published' if publish else 'queued'}, {'with' if rights else 'without'} rights"
    audit.record("story.import", kind="import", key=source[:64], actor=OPERATOR, now=now, why=why)
    outbox.record_many("index.story", [str(story_id) for story_id in ids.values()])
    outbox.record("near.story", "all")
    return list(ids.values())


def _fresh(items: Sequence[Item], source: str) -> list[Item]:
    """Without what is there already, and without a second record of one id."""
    wanted = {imported.external_id: (imported, rendered) for imported, rendered in reversed(items)}
    known = select(Story.external_id).where(Story.source == source, Story.external_id.in_(wanted))
    present = set(db.session.execute(known).scalars())
    return [item for external_id, item in reversed(wanted.items()) if external_id not in present]


def _organisations(stories: Iterable[ImportedStory]) -> dict[str, int]:
    """Name key → id of every company named; known ones are read with one query."""
    named: dict[str, ImportedStory] = {}
    for story in stories:
        if story.company and (key := name_key(story.company)):
            named.setdefault(key, story)
    known = select(Organisation.name_key, Organisation.id).where(Organisation.name_key.in_(named), Organisation.merged_into_id.is_(None))
    ids: dict[str, int] = {row.name_key: row.id for row in db.session.execute(known)}
    for key, story in named.items():
        if key not in ids:
            try:
                ids[key] = find_organisation(story.company or "", _sector(story)).id
            except Invalid:  # An endless name is no reason to lose the story; the record's labels keep it.
                continue
    return ids


def _sector(story: ImportedStory) -> Sector | None:
    return Sector(story.sector) if story.sector else sector_of(story.domain)


def _story_row(
    imported: ImportedStory, rendered: Rendered, organisations: dict[str, int], *, rights: str | None, publish: bool, now: datetime
) -> dict[str, Any]:
    day = imported.date or now.date()
    return {
        "version_id": 1,
        "external_id": imported.external_id,
        "audience": (imported.audience or Audience.public) if rights else Audience.staff,
        "lang": imported.lang or detect_language(rendered.plain),
        "title": imported.title,
        "labels": dict(imported.labels),
        "received_at": datetime.combine(imported.date, time(), UTC) if imported.date else now,
        "published_on": day if publish else None,
        "may_research": True,
        "may_quote": False,
        "may_open_data": False,
        "is_sample": False,
        "organisation_id": organisations.get(name_key(imported.company or "")),
        "sector": _sector(imported),
        "month": day.strftime("%Y-%m") if imported.date else None,
        "rating": imported.rating,
        "danger_signs": kept_signs(rendered.plain),
    }


def _answering(imported: ImportedStory, calls: dict[str, int]) -> dict[str, Any]:
    """The call a story answers; the name of one that is not known here stays with the labels."""
    call_id = calls.get(imported.call or "")
    lost = {"labels": {**imported.labels, "call": imported.call}} if imported.call and call_id is None else {}
    return {"call_id": call_id, **lost}


def _revision_row(story_id: int, imported: ImportedStory, rendered: Rendered, *, now: datetime) -> dict[str, Any]:
    return {
        "story_id": story_id,
        "number": 1,
        "source": imported.source_text,
        "plain": rendered.plain,
        "html": str(rendered.html),
        "pipeline": rendered.pipeline,
        "author": RevisionAuthor.imported,
        "why": "",
        "created_at": now,
    }


def _touchpoint_rows(ids: dict[str, int], items: Sequence[Item]) -> Iterator[dict[str, Any]]:
    for imported, _ in items:
        for position, place in enumerate(imported.touchpoints):
            yield {"story_id": ids[imported.external_id], "position": position, **asdict(place)}


def _ids(items: Sequence[Item], source: str) -> dict[str, int]:
    """External id → id of the rows just made. Read back with one query: SQLite hands ids out one row at a time."""
    wanted = [imported.external_id for imported, _ in items]
    rows = db.session.execute(select(Story.external_id, Story.id).where(Story.source == source, Story.external_id.in_(wanted)))
    return {str(external_id): story_id for external_id, story_id in rows}


def _link(ids: list[int], *, publish: bool) -> None:
    """Tells each story its only revision. In plain SQL: the rows were never objects, so there is no version to watch."""
    stories, revisions = Story.metadata.tables["story"], Revision.metadata.tables["revision"]
    only = select(revisions.c.id).where(revisions.c.story_id == stories.c.id).scalar_subquery()
    values: dict[str, Any] = {"latest_revision_id": only, **({"published_revision_id": only} if publish else {})}
    db.session.connection().execute(update(stories).where(stories.c.id.in_(ids)).values(values))
