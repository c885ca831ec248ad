"""A site with two laws, a proposal, two coders and coded stories, and how its project goes out and comes back."""

from __future__ import annotations

from sqlalchemy import delete

from storyhub.coding.models import Coding, CodingPass, CodingRound, CodingStep, PassEvent
from storyhub.exchange.domain.package_out import package_bytes
from storyhub.exchange.forms.project_in import read_package
from storyhub.exchange.queries.project import public_project
from storyhub.exchange.service.taking_in import TakenIn, Terms, take_in
from storyhub.kit.actor import OPERATOR, Actor
from storyhub.kit.db import db, transaction
from tests.coding.coding_factories import NOW

SITE = "https://stories.example"


def exported(lang: str = "en") -> bytes:
    return package_bytes(public_project(OPERATOR, site=SITE, name="StoryHub", lang=lang).project)


def taken(data: bytes, *, coders_needed: int = 1, actor: Actor = OPERATOR, **terms: object) -> TakenIn:
    with transaction():
        made = Terms(**terms)  # type: ignore[arg-type]
        return take_in(read_package(data).project, made, site=SITE, coders_needed=coders_needed, actor=actor, now=NOW)


def forget_codings() -> None:
    with transaction():
        for table in (CodingStep, Coding, PassEvent, CodingPass, CodingRound):
            db.session.execute(delete(table))
