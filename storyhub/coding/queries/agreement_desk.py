"""Agreement by pair of coders and by story, for researchers: with the coders' names. Complete rounds only, whoever asks."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import func, select
from sqlalchemy.orm import aliased

from storyhub.accounts.models import Person
from storyhub.coding.models import AgreementResult
from storyhub.coding.queries.agreement import Agreement, agreement
from storyhub.coding.queries.counted import counted_passes, marks_of
from storyhub.kit.db import db
from storyhub.stories.domain.public_id import public_id
from storyhub.stories.domain.words import State
from storyhub.stories.models import Story


@dataclass(frozen=True, slots=True)
class Pair:
    """Two coders and how far they agree on the laws of stories both read."""

    one: Person
    other: Person
    figures: Agreement


@dataclass(frozen=True, slots=True)
class ComparedStory:
    public_id: str
    title: str | None
    lang: str
    figures: Agreement


@dataclass(frozen=True, slots=True)
class Named:
    """One law, by how many of the readers it was named in a story, and by whom (coder ids)."""

    story_id: int
    law_id: int
    readers: int
    by: frozenset[int]

    @property
    def is_disputed(self) -> bool:
        return len(self.by) < self.readers


def agreement_of_pairs(*, level: str = "story") -> tuple[Pair, ...]:
    """All pairs that read a story in common, those with most stories first. One SQL query besides the people's roles."""
    one, other = aliased(Person), aliased(Person)
    chosen = (
        select(AgreementResult, one, other)
        .join(one, one.id == AgreementResult.coder_id)
        .join(other, other.id == AgreementResult.other_id)
        .where(AgreementResult.scope == "pair", AgreementResult.level == level)
        .order_by(AgreementResult.units.desc(), AgreementResult.id)
    )
    return tuple(Pair(first, second, agreement(row)) for row, first, second in db.session.execute(chosen).all())


def agreement_of_stories(*, page: int, size: int) -> tuple[tuple[ComparedStory, ...], int]:
    """One page of stories, those the coders agree on least first, undefined ones last; and how many there are. Two SQL queries."""
    wanted = (AgreementResult.scope == "story", AgreementResult.level == "story", Story.state == State.published)
    joined = Story.id == AgreementResult.story_id
    total = db.session.execute(select(func.count()).select_from(AgreementResult).join(Story, joined).where(*wanted)).scalar_one()
    chosen = select(AgreementResult, Story.title, Story.lang).join(Story, joined).where(*wanted)
    chosen = chosen.order_by(AgreementResult.alpha.is_(None), AgreementResult.alpha, AgreementResult.story_id)
    rows = db.session.execute(chosen.offset((page - 1) * size).limit(size)).all()
    return tuple(ComparedStory(public_id(row.story_id or 0), title, lang, agreement(row)) for row, title, lang in rows), total


def named_laws(*, law_id: int | None = None, story_id: int | None = None) -> tuple[Named, ...]:
    """Who named which law in which story, as the figures count it: stories that at least two read. Three SQL queries."""
    readers: dict[int, set[int]] = {}
    for story, coder, _length in counted_passes(law_id=law_id, story_id=story_id):
        readers.setdefault(story, set()).add(coder)
    by: dict[tuple[int, int], set[int]] = {}
    for story, coder, law, _strength, _polarity in marks_of(law_id, story_id=story_id):
        if coder in readers.get(story, ()):
            by.setdefault((story, law), set()).add(coder)
    return tuple(
        Named(story, law, len(readers[story]), frozenset(coders)) for (story, law), coders in sorted(by.items()) if len(readers[story]) > 1
    )


def readers_of(story_id: int) -> tuple[Person, ...]:
    """The coders whose passes of this story count."""
    ids = [coder for _story, coder, _length in counted_passes(story_id=story_id)]
    return tuple(db.session.execute(select(Person).where(Person.id.in_(ids)).order_by(Person.id)).scalars()) if ids else ()


def ratings_of_law(law_id: int) -> list[tuple[int, int, int]]:
    """(coder id, story id, 1 when the coder named the law there) for everything the law's figures at story level rest on."""
    named = {(story, coder) for story, coder, *_ in marks_of(law_id)}
    return [(coder, story, int((story, coder) in named)) for story, coder in _shared()]


def ratings_of_pair(one: int, other: int) -> list[tuple[int, int, int, int]]:
    """(coder id, story id, law id, 1 when the coder named it) over all compared laws and the stories both read."""
    shared = _shared()
    known = set(shared)
    marks = {(story, coder, law) for story, coder, law, *_ in marks_of() if (story, coder) in known}
    laws = sorted({law for _, _, law in marks})
    common = sorted({story for story, coder in shared if coder == one} & {story for story, coder in shared if coder == other})
    return [(coder, story, law, int((story, coder, law) in marks)) for story in common for law in laws for coder in (one, other)]


def people(*ids: int) -> tuple[Person, ...]:
    """The people with these ids, in their order; fewer when one is unknown."""
    found = {person.id: person for person in db.session.execute(select(Person).where(Person.id.in_(ids))).scalars()}
    return tuple(found[id_] for id_ in ids if id_ in found)


def _shared() -> list[tuple[int, int]]:
    """(story id, coder id) of the passes in stories that at least two read."""
    passes = counted_passes()
    readers: dict[int, int] = {}
    for story, _coder, _length in passes:
        readers[story] = readers.get(story, 0) + 1
    return [(story, coder) for story, coder, _length in passes if readers[story] > 1]
