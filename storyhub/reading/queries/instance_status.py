"""The state of an instance in numbers, for its operator."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select

from storyhub.accounts.models import Person
from storyhub.coding.models import Coding
from storyhub.kit import audit, outbox
from storyhub.kit.db import db
from storyhub.kit.errors import SearchUnavailable
from storyhub.laws.domain.words import LawState
from storyhub.laws.models import Law
from storyhub.search.domain.port import Engine
from storyhub.stories.models import Story

# A row that waits longer than this while an indexer runs is a sign that none runs.
STALE_S = 600


@dataclass(frozen=True, slots=True)
class InstanceStatus:
    """`stories` is state → language → number. `problems` holds a sentence for each thing that needs the operator."""

    stories: dict[str, dict[str, int]]
    laws: int
    proposals: int
    codings: int
    people: int
    index_documents: int | None
    index_generation: int | None
    outbox_depth: int
    outbox_oldest_s: float | None
    schema: str
    problems: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The documented shape of `status --json`."""
        return {
            "stories": self.stories,
            "laws": self.laws,
            "proposals": self.proposals,
            "codings": self.codings,
            "people": self.people,
            "index": {"documents": self.index_documents, "generation": self.index_generation},
            "outbox": {"depth": self.outbox_depth, "oldest_s": self.outbox_oldest_s},
            "schema": self.schema,
            "problems": list(self.problems),
        }


def instance_status(engine: Engine, *, schema: str, schema_state: str, now: datetime) -> InstanceStatus:
    """Counts everything. `schema` is the revision the database is at."""
    problems = [] if schema_state == "ok" else [f"schema: {schema_state}"]
    documents, generation = _index(engine, problems)
    oldest = outbox.oldest_age_s(now)
    if oldest is not None and oldest > STALE_S:
        problems.append(f"outbox: the oldest row waits since {oldest:.0f} s; is an indexer running?")
    if dead := outbox.dead_letters():
        problems.append(f"outbox: {dead} rows were given up")
    if broken := audit.verify():
        problems.append(f"audit: the chain is broken at row {broken[0]}")
    return InstanceStatus(
        stories=_stories(),
        laws=_count(Law, Law.state == LawState.accepted),
        proposals=_count(Law, Law.state == LawState.proposed),
        codings=_count(Coding, Coding.removed_at.is_(None)),
        people=_count(Person, Person.active.is_(True)),
        index_documents=documents,
        index_generation=generation,
        outbox_depth=outbox.depth(),
        outbox_oldest_s=None if oldest is None else round(oldest, 1),
        schema=schema,
        problems=tuple(problems),
    )


def _stories() -> dict[str, dict[str, int]]:
    rows = db.session.execute(
        select(Story.state, Story.lang, func.count()).group_by(Story.state, Story.lang).order_by(Story.state, Story.lang)
    )
    found: dict[str, dict[str, int]] = {}
    for state, lang, number in rows:
        found.setdefault(state, {})[lang] = number
    return found


def _index(engine: Engine, problems: list[str]) -> tuple[int | None, int | None]:
    unfit = engine.health()
    if unfit is not None:
        problems.append(f"index: {unfit}")
        return None, None
    try:
        return engine.document_count(), engine.generation()
    except SearchUnavailable as problem:
        problems.append(f"index: {problem.log or problem.code}")
        return None, None


def _count(model: type, condition: object) -> int:
    return db.session.execute(select(func.count()).select_from(model).where(condition)).scalar_one()  # type: ignore[arg-type]
