"""What stories say about many laws, in figures. Nothing personal leaves: who told a story is compared where it lies, in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import case, distinct, func, select

from storyhub.coding.domain.strength import Sides
from storyhub.coding.domain.words import Polarity
from storyhub.coding.models import Coding
from storyhub.coding.queries.visible import readable_by, select_public
from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.db import db
from storyhub.stories.models import Organisation, Story
from storyhub.stories.queries.episodes import episode_key
from storyhub.stories.queries.teller import TELLER, with_teller, with_voice


@dataclass(frozen=True, slots=True)
class LawFigures:
    """The public codings of one law, counted.

    `stories`, `upholds`, `violates` and `mixed` are stories, those of one episode one story; one that does several counts in each. `u`
    and `v` are distinct tellers with an upholding and with a violating coding (`mixed` is neither, see `domain.strength`). A passage
    that two coders marked counts once, one told in two stories twice; codings of whole stories have none. `last_upheld` is when the last
    story that upholds the law did so first.
    """

    stories: int = 0
    tellers: int = 0
    organisations: int = 0
    passages: int = 0
    upholds: int = 0
    violates: int = 0
    mixed: int = 0
    u: int = 0
    v: int = 0
    last_upheld: datetime | None = None

    @property
    def sides(self) -> Sides:
        return Sides(u=self.u, v=self.v)

    @property
    def contradicts(self) -> float | None:
        """The share of tellers that contradicts the law; None where nobody says anything."""
        return self.sides.contradicts


@dataclass(frozen=True, slots=True)
class StoryVoice:
    """What one story says about one law: since when it upholds it, violates it, does both at once (None: it does not).

    Several stories of one episode are one voice, that of the teller who told it first. `teller` is the same number for stories of one
    teller, and says nothing else.
    """

    teller: int
    organisation: int | None
    passages: int
    upheld: datetime | None
    violated: datetime | None
    mixed: datetime | None


def law_figures(law_ids: Iterable[int], *, actor: Actor = VISITOR) -> dict[int, LawFigures]:
    """Figures of each of the laws (or proposals), noughts where there is nothing. One SQL query, none without laws."""
    return {law_id: figures_of(voices) for law_id, voices in voices_on(law_ids, actor=actor).items()}


def figures_of(voices: Sequence[StoryVoice]) -> LawFigures:
    """The voices on one law, counted."""
    upheld = [voice.upheld for voice in voices if voice.upheld]
    return LawFigures(
        stories=len(voices),
        tellers=len({voice.teller for voice in voices}),
        organisations=len({voice.organisation for voice in voices} - {None}),
        passages=sum(voice.passages for voice in voices),
        upholds=len(upheld),
        violates=sum(voice.violated is not None for voice in voices),
        mixed=sum(voice.mixed is not None for voice in voices),
        u=len({voice.teller for voice in voices if voice.upheld}),
        v=len({voice.teller for voice in voices if voice.violated}),
        last_upheld=max(upheld, default=None),
    )


def voices_on(law_ids: Iterable[int], *, actor: Actor = VISITOR) -> Mapping[int, Sequence[StoryVoice]]:
    """Every story (of one episode: one) with a public coding of a law, law by law. One SQL query, none without laws."""
    wanted = tuple(dict.fromkeys(law_ids))
    found: dict[int, list[StoryVoice]] = defaultdict(list)
    if not wanted:
        return {}
    first = {side: func.min(case((Coding.polarity == side, Coding.created_at))).label(side) for side in Polarity}
    said = (
        select_public(Coding.law_id, Coding.story_id, func.count(distinct(Coding.passage_id)).label("passages"), *first.values())
        .where(Coding.law_id.in_(wanted), readable_by(actor))
        .group_by(Coding.law_id, Coding.story_id)
        .subquery()
    )
    # A duplicate of a company counts as the one that is kept.
    kept = func.coalesce(Organisation.merged_into_id, Organisation.id).label("organisation")
    tellers = select(said, episode_key().label("episode"), kept, TELLER.label("teller")).join(Story, Story.id == said.c.story_id)
    told = with_voice(with_teller(tellers).outerjoin(Organisation, Organisation.id == Story.organisation_id)).c
    statement = select(
        told.law_id,
        # Of an account, an address or an author only this leaves: the least number among the stories they tie together.
        func.min(func.min(told.story_id)).over(partition_by=(told.law_id, told.voice)).label("teller"),
        func.min(told.organisation).label("organisation"),
        func.sum(told.passages).label("passages"),
        *(func.min(told[side]).label(side) for side in Polarity),
    ).group_by(told.law_id, told.episode, told.voice)
    for law_id, *voice in db.session.execute(statement):
        found[law_id].append(StoryVoice(*voice))
    return {law_id: found.get(law_id, []) for law_id in wanted}
