"""Letters to a teller: wanted or not, with the code; and out of them with one click, by the link that every letter holds."""

from __future__ import annotations

from flask import Response, request
from flask.typing import ResponseReturnValue

from storyhub.kit.db import transaction
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import keeps_text, limiter, now, page, request_problems, see_other, settings
from storyhub.stories.domain.contact_token import masked
from storyhub.stories.domain.receipt import grouped, read_code
from storyhub.stories.forms.contact import ContactForm
from storyhub.stories.models import Story
from storyhub.stories.queries.contact import ContactShown, contact_shown
from storyhub.stories.service import mail_code, set_contact, stop_by_token, stop_contact, story_of_token
from storyhub.stories.views.blueprint import (
    bp,
    guessing_limited,
    letter_head,
    posted_code,
    posted_story,
    private,
    refused_status,
    shown_receipt,
)

# Whoever has a code could have us write to strangers. Only what gives an address counts.
addresses_limited = limiter.shared_limit(
    "10 per hour", scope="contact", methods=["POST"], exempt_when=lambda: not request.form.get("contact")
)


@bp.app_template_global("teller_contact")
def teller_contact(story_id: int) -> ContactShown | None:
    """Where letters about a story go, for the page behind its code."""
    return contact_shown(story_id)


@bp.app_template_global("contact_form")
def empty_contact_form() -> ContactForm:
    return ContactForm()


@bp.route("/receipt/contact", methods=["GET", "POST"])
@keeps_text
@guessing_limited
@addresses_limited
def receipt_contact() -> ResponseReturnValue:
    """`save` keeps an address, `stop` erases it; either answers with how it is now."""
    private()
    if request.method == "GET":
        return see_other("stories.receipt")
    form = ContactForm(formdata=request.form)
    if request_problems():
        return _page(posted_story(), form, refused_status(), request_problems())
    if not form.validate():
        return _page(posted_story(), form, 422)
    with transaction():
        story = posted_story()
        if request.form.get("action") == "stop":
            stop_contact(story.id, lang=current_language(), now=now())
        elif form.contact.data:
            keep_address(story, form.contact.data)
    return _page(story, ContactForm())


@bp.route("/receipt/mail", methods=["GET", "POST"])
@keeps_text
@guessing_limited
@addresses_limited
def receipt_mail() -> ResponseReturnValue:
    """One letter with the code, for the person who was just shown it. Nothing else is ever sent to this address."""
    private()
    if request.method == "GET" or not settings().sends_mail:
        return see_other("stories.receipt")
    form = ContactForm(formdata=request.form)
    if request_problems():
        return _mailed_page(posted_story(), form, refused_status(), request_problems())
    if not form.validate() or not form.contact.data:
        form.contact.errors = form.contact.errors or [lazy_gettext("Please type the address the code shall go to.")]
        return _mailed_page(posted_story(), form, 422)
    with transaction():
        story = posted_story()
        code = grouped(read_code(posted_code()) or "")
        mail_code(story.id, code, to=form.contact.data, lang=current_language(), head=letter_head(settings()), now=now())
    return _mailed_page(story, form)


def _mailed_page(story: Story, form: ContactForm, status: int = 200, problems: tuple[object, ...] = ()) -> Response:
    return page(
        "stories/code_mailed.html",
        status,
        story=shown_receipt(story),
        code=posted_code(),
        form=form,
        problems=problems,
        sent_to=masked(form.contact.data or "") if status == 200 else "",
        form_failed=status != 200,
    )


def keep_address(story: Story, address: str) -> None:
    """Within the transaction of the view."""
    set_contact(story, address, head=letter_head(settings()), lang=current_language(), now=now())


@bp.route("/mail/stop/<token>", methods=["GET", "POST"])
@keeps_text
@guessing_limited
def mail_stop(token: str) -> Response:
    """GET asks, POST stops. The link itself is the right to do so: mail programs post it without a page, hence without a form's token."""
    private()
    if request.method == "GET":
        story_of_token(token)
        return page("stories/mail_stop.html", is_over=False)
    with transaction():
        stop_by_token(token, lang=current_language(), now=now())
    return page("stories/mail_stop.html", is_over=True)


def _page(story: Story, form: ContactForm, status: int = 200, problems: tuple[object, ...] = ()) -> Response:
    return page(
        "stories/contact.html",
        status,
        story=shown_receipt(story),
        code=posted_code(),
        form=form,
        problems=problems,
        form_failed=status != 200,
    )
