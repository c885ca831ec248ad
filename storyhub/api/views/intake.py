"""A story taken in by a program: the rules, the consents and the moderators of the site's own form."""

from __future__ import annotations

from werkzeug.datastructures import MultiDict

from storyhub.api.domain.operations import Operation
from storyhub.api.domain.problems import FaultRecord, Refused
from storyhub.api.domain.records.others import Consents, IntakeCarried, NewStory, Taken
from storyhub.api.domain.token import Scope
from storyhub.api.views.bearing import bearer
from storyhub.api.views.edge import serves
from storyhub.calls.queries import offer_of
from storyhub.kit.days import day_of
from storyhub.kit.db import transaction
from storyhub.kit.errors import Unavailable
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.text import Rendered, TextProblem
from storyhub.kit.text.renderer import RendererUnavailable
from storyhub.kit.web import hub, now, settings
from storyhub.stories.domain.receipt import receipt_key
from storyhub.stories.domain.spam_signs import spam_signs
from storyhub.stories.forms.telling import TellForm
from storyhub.stories.service import submit_story

# Where a fault of the form stands in the body.
PLACES = {"text": "#/text", "publish": "#/consents/publish"}


@serves(
    Operation(
        "takeIn", "POST", "/stories", "stories", lazy_gettext("Takes a story in"), Taken, status=201,
        about=lazy_gettext(
            "A moderator reads it before anybody else does, like every story. The answer holds the code that leads the teller back to it: "
            "hand it over, and keep no copy. Sent again under the same key it answers the same."
        ),
        carried=IntakeCarried, body=NewStory, scope=Scope.intake,
    )
)  # fmt: skip
def take_in(carried: IntakeCarried, body: NewStory) -> Taken:
    form = _form(body)
    if not form.validate():
        raise _refused(form)
    rendered = _rendered(form)
    key, moment = receipt_key(settings().secret_key), now()
    with transaction():
        sender = bearer(Scope.intake)
        draft = form.story_draft(
            ui_lang=body.lang, signs=spam_signs(form.text.source, trap="", seconds=None), call_id=_call_id(body)
        )
        # The person's own word for this story, kept apart from everybody else's. Only a hash of it is stored.
        nonce = f"api|{sender.person_id if sender else 0}|{carried.idempotency_key}"
        story, code = submit_story(draft, nonce=nonce, key=key, rendered=rendered, now=moment)
        return Taken(code, story.state)


def _form(body: NewStory) -> TellForm:
    """The site's form, filled in."""
    consents: Consents = body.consents
    ticked = {name: "y" for name in ("publish", "research", "quote", "open_data") if getattr(consents, name)}
    return TellForm(formdata=MultiDict({"text": body.text, **ticked}))


def _rendered(form: TellForm) -> Rendered:
    try:
        rendered: Rendered = hub().renderer.render(form.text.source)
    except TextProblem as problem:
        form.text.refuse(problem)
        raise _refused(form) from problem
    except RendererUnavailable as error:
        raise Unavailable(log="renderer") from error
    return rendered


def _refused(form: TellForm) -> Refused:
    faults = (FaultRecord(str(field.errors[0]), pointer=PLACES.get(field.short_name, "#")) for field in form if field.errors)
    return Refused(422, log="story refused", errors=tuple(faults))


def _call_id(body: NewStory) -> int | None:
    if not body.call:
        return None
    offer = offer_of(body.call, lang=body.lang, today=day_of(now()), grace=settings().call_grace_days)
    return offer.id if offer and offer.is_taken else None
