"""Which laws live on in a law, as a statement for the queries of features above: what is said of them is said of it, too."""

from __future__ import annotations

from typing import Any

from sqlalchemy import Select, literal, select

from storyhub.laws.domain.words import LineageKind
from storyhub.laws.models import LawLineage

# A law that supersedes another one says something else; only these carry on what the earlier law was about.
CARRIED_ON = (LineageKind.merged_into, LineageKind.split_into)


def absorbed(law_id: int) -> Select[Any]:
    """Ids of the law itself and of all that were merged or split into it, at any remove. For `….in_(…)`: no query of its own."""
    line = select(literal(law_id).label("id")).cte("absorbed", recursive=True)
    # UNION, not UNION ALL: whatever the rows say, it ends.
    line = line.union(select(LawLineage.old_id).join(line, LawLineage.new_id == line.c.id).where(LawLineage.kind.in_(CARRIED_ON)))
    return select(line.c.id)
