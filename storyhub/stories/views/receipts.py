"""With the code: read the state, correct, change the consents, withdraw."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.kit.actor import TELLER
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict, NotFound
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.text import TextProblem
from storyhub.kit.text.renderer import RendererUnavailable
from storyhub.kit.web import hub, keeps_text, now, page, request_problems, see_other
from storyhub.stories.domain.words import USES, ConsentKind, State
from storyhub.stories.forms.answering import EditForm, ReplyForm
from storyhub.stories.forms.telling import CodeForm, ConsentForm, CorrectForm
from storyhub.stories.forms.texts import showable
from storyhub.stories.labels import CONSENT_CONSEQUENCES
from storyhub.stories.models import Story
from storyhub.stories.rules import has_correction_waiting
from storyhub.stories.service import correct_story, granted_consents, set_consents, withdraw_story
from storyhub.stories.views.blueprint import (
    bp,
    guessing_limited,
    posted_code,
    posted_form,
    posted_story,
    private,
    refused_status,
    shown_receipt,
)


@bp.route("/receipt", methods=["GET", "POST"])
@keeps_text
@guessing_limited
def receipt() -> Response:
    """GET: asks for the code. POST: the state of its story."""
    private()
    form = CodeForm(formdata=request.form if request.method == "POST" else None)
    if request.method == "GET":
        return _code_page(form)
    if request_problems():
        return _code_page(form, refused_status(), request_problems())
    try:
        story = posted_story()
    except NotFound as problem:
        form.refuse(problem.message)
        return _code_page(form, 422)
    return status_page(story)


@bp.route("/receipt/correct", methods=["GET", "POST"])
@keeps_text
@guessing_limited
def receipt_correct() -> ResponseReturnValue:
    """Without a text: the form with the newest one. With a text: a new revision."""
    private()
    if request.method == "GET":
        return see_other("stories.receipt")
    form = CorrectForm(formdata=posted_form())
    if request_problems():
        return _correct_page(form, refused_status(), request_problems())
    if "text" not in request.form:
        story = posted_story()
        if not shown_receipt(story).may_correct:
            raise Conflict(lazy_gettext("The text of this story can no longer be changed."))
        return _correct_page(CorrectForm(data={"code": posted_code(), "text": shown_receipt(story).source}))
    return _correct(form)


def _correct(form: CorrectForm) -> Response:
    if not form.validate():
        return _correct_page(form, 422)
    try:
        rendered = hub().renderer.render(form.text.source)
    except TextProblem as problem:
        form.text.refuse(problem)
        return _correct_page(form, 422)
    except RendererUnavailable:
        return _correct_page(form, 503, (lazy_gettext("We cannot show your text just now. Please try again in a minute."),))
    with transaction():
        story = posted_story()
        correct_story(story, source=form.text.source, rendered=rendered, actor=TELLER, now=now())
    kept = lazy_gettext("Your new text is kept.")
    waits = lazy_gettext("Your new text is kept. Readers see the old one until a moderator has read it.")
    return status_page(story, waits if has_correction_waiting(story) else kept)


@bp.route("/receipt/consent", methods=["GET", "POST"])
@guessing_limited
def receipt_consent() -> ResponseReturnValue:
    """All choices as they shall be; taking back the publishing asks once more, for it cannot be undone."""
    private()
    if request.method == "GET":
        return see_other("stories.receipt")
    granted = ConsentForm(formdata=request.form).granted
    if ConsentKind.publish not in granted:
        return _withdraw_page(posted_story())
    with transaction():
        story = posted_story()
        before = granted_consents(story.id)
        set_consents(story, granted, lang=current_language(), now=now())
    taken_back = [consequence for kind, consequence in CONSENT_CONSEQUENCES.items() if kind in before - granted]
    return status_page(story, " ".join(str(text) for text in (lazy_gettext("Your choices are kept."), *taken_back)))


@bp.route("/receipt/withdraw", methods=["GET", "POST"])
@guessing_limited
def receipt_withdraw() -> ResponseReturnValue:
    """Asks once, then withdraws for ever."""
    private()
    if request.method == "GET":
        return see_other("stories.receipt")
    if request.form.get("confirm") != "yes":
        return _withdraw_page(posted_story())
    with transaction():
        story = posted_story()
        if story.state != State.withdrawn:
            withdraw_story(story, actor=TELLER, now=now())
    return status_page(story, lazy_gettext("Your story is withdrawn."))


def status_page(
    story: Story,
    notice: object = None,
    *,
    status: int = 200,
    reply: ReplyForm | None = None,
    answer: EditForm | None = None,
    typed: str = "",
) -> Response:
    """The state of a story and everything that can be done with it; `typed` are words that came too late, given back."""
    shown = shown_receipt(story)
    return page(
        "stories/status.html",
        status,
        story=shown,
        code=posted_code(),
        consents=ConsentForm(data={kind: kind in shown.consents for kind in USES}),
        reply=reply or ReplyForm(),
        answer=answer or EditForm(),
        notice=notice,
        typed=showable(typed),
        form_failed=status != 200,
    )


def lost_page(typed: str | None, status: int, problems: tuple[object, ...]) -> Response:
    """A request that cannot be trusted: asks for the code again, and gives the typed words back."""
    return _code_page(CodeForm(data={"code": posted_code()}), status, problems, typed=typed or "")


def _code_page(form: CodeForm, status: int = 200, problems: tuple[object, ...] = (), *, typed: str = "") -> Response:
    form.code.data = showable(form.code.data or "")[:200]
    return page("stories/code.html", status, form=form, problems=problems, typed=showable(typed), form_failed=status != 200)


def _correct_page(form: CorrectForm, status: int = 200, problems: tuple[object, ...] = ()) -> Response:
    code = showable(form.code.data or "")[:200]
    return page("stories/correct.html", status, form=form, code=code, problems=problems, form_failed=status != 200)


def _withdraw_page(story: Story) -> Response:
    if story.state == State.withdrawn:
        return status_page(story)
    return page("stories/withdraw.html", story=shown_receipt(story), code=posted_code())
