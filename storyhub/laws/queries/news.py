"""Laws with the moments at which they came and were worded as they are, for feeds, maps and whoever asks what is new."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import Select

from storyhub.kit.db import db
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law, LawGroup, LawRevision
from storyhub.laws.queries.cards import LawCard, card_of, with_wording


@dataclass(frozen=True, slots=True)
class LawNews:
    """A law as it reads now. `since`: when it came into the library; `changed`: then, or when it was worded anew."""

    card: LawCard
    since: datetime
    changed: datetime

    @property
    def is_reworded(self) -> bool:
        return self.changed > self.since


def law_news(lang: str, limit: int | None = None) -> tuple[LawNews, ...]:
    """Every law in force, the one that came or was worded anew last first. One SQL query."""
    found = _news(with_wording().where(Law.state == LawState.accepted), lang)
    return tuple(sorted(found, key=lambda news: (news.changed, news.card.number or 0), reverse=True)[:limit])


def laws_read(numbers: Iterable[int], lang: str) -> dict[int, LawNews]:
    """Laws by number, whatever became of them since. One SQL query."""
    found = _news(with_wording().where(Law.number.in_(set(numbers))), lang)
    return {news.card.number: news for news in found if news.card.number is not None}


def _news(asked: Select[Law, LawRevision, LawGroup], lang: str) -> list[LawNews]:
    found = []
    for law, revision, group in db.session.execute(asked):
        since = law.decided_at or law.created_at
        found.append(LawNews(card_of(law, revision, group, lang), since, max(since, revision.created_at)))
    return found
