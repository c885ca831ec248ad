"""Curators and members for the tests of the library."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from flask import Flask

from storyhub.kit.actor import Actor, Role
from tests.accounts.accounts_factories import actor_for, make_person, sign_in
from tests.page_client import PageClient


@dataclass(frozen=True)
class Someone:
    """A person as an actor, and their browser."""

    actor: Actor
    client: PageClient


def someone(app: Flask, *roles: Role) -> Someone:
    with app.app_context():
        person = make_person(*roles)
        actor = actor_for(person)
    browser = PageClient(app)
    sign_in(browser, person)
    return Someone(actor, browser)


@pytest.fixture
def curator(app: Flask) -> Someone:
    return someone(app, Role.curator)


@pytest.fixture
def second_curator(app: Flask) -> Someone:
    return someone(app, Role.curator)


@pytest.fixture
def member(app: Flask) -> Someone:
    return someone(app, Role.member)
