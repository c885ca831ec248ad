"""Who acts: a visitor or a person with roles. Passed into every verb; knows no database and no request."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Role(StrEnum):
    """What a person may do. Roles add up; a visitor has none."""

    member = "member"
    researcher = "researcher"
    moderator = "moderator"
    curator = "curator"
    admin = "admin"


STAFF = frozenset({Role.researcher, Role.moderator, Role.curator, Role.admin})


@dataclass(frozen=True, slots=True)
class Actor:
    """`person_id` is None for a visitor, for a teller (who needs no account) and for the operator's commands."""

    person_id: int | None = None
    name: str = ""
    roles: frozenset[Role] = frozenset()
    label: str = "visitor"

    def has(self, *roles: Role) -> bool:
        """True if the actor holds at least one of `roles`."""
        return not self.roles.isdisjoint(roles)

    @property
    def is_signed_in(self) -> bool:
        return self.person_id is not None

    @property
    def is_staff(self) -> bool:
        return not self.roles.isdisjoint(STAFF)


VISITOR = Actor()
TELLER = Actor(label="teller")
# The operator at the command line: everything the roles allow, recorded as such.
OPERATOR = Actor(label="operator", roles=frozenset(Role))
