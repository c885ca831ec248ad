"""Around the coding of one story: skipping it, opening one's pass again; for curators, who reads it and how many."""

from __future__ import annotations

from collections.abc import Callable

from flask import Response, make_response, redirect, request, url_for

from storyhub.accounts.models import Person
from storyhub.accounts.queries import find_person
from storyhub.coding.labels import SKIP_LABELS
from storyhub.coding.queries import next_story
from storyhub.coding.queries.around import Around, around_story, readers_of, story_is_read_again
from storyhub.coding.service import (
    give_story,
    reopen_pass,
    reopen_round,
    set_coders_needed,
    skip_story,
    take_back,
    unskip_story,
)
from storyhub.coding.views.blueprint import bp
from storyhub.coding.views.queue import filters_in_address, with_filters
from storyhub.coding.views.showing import story_to_code
from storyhub.kit.actor import Role
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid, NotFound
from storyhub.kit.web import current_actor, keeps_text, no_store, now, page, read_form, request_problems, settings, sign_in_required
from storyhub.stories.domain.public_id import public_id as public
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.models import Story

Act = Callable[[Story, str], object]


@bp.route("/desk/coding/<public_id>/skip", methods=["GET", "POST"])
@sign_in_required(Role.researcher)
@keeps_text
def skip(public_id: str) -> Response:
    """Why the story is not for her; then on to the next one."""
    fields, problems = read_form(), request_problems()
    if request.method == "GET" or problems:
        return _skip_page(public_id, problems, 422 if problems else 200)
    filters, actor = filters_in_address(), current_actor()
    try:
        with transaction():
            story = story_to_code(public_id)
            following = next_story(story.id, filters, actor=actor)
            skip_story(story, reason=fields.get("reason", ""), words=fields.get("words", ""), coder=actor, now=now())
    except (Conflict, Invalid) as refused:
        return _skip_page(public_id, (refused.message,), refused.status)
    address = with_filters("coding.story", filters, public_id=following) if following else with_filters("coding.queue", filters)
    return make_response(redirect(address, code=303))


@bp.post("/desk/coding/<public_id>/unskip")
@sign_in_required(Role.researcher)
def unskip(public_id: str) -> Response:
    """The story waits for her again."""
    with transaction():
        unskip_story(story_to_code(public_id), coder=current_actor())
    return _to_desk(public_id)


@bp.post("/desk/coding/<public_id>/reopen")
@sign_in_required(Role.researcher)
def reopen(public_id: str) -> Response:
    """Not finished after all; the pass is no longer blind."""
    with transaction():
        reopen_pass(story_to_code(public_id), coder=current_actor(), now=now())
    return _to_desk(public_id)


@bp.get("/desk/coding/<public_id>/readers")
@sign_in_required(Role.curator)
def readers(public_id: str) -> Response:
    """Who was given this story, and how many coders it needs."""
    return _readers_page(public_id)


@bp.post("/desk/coding/<public_id>/readers")
@sign_in_required(Role.curator)
@keeps_text
def change_readers(public_id: str) -> Response:
    """One of four: another number, give, take back, open again."""
    fields, problems = read_form(), request_problems()
    act = ACTS.get(fields.get("action", ""))
    if act is None or problems:
        return _readers_page(public_id, problems, 422)
    try:
        with transaction():
            act(story_to_code(public_id), fields.get("value", ""))
    except (Conflict, Invalid) as refused:
        return _readers_page(public_id, (refused.message,), refused.status, typed=fields.get("value", ""))
    return make_response(redirect(url_for("coding.readers", public_id=public_id), code=303))


def _needed(story: Story, value: str) -> None:
    number = int(value) if value.isascii() and value.isdigit() and len(value) < 4 else 0
    set_coders_needed(story, number, actor=current_actor(), now=now())


def _give(story: Story, handle: str) -> None:
    give_story(story, _person(handle), coders_needed=settings().coders_per_story, actor=current_actor(), now=now())


def _back(story: Story, handle: str) -> None:
    take_back(story, _person(handle), actor=current_actor(), now=now())


def _again(story: Story, why: str) -> None:
    reopen_round(story, why=why, actor=current_actor(), now=now())


ACTS: dict[str, Act] = {"needed": _needed, "give": _give, "back": _back, "again": _again}


@bp.app_template_global("around_story")
def around(public_id: str) -> Around:
    """For the desk's page: what the signed-in person may do besides marking."""
    return around_story(story_id(public_id) or 0, actor=current_actor())


@bp.app_template_global("coding_is_read_again")
def read_again(public_id: str) -> bool:
    """For the story's page: its codings were public and are withdrawn while it is read again."""
    return story_is_read_again(story_id(public_id) or 0)


def _person(handle: str) -> Person:
    person = find_person(handle)
    if person is None:
        raise NotFound(log="no such person")
    return person


def _to_desk(public_id: str) -> Response:
    return make_response(redirect(with_filters("coding.story", filters_in_address(), public_id=public_id), code=303))


def _skip_page(public_id: str, problems: tuple[object, ...], status: int) -> Response:
    no_store()
    story, filters = story_to_code(public_id), filters_in_address()
    return page(
        "coding/skip.html",
        status,
        public_id=public(story.id),
        reasons=SKIP_LABELS,
        chosen=request.form.get("reason", ""),
        words=request.form.get("words", ""),
        problems=problems,
        form_failed=status != 200,
        address=with_filters("coding.skip", filters, public_id=public_id),
        back=with_filters("coding.story", filters, public_id=public_id),
    )


def _readers_page(public_id: str, problems: tuple[object, ...] = (), status: int = 200, *, typed: str = "") -> Response:
    no_store()
    story = story_to_code(public_id)
    found = readers_of(story.id, coders_needed=settings().coders_per_story, actor=current_actor())
    return page(
        "coding/readers.html",
        status,
        public_id=public(story.id),
        readers=found,
        typed=typed,
        problems=problems,
        form_failed=status != 200,
    )
