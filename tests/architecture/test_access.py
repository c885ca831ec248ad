"""The table of who gets which answer is what the site does, for every route and every role."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.kit.actor import Role
from tests.architecture.access import ROLES, answers, doors, furnish, read_table


def test_every_route_is_in_the_table_and_nothing_else(app: Flask) -> None:
    assert sorted(read_table()) == sorted(f"{method} {rule.rule}" for method, rule in doors(app))


@pytest.mark.parametrize("role", ROLES, ids=lambda role: str(role or "visitor"))
def test_every_role_gets_the_answers_of_the_table(app: Flask, role: Role | None) -> None:
    furnish(app)
    column, table = ROLES.index(role), read_table()
    different = {door: f"{answer}, not {table[door][column]}" for door, answer in answers(app, role) if answer != table[door][column]}
    assert different == {}


def test_the_desks_are_shut_to_whoever_has_no_business_there() -> None:
    """Read from the table itself, so that a wrong line in it does not pass for a rule."""
    table = read_table()
    for door, found in table.items():
        answer = dict(zip(("visitor", *Role), found, strict=True))
        if door.endswith(".json") and "/desk/" in door:
            continue  # Rules for browsers, the same for everybody.
        if "/desk/" in door or "/me" in door.split(">", 1)[-1][:3]:
            # A program is not led to signing in.
            assert answer["visitor"] == ("401" if " /api/" in door else "303>"), door
        if "/desk/moderation" in door:
            assert {answer[role] for role in Role if role is not Role.moderator} == {"403"}, door
        if "/desk/people" in door:
            assert {answer[role] for role in Role if role is not Role.admin} == {"403"}, door
        # 503 is the answer of a file that is being made.
        assert not any(status.startswith("5") for status in found if status != "503"), door
