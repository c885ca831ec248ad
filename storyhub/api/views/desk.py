"""Coding by a program: one's own codings in stories one has a place at. What others marked is nowhere here."""

from __future__ import annotations

from datetime import timedelta

from storyhub.api.domain.operations import Operation
from storyhub.api.domain.problems import FaultRecord, Refused
from storyhub.api.domain.records.codings import CodingChange, DeskStoryRecord, NewCoding, OwnCoding
from storyhub.api.domain.token import Scope
from storyhub.api.queries.codings import law_id_of, own_coding, own_codings
from storyhub.api.views.bearing import bearer
from storyhub.api.views.edge import serves
from storyhub.coding.domain.training_due import Terms
from storyhub.coding.models import Coding, CodingClaim
from storyhub.coding.queries import QueueFilters, round_and_pass
from storyhub.coding.rules import is_open, sees_others
from storyhub.coding.service import Change, add_coding, change_coding, finish_pass, remove_coding, take_story
from storyhub.coding.service.training_due import check_may_begin
from storyhub.kit.actor import VISITOR, Actor
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import Conflict, NotFound
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import now, settings
from storyhub.stories.domain.public_id import public_id as public_id_of
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.models import Story
from storyhub.stories.rules import may_be_coded

GROUP, STORY, CODING = "desk", "/desk/stories/{public_id}", "/desk/codings/{number}"
CLASH = frozenset({409})
MAX_ID = 2**31 - 1


@serves(
    Operation(
        "getDeskStory", "GET", STORY, GROUP, lazy_gettext("A story to be coded, and one’s own codings"), DeskStoryRecord,
        scope=Scope.coding,
    )
)  # fmt: skip
def desk_story(public_id: str) -> DeskStoryRecord:
    return _desk(_story(public_id), _coder())


@serves(
    Operation(
        "takeStory", "POST", f"{STORY}/take", GROUP, lazy_gettext("Takes a place at a story"), DeskStoryRecord,
        about=lazy_gettext("Nobody else is sent to it meanwhile. A place without a sign of life runs out after some days."),
        scope=Scope.coding, may=CLASH,
    )
)  # fmt: skip
def take(public_id: str) -> DeskStoryRecord:
    with transaction():
        coder, found = _coder(), _story_to_begin(public_id)
        take_story(found, _places(), coder=coder, now=now())
        return _desk(found, coder)


@serves(
    Operation(
        "addCoding", "POST", f"{STORY}/codings", GROUP, lazy_gettext("Marks a passage, or the whole story, with a law"), OwnCoding,
        about=lazy_gettext("The same law on the same passage again changes the coding that is there."),
        status=201, body=NewCoding, scope=Scope.coding, may=CLASH,
    )
)  # fmt: skip
def add(public_id: str, body: NewCoding) -> OwnCoding:
    with transaction():
        coder, found = _coder(), _story_to_begin(public_id)
        _check_place(found, coder)
        coding = add_coding(
            found,
            start=body.start,
            end=body.end,
            law_id=_law_id(body.law),
            polarity=body.polarity,
            strength=body.strength,
            note=body.note,
            coder=coder,
            coders_needed=settings().coders_per_story,
            now=now(),
            revision_id=body.revision,
        )
        return own_coding(coding)


@serves(
    Operation(
        "changeCoding", "PATCH", CODING, GROUP, lazy_gettext("Changes a coding of one’s own"), OwnCoding,
        body=CodingChange, scope=Scope.coding, may=CLASH,
    )
)  # fmt: skip
def change(number: int, body: CodingChange) -> OwnCoding:
    wanted = Change(law_id=_law_id(body.law) if body.law else None, polarity=body.polarity, strength=body.strength, note=body.note)
    with transaction():
        coder = _coder()
        coding = change_coding(
            _coding(number, coder), wanted, version=body.version, actor=coder, coders_needed=settings().coders_per_story, now=now()
        )
        return own_coding(coding)


@serves(
    Operation(
        "removeCoding", "DELETE", CODING, GROUP, lazy_gettext("Takes a coding of one’s own back"), None, status=204,
        scope=Scope.coding, may=CLASH,
    )
)  # fmt: skip
def remove(number: int) -> None:
    with transaction():
        coder = _coder()
        remove_coding(_coding(number, coder), actor=coder, now=now())


@serves(
    Operation(
        "finishStory", "POST", f"{STORY}/finish", GROUP, lazy_gettext("Says that one is done with a story"), DeskStoryRecord,
        about=lazy_gettext("From then on nothing can be changed. When all coders have finished, the codings become public."),
        scope=Scope.coding, may=CLASH,
    )
)  # fmt: skip
def finish(public_id: str) -> DeskStoryRecord:
    with transaction():
        coder, found = _coder(), _story_to_begin(public_id)
        _check_place(found, coder)
        finish_pass(found, coder=coder, now=now(), coders_needed=settings().coders_per_story)
        return _desk(found, coder)


def _coder() -> Actor:
    """Asked within the transaction, it says who may act at that moment."""
    return bearer(Scope.coding) or VISITOR


def _story(public_id: str) -> Story:
    """A story that may be coded. Raises: NotFound for any other, so that no hidden story is given away."""
    number = story_id(public_id)
    found = db.session.get(Story, number) if number and number <= MAX_ID else None
    if found is None or not may_be_coded(found):
        raise NotFound(lazy_gettext("No story with this number can be coded now."), log="not to be coded")
    return found


def _story_to_begin(public_id: str) -> Story:
    """Raises also: Conflict for a coder who is late with repeating the training and has not begun it."""
    found, known = _story(public_id), settings()
    terms = Terms(required=known.training == "required", days=known.training_days, grace_days=known.training_grace_days)
    check_may_begin(found, terms, coder=_coder(), now=now())
    return found


def _places() -> QueueFilters:
    """How many coders a story needs, and since when a place without a sign of life has run out."""
    known, moment = settings(), now()
    return QueueFilters(
        coders_needed=known.coders_per_story,
        taken_since=moment - timedelta(days=known.coding_claim_days),
        given_since=moment - timedelta(days=known.coding_given_days),
    )


def _check_place(found: Story, coder: Actor) -> None:
    """A program marks what was taken on purpose, never a story it came across. Raises: Conflict."""
    has_place = db.session.get(CodingClaim, (found.id, coder.person_id)) is not None
    if not has_place and round_and_pass(found, coder)[1] is None:
        raise Conflict(lazy_gettext("Please take a place at this story first."), log="no place at the story")


def _coding(number: int, coder: Actor) -> Coding:
    """Raises: NotFound for somebody else's, of which nothing is said."""
    coding = db.session.get(Coding, number) if number <= MAX_ID else None
    if coding is None or coding.coder_id != coder.person_id:
        raise NotFound(log="no such coding of this coder")
    return coding


def _law_id(key: str) -> int:
    found = law_id_of(key)
    if found is None:
        raise Refused(422, log="unknown law", errors=(FaultRecord("is no law", pointer="#/law"),))
    return found


def _desk(found: Story, coder: Actor) -> DeskStoryRecord:
    revision = found.published_revision
    if revision is None or revision.purged_at is not None:
        raise NotFound(log="published without a text")
    coding_round, own_pass = round_and_pass(found, coder)
    return DeskStoryRecord(
        id=public_id_of(found.id),
        title=found.title,
        lang=found.lang,
        revision=revision.id,
        text=revision.plain,
        mine=own_codings(found.id, revision.id, coder_id=coder.person_id or 0),
        is_open=is_open(coding_round, own_pass),
        is_begun=own_pass is not None,
        is_finished=sees_others(own_pass),
    )
