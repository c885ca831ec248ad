"""The site's codings, or one coder's, as a project for other programs."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import groupby

from sqlalchemy import select

from storyhub.coding.labels import STRENGTH_LABELS
from storyhub.exchange.domain.guids import guid_of, polarity_guid, story_guid
from storyhub.exchange.domain.losses import Loss, Losses, Lost
from storyhub.exchange.domain.mapping import STRENGTHS, coding_guid, place_address, strength_guid, user_guid
from storyhub.exchange.domain.project import Case, Coding, Note, Project, Selection, Source, User, Value, Variable
from storyhub.exchange.queries.coded import Coded, own_rows, public_rows
from storyhub.exchange.queries.codes import lineage_links, site_codebook
from storyhub.exchange.queries.texts import FACTS, Text, researched_ids, texts_of
from storyhub.kit.actor import Actor
from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Touchpoint


@dataclass(frozen=True, slots=True)
class SiteProject:
    """A project, and what of the site it cannot hold."""

    project: Project
    lost: tuple[Lost, ...]


def public_project(actor: Actor, *, site: str, name: str, lang: str, every_story: bool = False) -> SiteProject:
    """All codings of complete rounds that the actor may read; with `every_story` also stories that nobody has marked."""
    rows = public_rows(actor)
    return _project(rows, researched_ids(actor) if every_story else None, site=site, name=name, lang=lang)


def own_project(actor: Actor, *, person_id: int, site: str, name: str, lang: str) -> SiteProject:
    """What one coder has marked herself, finished or not."""
    return _project(own_rows(person_id, actor), None, site=site, name=name, lang=lang)


def _project(rows: Sequence[Coded], ids: Sequence[int] | None, *, site: str, name: str, lang: str) -> SiteProject:
    by_story = {story_id: list(found) for story_id, found in groupby(rows, key=lambda row: row.story_id)}
    law_ids = {row.law_id for row in rows}
    codebook = site_codebook(site, lang, named=law_ids)
    texts = list(texts_of(list(by_story) if ids is None else ids))
    used = {fact for text in texts for fact, _ in text.facts}
    project = Project(
        name=name,
        users=_users(rows, site),
        codes=codebook.codes if codebook else (),
        variables=tuple(Variable(_variable(site, fact), fact, kind) for fact, kind in FACTS.items() if fact in used),
        cases=_cases(texts, site),
        sources=tuple(_source(text, by_story.get(text.id, []), site) for text in texts),
        notes=_notes(rows, site),
        links=lineage_links(site, law_ids),
    )
    return SiteProject(project, tuple(_losses(project, texts, rows)))


def _users(rows: Iterable[Coded], site: str) -> tuple[User, ...]:
    people = sorted({(row.handle, row.coder) for row in rows})
    return tuple(User(user_guid(site, handle), coder, handle) for handle, coder in people)


def _cases(texts: Iterable[Text], site: str) -> tuple[Case, ...]:
    companies: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for text in texts:
        if text.organisation is not None:
            companies[text.organisation].append(story_guid(site, text.public_id))
    return tuple(Case(guid_of(f"{site}/organisations/{slug}"), name, tuple(ids)) for (slug, name), ids in sorted(companies.items()))


def _source(text: Text, rows: Sequence[Coded], site: str) -> Source:
    address = f"{site}/stories/{text.public_id}"
    places = groupby((row for row in rows if row.start is not None), key=lambda row: (row.start, row.end))
    return Source(
        guid=story_guid(site, text.public_id),
        name=f"{text.public_id}. {text.title}" if text.title else text.public_id,
        text=text.plain,
        selections=tuple(_selection(address, list(found), site) for _, found in places),
        codings=tuple(_coding(address, row, site) for row in rows if row.start is None),
        values=tuple(Value(_variable(site, fact), FACTS[fact], value) for fact, value in text.facts),
    )


def _selection(story: str, rows: Sequence[Coded], site: str) -> Selection:
    start, end = rows[0].start or 0, rows[0].end or 0
    place = place_address(story, start, end)
    return Selection(guid_of(place), start, end, rows[0].exact, tuple(_coding(place, row, site) for row in rows))


def _coding(place: str, row: Coded, site: str) -> Coding:
    guid = _guid(place, row)
    notes = (strength_guid(site, row.strength), *((guid_of(f"{guid}#note"),) if row.note else ()))
    return Coding(guid, polarity_guid(site, row.law_key, row.polarity), user_guid(site, row.handle), _moment(row.at), notes)


def _notes(rows: Sequence[Coded], site: str) -> tuple[Note, ...]:
    """The three notes that say how strong a coding is, as far as they are used, then what coders wrote beside theirs."""
    used = {row.strength for row in rows}
    strengths = [Note(strength_guid(site, each), f"{each}", f"{STRENGTH_LABELS[each]}") for each in STRENGTHS if each in used]
    written = []
    for row in rows:
        if row.note:
            guid = _guid(_place(row, site), row)
            written.append(Note(guid_of(f"{guid}#note"), row.law_key, row.note, user_guid(site, row.handle), _moment(row.at)))
    return (*strengths, *written)


def _place(row: Coded, site: str) -> str:
    return place_address(f"{site}/stories/{public_id(row.story_id)}", row.start, row.end)


def _guid(place: str, row: Coded) -> str:
    return coding_guid(place, law=row.law_key, polarity=row.polarity, handle=row.handle)


def _variable(site: str, fact: str) -> str:
    return guid_of(f"{site}/stories#{fact}")


def _moment(at: datetime) -> str:
    return at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")


def _losses(project: Project, texts: Sequence[Text], rows: Sequence[Coded]) -> Losses:
    losses = Losses()
    losses.add(Loss.formatting, count=len(texts))
    losses.add(Loss.other_language, count=sum(len(group.children) for group in project.codes))
    losses.add(Loss.rounds, count=len({row.story_id for row in rows}))
    told = set(db.session.execute(select(Touchpoint.story_id)).scalars())
    losses.add(Loss.touchpoints, count=sum(text.id in told for text in texts))
    return losses
