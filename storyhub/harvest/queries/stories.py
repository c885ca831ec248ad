"""Stories as items: what everybody can read of them now, and no more of the text than its teller has released."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any, cast

from sqlalchemy import Row, Select, select

from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import select_public
from storyhub.harvest.domain.item import CC_BY, Item, Tie, Words
from storyhub.kit.db import db
from storyhub.laws.models import Law
from storyhub.stories.domain.excerpt import excerpt, opening
from storyhub.stories.domain.public_id import public_id, story_id
from storyhub.stories.domain.words import Audience, State
from storyhub.stories.models import Organisation, Revision, Story
from storyhub.stories.queries.sectors import STORY_SECTOR

KIND = "story"
FOLDER = "stories/"
# The largest key a database can hold; a longer number is nobody's.
MAX_ID = 2**31 - 1
# Tellers have no names here, and are not asked for one.
TELLER = "Anonymous"
OWN = (
    Words("The story belongs to the person who told it: link to it and quote it briefly.", "en"),
    Words("История принадлежит тому, кто её рассказал: на неё можно ссылаться и кратко цитировать.", "ru"),
)
_PUBLIC = (Story.state == State.published, Story.audience == Audience.public)


def story_items(keys: Sequence[str]) -> Mapping[str, Item]:
    """Items by key; what is not public now is not there. Two SQL queries."""
    ids = [int(key) for key in keys if key.isascii() and key.isdigit()]
    rows = db.session.execute(_rows().where(Story.id.in_(ids))).all()
    laws = _laws_of([row.id for row in rows])
    return {str(row.id): _item(row, laws.get(row.id, ())) for row in rows}


def public_keys() -> Collection[str]:
    """Keys of all stories that everybody can read. One SQL query."""
    chosen = select(Story.id).where(*_PUBLIC, Story.published_revision_id.is_not(None)).order_by(Story.id)
    return [str(found) for found in db.session.execute(chosen).scalars()]


def story_paths(keys: Iterable[str]) -> Mapping[str, str]:
    """The permanent address of each story, whatever became of it."""
    return {key: f"{FOLDER}{public_id(int(key))}" for key in keys}


def story_key(path: str) -> str | None:
    """The inverse; None for what is no story's address."""
    number = story_id(path.removeprefix(FOLDER)) if path.startswith(FOLDER) else None
    return str(number) if number is not None and number <= MAX_ID else None


def _rows() -> Select[Any]:
    told = (Story.title, Story.lang, Story.stage, Story.published_on, Story.may_open_data, Story.rights, Revision.plain)
    chosen = cast(Select[Any], select(Story.id, STORY_SECTOR.label("sector"), *told))
    return (
        chosen.join(Revision, Revision.id == Story.published_revision_id)
        .outerjoin(Organisation, Organisation.id == Story.organisation_id)
        .where(*_PUBLIC, Revision.purged_at.is_(None))
    )


def _laws_of(ids: Sequence[int]) -> Mapping[int, tuple[int, ...]]:
    """Numbers of the laws that the story's public codings name."""
    chosen = (
        select_public(Coding.story_id, Law.number)
        .join(Law, Law.id == Coding.law_id)
        .where(Coding.story_id.in_(ids), Law.number.is_not(None))
        .distinct()
        .order_by(Coding.story_id, Law.number)
    )
    found: dict[int, tuple[int, ...]] = {}
    for story, number in db.session.execute(chosen):
        found[story] = (*found.get(story, ()), number)
    return found


def _item(row: Row[Any], laws: tuple[int, ...]) -> Item:
    title, rest = (row.title, row.plain) if row.title else opening(row.plain)
    # A whole text is given away only where its teller allows it; the beginning is what any list on the site shows.
    told = row.plain if row.may_open_data else excerpt(rest)
    words = [word for word in (row.stage, row.sector) if word]
    own = (Words(row.rights),) if row.rights else OWN
    named = (f"lang:{row.lang}", row.stage and f"stage:{row.stage}", row.sector and f"sector:{row.sector}")
    return Item(
        kind="story",
        path=f"{FOLDER}{public_id(row.id)}",
        titles=(Words(title, row.lang),),
        descriptions=(Words(told, row.lang),) if told else (),
        day=row.published_on,
        languages=(row.lang,),
        subjects=(*(Words(word, "en") for word in words), *(Words(f"Law {number}", "en") for number in laws)),
        rights=() if row.may_open_data else own,
        licence=CC_BY if row.may_open_data else None,
        creator=TELLER,
        ties=tuple(Tie("References", f"laws/{number}") for number in laws),
        sets=(*(name for name in named if name), *(f"law:{number}" for number in laws)),
    )
