"""What the codes, texts and users of a file are on this site."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import select

from storyhub.accounts.models import Person
from storyhub.coding.domain.words import Polarity
from storyhub.coding.labels import POLARITY_LABELS
from storyhub.exchange.domain.guids import law_guid, polarity_guid, story_guid
from storyhub.exchange.domain.laws_here import LawsHere, Meant, folded
from storyhub.exchange.domain.mapping import story_of, user_guid
from storyhub.exchange.domain.project import Source, User
from storyhub.exchange.queries.codes import CODABLE
from storyhub.kit.db import db
from storyhub.kit.i18n import force_locale
from storyhub.laws.models import Law
from storyhub.laws.queries.cards import key_of, with_wording
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.models import Revision, Story
from storyhub.stories.rules import may_be_coded


@dataclass(frozen=True, slots=True)
class TextHere:
    """A story of this site that a source names. `plain` is None where it is not (or no longer) to be coded."""

    public_id: str
    plain: str | None


def laws_here(site: str, *, told: Mapping[str, Meant]) -> LawsHere:
    """Laws that take codings: in force, or open proposals. A name that two laws have names neither. One SQL query."""
    guids: dict[str, Meant] = {}
    names: dict[str, set[str]] = {}
    for law, revision, _ in db.session.execute(with_wording().where(Law.state.in_(CODABLE))):
        key = key_of(law.number, law.proposal_number)
        guids[law_guid(site, key)] = Meant(key)
        guids |= {polarity_guid(site, key, polarity): Meant(key, polarity) for polarity in Polarity}
        for name in {revision.name_ru, revision.name_en} - {""}:
            names.setdefault(folded(name), set()).add(key)
    return LawsHere(guids, {name: next(iter(keys)) for name, keys in names.items() if len(keys) == 1}, polarity_words(), told)


def polarity_words() -> dict[str, str]:
    """Each word for a polarity, in both languages."""
    found = {str(polarity): str(polarity) for polarity in Polarity}
    for lang in ("ru", "en"):
        with force_locale(lang):
            found |= {folded(str(POLARITY_LABELS[polarity])): str(polarity) for polarity in Polarity}
    return found


def texts_here(sources: Iterable[Source], site: str) -> dict[str, TextHere]:
    """GUID of a source → the story it is: by its GUID, else by the number its name begins with. Two SQL queries."""
    ids = {story_guid(site, public_id(story_id)): story_id for story_id in db.session.execute(select(Story.id)).scalars()}
    numbers = {public_id(story_id): story_id for story_id in ids.values()}
    wanted = {source.guid: ids.get(source.guid) or numbers.get(story_of(source.name) or "") for source in sources}
    chosen = (
        select(Story.id, Story.state, Story.may_research, Revision.plain)
        .outerjoin(Revision, Revision.id == Story.published_revision_id)
        .where(Story.id.in_({story_id for story_id in wanted.values() if story_id}))
    )
    rows = {row.id: row for row in db.session.execute(chosen)}
    return {
        guid: TextHere(public_id(story_id), rows[story_id].plain if may_be_coded(rows[story_id]) else None)
        for guid, story_id in wanted.items()
        if story_id
    }


def coders_here(users: Iterable[User], site: str) -> dict[str, str]:
    """GUID of a user → the handle of the account it was made for on this site. One SQL query."""
    handles = {user_guid(site, handle): handle for handle in db.session.execute(select(Person.handle)).scalars()}
    return {user.guid: handles[user.guid] for user in users if user.guid in handles}
