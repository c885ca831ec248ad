"""The training of newcomers: how many stories and why, one story after the other, the end. Works without a script."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Response, request

from storyhub.coding.forms import TrainingForm
from storyhub.coding.queries import law_guides
from storyhub.coding.queries.training import finished_runs, latest_run, training_story, way
from storyhub.coding.queries.training_set import current_items
from storyhub.coding.service.training import (
    begin_training,
    check_newcomer,
    done_with_story,
    finish_training,
    mark_in_training,
    open_reading,
    unmark_in_training,
)
from storyhub.coding.views.blueprint import bp
from storyhub.coding.views.law_lists import law_groups, shelves
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, Invalid
from storyhub.kit.i18n import LANGUAGES, current_language
from storyhub.kit.web import current_actor, keeps_text, no_store, now, page, request_problems, see_other, sign_in_required


@bp.get("/training")
@sign_in_required()
def training() -> Response:
    """Why there is a training, how much of it, and where she is."""
    return _overview()


@bp.post("/training/begin")
@sign_in_required()
def training_begin() -> Response:
    """Begins a run, or leads back into the one that is unfinished."""
    lang = request.form.get("lang", "")
    try:
        with transaction():
            found = way(begin_training(actor=current_actor(), now=now(), lang=lang if lang in LANGUAGES else ""))
    except Conflict as refused:
        return _overview(problems=(refused.message,), status=refused.status)
    return see_other("coding.training_story", number=found.next_number) if found.next_number else see_other("coding.training")


@bp.get("/training/<int:number>", endpoint="training_story")
@sign_in_required()
def show(number: int) -> Response:
    """One story of the run; once it is finished, back to the overview."""
    run = latest_run(current_actor().person_id)
    if run is not None and run.finished_at is not None:
        check_newcomer(current_actor())
        return see_other("coding.training")
    return _story(number, TrainingForm())


@bp.post("/training/<int:number>")
@keeps_text
@sign_in_required()
def training_mark(number: int) -> Response:
    """Marks the chosen sentences with a law, or shows the form again with what is wrong."""
    form = TrainingForm(formdata=request.form)
    if request_problems() or not form.validate():
        return _story(number, form, problems=request_problems(), status=422)
    try:
        with transaction():
            mark_in_training(
                number,
                sentences=form.numbers,
                whole=form.whole.data,
                law_id=form.law_id,
                polarity=form.polarity.data,
                actor=current_actor(),
                now=now(),
            )
    except Invalid as refused:
        return _story(number, form, problems=(refused.message,), status=refused.status)
    return see_other("coding.training_story", number=number, _anchor="marks")


@bp.post("/training/<int:number>/remove")
@sign_in_required()
def training_unmark(number: int) -> Response:
    """Takes one mark away."""
    coding = request.form.get("coding", "")
    with transaction():
        unmark_in_training(number, int(coding) if coding.isascii() and coding.isdigit() and len(coding) < 15 else 0, actor=current_actor())
    return see_other("coding.training_story", number=number, _anchor="marks")


@bp.post("/training/<int:number>/next")
@sign_in_required()
def training_next(number: int) -> Response:
    """Done with this story: to the next one, or to the overview, where the run is finished."""
    with transaction():
        following = done_with_story(number, actor=current_actor(), now=now())
    return see_other("coding.training_story", number=following) if following else see_other("coding.training")


@bp.post("/training/finish")
@sign_in_required()
def training_finish() -> Response:
    """The end of a run: now she sees where she differs."""
    try:
        with transaction():
            finish_training(actor=current_actor(), now=now())
    except Conflict as refused:
        return _overview(problems=(refused.message,), status=refused.status)
    return see_other("coding.training_result")


def _overview(*, problems: Sequence[object] = (), status: int = 200) -> Response:
    no_store()
    actor = current_actor()
    check_newcomer(actor)
    run = latest_run(actor.person_id)
    is_open = run is not None and run.finished_at is None
    return page(
        "coding/training.html",
        status,
        way=way(run) if run is not None and is_open else None,
        stories=len(current_items()),
        told={lang: len(current_items(lang)) for lang in LANGUAGES},
        chosen_lang=current_language(),
        finished=finished_runs(actor.person_id),
        problems=problems,
        form_failed=status != 200,
    )


def _story(number: int, form: TrainingForm, *, problems: Sequence[object] = (), status: int = 200) -> Response:
    no_store()
    lang = current_language()
    run, _reading = open_reading(number, actor=current_actor())
    found = way(run)
    leg = next(leg for leg in found.legs if leg.number == number)
    story = training_story(found, leg, lang=lang)
    laws = law_guides(lang, story_lang=story.lang)
    form.offer(law_groups(laws))
    return page(
        "coding/training_story.html",
        status,
        story=story,
        legs=found.legs,
        form=form,
        chosen=set(form.numbers),
        groups=shelves(laws),
        problems=problems,
        form_failed=status != 200,
    )
