"""Two stories that look alike, side by side, and what a moderator says about them."""

from __future__ import annotations

from typing import NoReturn

from flask import Response, redirect
from flask.typing import ResponseReturnValue
from sqlalchemy.orm.exc import StaleDataError

from storyhub.kit.actor import Role
from storyhub.kit.db import db, transaction
from storyhub.kit.errors import BadRequest, Conflict, NotFound
from storyhub.kit.i18n import gettext
from storyhub.kit.web import keeps_text, no_store, now, page, read_form, request_problems, require, settings, sign_in_required
from storyhub.moderation.domain.messages import TOLD_TWICE
from storyhub.moderation.domain.nearness import print_key
from storyhub.moderation.domain.pairs import Wish
from storyhub.moderation.forms import MergeForm, pair_wish
from storyhub.moderation.queries import find_story
from storyhub.moderation.queries.compared import Compared, compared
from storyhub.moderation.service import merge_stories, one_event, reopen_pair, tell_apart
from storyhub.moderation.views.addresses import asked_filters, near_address, queue_address, task_address
from storyhub.moderation.views.blueprint import bp
from storyhub.stories.domain.public_id import public_id as in_words
from storyhub.stories.models import Story
from storyhub.stories.service import expect_version


@bp.get("/desk/moderation/<public_id>/near/<other>")
@sign_in_required(Role.moderator)
def near(public_id: str, other: str) -> ResponseReturnValue:
    return _page(_found(public_id, other))


@bp.post("/desk/moderation/<public_id>/near/<other>")
@keeps_text
@sign_in_required(Role.moderator)
def near_said(public_id: str, other: str) -> ResponseReturnValue:
    """`merge` declines the story `declined`, with the words to its teller; the others are about both."""
    no_store()
    posted, shown = read_form(), _found(public_id, other)
    asked = pair_wish(posted)
    if asked is None:
        raise BadRequest(log="no wish or version")
    wish, versions = asked
    form, problems = MergeForm(formdata=posted), request_problems()
    if wish is Wish.merge and (not form.validate() or problems):
        return _page(shown, form, problems)
    try:
        decision = _say(shown, wish, versions, posted.get("declined", ""), (form.message.data or "").strip())
    except (Conflict, StaleDataError):
        db.session.rollback()
        problem = gettext("One of the two changed while you were reading. Please look at both again: nothing was overwritten.")
        return _page(_found(public_id, other), form, (problem,), status=409)
    if decision:
        return redirect(queue_address(asked_filters(), done="merged" if wish is Wish.merge else wish, decision=decision), code=303)
    return redirect(near_address(public_id, other, asked_filters()), code=303)


def _say(shown: Compared, wish: Wish, versions: tuple[int, int], declined: str, message: str) -> int:
    """The number of the decision that can be taken back; 0 where there is none."""
    actor, moment = require(Role.moderator), now()
    with transaction():
        one, two = (_row(side.public_id) for side in shown.sides)
        expect_version(one, versions[0])
        expect_version(two, versions[1])
        match wish:
            case Wish.merge:
                kept, gone = _chosen(one, two, declined)
                return merge_stories(kept, gone, message=message, percent=shown.percent, actor=actor, now=moment).id
            case Wish.one_event:
                return one_event(one, two, percent=shown.percent, actor=actor, now=moment).id
            case Wish.different:
                tell_apart(one, two, percent=shown.percent, actor=actor, now=moment)
            case Wish.reopen:
                reopen_pair(one, two, actor=actor, now=moment)
    return 0


def _chosen(one: Story, two: Story, declined: str) -> tuple[Story, Story]:
    """(kept, declined)."""
    if declined not in (in_words(one.id), in_words(two.id)):
        raise BadRequest(log="neither of the two")
    return (two, one) if declined == in_words(one.id) else (one, two)


def _row(public: str) -> Story:
    return find_story(public) or _missing()


def _found(public: str, other: str) -> Compared:
    return compared(public, other, key=print_key(settings().secret_key)) or _missing()


def _missing() -> NoReturn:
    raise NotFound(log="no such pair")


def _page(shown: Compared, form: MergeForm | None = None, problems: tuple[object, ...] = (), *, status: int = 422) -> Response:
    no_store()
    one, two = shown.sides
    filters = asked_filters()
    merges = shown.merges
    ready = TOLD_TWICE.text(merges[0][1].lang) if merges else ""
    return page(
        "moderation/near.html",
        status if form is not None else 200,
        pair=shown,
        form=form or MergeForm(data={"message": ready}),
        form_failed=form is not None,
        problems=problems,
        Wish=Wish,
        action_address=near_address(one.public_id, two.public_id, filters),
        task_address=lambda side: task_address(side.public_id, filters),
        queue_address=queue_address(filters),
    )
