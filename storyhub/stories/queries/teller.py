"""Who told a story, as far as it matters for counting tellers: an expression for SQL. Only counts of it may leave a query, never it."""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement, Select, String, Subquery, case, cast, func, literal, select

from storyhub.stories.models import Contact, OwnStory, Story

_AUTHOR = Story.labels["author"].as_string()

# Two stories have one teller when one account put them on its own page; else when letters about both go to one address (which can tie
# only its own writer's stories, and unties them when it is erased); else when one source names one author; else a story has its own.
TELLER: ColumnElement[str] = case(
    (OwnStory.person_id.is_not(None), literal("account ") + cast(OwnStory.person_id, String)),
    (Contact.address.is_not(None), literal("address ") + func.lower(Contact.address)),
    (func.coalesce(_AUTHOR, "") != "", literal("author ") + Story.source + literal(" ") + _AUTHOR),
    else_=literal("story ") + cast(Story.id, String),
)


def with_teller(statement: Select[Any]) -> Select[Any]:
    """Joins to a statement that has Story what `TELLER` looks at."""
    return statement.outerjoin(OwnStory, OwnStory.story_id == Story.id).outerjoin(Contact, Contact.story_id == Story.id)


def with_voice(statement: Select[Any]) -> Subquery:
    """Rows with `law_id`, `episode`, `story_id` and `teller`, and `voice`: who told the episode first, by whom all of it is told then."""
    rows = statement.subquery()
    first = func.first_value(rows.c.teller).over(partition_by=(rows.c.law_id, rows.c.episode), order_by=rows.c.story_id)
    return select(rows, first.label("voice")).subquery()
