"""The code's own page, and the questions after it, one at a time. Every answer is a POST: the code never stands in an address."""

from __future__ import annotations

from typing import Any

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.kit.actor import TELLER
from storyhub.kit.db import transaction
from storyhub.kit.errors import Conflict
from storyhub.kit.web import now, page, see_other, settings
from storyhub.stories.domain.words import State
from storyhub.stories.forms.answers import Prompt
from storyhub.stories.forms.contact import ContactPrompt
from storyhub.stories.forms.prompts import PROMPTS, PlacePrompt, TurningPoint, asked_prompts, following
from storyhub.stories.forms.touchpoints import as_fields
from storyhub.stories.models import Story
from storyhub.stories.queries import sentence_spans
from storyhub.stories.rules import may_name
from storyhub.stories.service import mark_turning_point, update_details
from storyhub.stories.views.blueprint import bp, guessing_limited, posted_code, posted_story, private, shown_receipt
from storyhub.stories.views.contacts import addresses_limited, keep_address


def receipt_page(story: Story, code: str) -> Response:
    """The code, what happens next, and the first question; of a story withdrawn meanwhile, its state."""
    if story.state == State.withdrawn:
        return page("stories/status.html", story=shown_receipt(story), code=code)
    return page("stories/receipt.html", story=shown_receipt(story), code=code, **_question(story, None))


@bp.route("/receipt/prompt", methods=["GET", "POST"])
@guessing_limited
@addresses_limited
def receipt_prompt() -> ResponseReturnValue:
    """Keeps an answer (`save`) or not (`skip`), then asks the next question; `show` asks the one that is named."""
    private()
    if request.method == "GET":
        return see_other("stories.receipt")
    name, action = request.form.get("prompt", ""), request.form.get("action", "show")
    story = posted_story()
    if action == "save" and name in _asked(story) and not _save(name):
        return _prompt_page(story, name, posted=True)
    if story.state == State.withdrawn:
        raise Conflict(log="withdrawn")
    asked = _asked(story)
    after = following(name, asked) if action != "show" else name if name in asked else asked[0]
    if after is None:
        return page("stories/finished.html", story=shown_receipt(story), code=posted_code())
    return _prompt_page(story, after)


def _save(name: str) -> bool:
    """False if the answer cannot be used."""
    with transaction():
        story = posted_story()
        form = _form(story, name, posted=True)
        if form is None:
            return True
        if not form.validate():
            return False
        if isinstance(form, ContactPrompt):
            if form.contact.data:
                keep_address(story, form.contact.data)
        elif not isinstance(form, TurningPoint):
            update_details(story, form.details(), actor=TELLER, now=now())
        elif form.sentence.data:
            span = sentence_spans(story)[int(form.sentence.data) - 1]
            mark_turning_point(story, span.start, span.end, now=now())
        return True


def _prompt_page(story: Story, name: str, *, posted: bool = False) -> Response:
    status = 422 if posted else 200
    context = _question(story, name, posted=posted)
    return page("stories/prompt.html", status, story=shown_receipt(story), code=posted_code(), form_failed=posted, **context)


def _question(story: Story, name: str | None, *, posted: bool = False) -> dict[str, Any]:
    """What a template needs to ask the question (the first one without a name)."""
    asked = _asked(story)
    name = name or asked[0]
    form = _form(story, name, posted=posted)
    if posted and form is not None:
        form.validate()
    return {"prompt": name, "form": form, "position": asked.index(name) + 1, "total": len(asked)}


def _asked(story: Story) -> tuple[str, ...]:
    return asked_prompts(may_name=may_name(TELLER, story), may_write=settings().sends_mail)


def _form(story: Story, name: str, *, posted: bool = False) -> Prompt | None:
    """The form of a question, filled with what is known; None for the law, which another feature asks."""
    kind = PROMPTS[name]
    if kind is None:
        return None
    # What is known must not fill a field that was posted empty.
    form = kind(formdata=request.form) if posted else kind(data=_known(story))
    if isinstance(form, TurningPoint):
        text = story.latest_revision.plain if story.latest_revision else ""
        form.offer([text[span.start : span.end] for span in sentence_spans(story)])
    if isinstance(form, PlacePrompt):
        form.offer(now().date())
    return form


def _known(story: Story) -> dict[str, Any]:
    known = {column.key: getattr(story, column.key) for column in Story.__table__.columns}
    known["organisation"] = story.organisation.name if story.organisation else None
    known["sentence"] = _turning_sentence(story)
    known.update(as_fields(story.touchpoints))
    return known


def _turning_sentence(story: Story) -> str | None:
    point = story.turning_point
    if point is None or point.revision_id != story.latest_revision_id:
        return None
    starts = [number for number, span in enumerate(sentence_spans(story), start=1) if span.start <= point.start < span.end]
    return str(starts[0]) if starts else None
