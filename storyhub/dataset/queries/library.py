"""Laws with a number, as rows, and their wordings. Quotes that curators chose as anchors are left out: they may be of any story."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from sqlalchemy import select
from sqlalchemy.orm import aliased

from storyhub.dataset.domain.judged import LAWS
from storyhub.kit.days import day_of
from storyhub.kit.db import db
from storyhub.laws.models import Law, LawGroup, LawLineage, LawRevision

Row = tuple[object, ...]
# Columns of the table that are columns of the wording under the same name.
WORDED = tuple(f"{name}_{lang}" for name in ("name", "statement", "explanation", "include", "exclude", "aliases") for lang in ("ru", "en"))


def laws(base: str, since: date | None) -> Iterator[Row]:
    """By number; with `since` only those worded or decided from that day on. Two SQL queries."""
    follow = _successors()
    asked = (
        select(Law, LawRevision, LawGroup.slug)
        .join(LawRevision, LawRevision.id == Law.current_id)
        .outerjoin(LawGroup, LawGroup.id == Law.group_id)
        .where(Law.number.is_not(None))
        .order_by(Law.number)
    )
    for law, wording, group in db.session.execute(asked):
        changed = max(moment for moment in (wording.created_at, law.decided_at) if moment is not None)
        if since is not None and day_of(changed) < since:
            continue
        known = {
            "number": law.number, "address": f"{base}/laws/{law.number}", "state": law.state, "successors": follow[law.id], "group": group,
            "version": wording.number, "stages": list(wording.stages), "is_sample": law.is_sample,
            **{column: getattr(wording, column) for column in WORDED},
        }  # fmt: skip
        yield tuple(known[column] for column in LAWS.columns)


def wordings(since: date | None) -> Iterator[Row]:
    """Every wording of every law with a number."""
    columns = (LawRevision.name_ru, LawRevision.name_en, LawRevision.statement_ru, LawRevision.statement_en)
    asked = (
        select(Law.number, LawRevision.number, LawRevision.created_at, *columns)
        .join(Law, Law.id == LawRevision.law_id)
        .where(Law.number.is_not(None))
        .order_by(Law.number, LawRevision.number)
    )
    for number, version, created, *words in db.session.execute(asked):
        if since is None or day_of(created) >= since:
            yield number, version, day_of(created), *words


def newest_wording() -> date | None:
    """The day on which a law was worded or decided last."""
    asked = select(LawRevision.created_at, Law.decided_at).join(Law, Law.current_id == LawRevision.id).where(Law.number.is_not(None))
    return max((day_of(moment) for row in db.session.execute(asked) for moment in row if moment is not None), default=None)


def _successors() -> defaultdict[int, list[int]]:
    new = aliased(Law)
    found: defaultdict[int, list[int]] = defaultdict(list)
    for old, number in db.session.execute(
        select(LawLineage.old_id, new.number).join(new, new.id == LawLineage.new_id).where(new.number.is_not(None)).order_by(new.number)
    ):
        found[old].append(number or 0)
    return found
