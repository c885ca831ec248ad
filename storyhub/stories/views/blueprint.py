"""The blueprint, its template filters, and what all views of a code share."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qsl

from flask import Blueprint, Response, g, request
from werkzeug.datastructures import MultiDict

from storyhub.kit.days import day_of
from storyhub.kit.web import limiter, no_store, now, settings
from storyhub.kit.web.headers import no_referrer
from storyhub.kit.web.limits import limit_of
from storyhub.stories.domain.receipt import receipt_key
from storyhub.stories.labels import (
    CONSENT_CONSEQUENCES,
    CONSENT_LABELS,
    DECLINE_REASON_LABELS,
    SECTOR_LABELS,
    STAGE_LABELS,
    STATE_LABELS,
    Labels,
    consent_wording,
    label_of,
)
from storyhub.stories.models import Story
from storyhub.stories.queries import Receipt, receipt_of
from storyhub.stories.service import LetterHead, open_receipt

if TYPE_CHECKING:
    from config import Settings

bp = Blueprint("stories", __name__)


def _filter(name: str, labels: Labels) -> None:
    bp.add_app_template_filter(lambda word: label_of(labels, word), name)


_filter("sector_label", SECTOR_LABELS)
_filter("stage_label", STAGE_LABELS)
_filter("story_state_label", STATE_LABELS)
_filter("decline_reason_label", DECLINE_REASON_LABELS)
_filter("consent_label", CONSENT_LABELS)
_filter("consent_consequence", CONSENT_CONSEQUENCES)
bp.add_app_template_global(consent_wording)


def _failed(response: Response) -> bool:
    return response.status_code in (404, 422)


# One counter for all pages that take a code. Only failures count: guessing is slowed down, answering twelve questions is not.
guessing_limited = limiter.shared_limit(limit_of("receipt"), scope="receipt", methods=["POST"], deduct_when=_failed)


def private() -> None:
    """A page about one teller's story: kept nowhere, and the next site learns nothing."""
    no_store()
    no_referrer()


def key() -> bytes:
    """The key of this instance's codes."""
    return receipt_key(settings().secret_key)


def letter_head(settings: Settings) -> LetterHead:
    """What letters to tellers must know of this instance."""
    return LetterHead(
        base_url=settings.base_url,
        site_names={"ru": settings.site_name_ru or settings.site_name, "en": settings.site_name},
        key=receipt_key(settings.secret_key),
        contact_days=settings.contact_days,
    )


def posted_form() -> MultiDict[str, str]:
    """The posted fields. A body that is no UTF-8 is read as well as can be, so that the words come back to their writer."""
    if request.form or not g.get("undecodable") or request.mimetype != "application/x-www-form-urlencoded":
        return request.form
    text = request.get_data(cache=True).decode("utf-8", "replace")
    return MultiDict(parse_qsl(text, keep_blank_values=True, max_num_fields=100))


def posted_code() -> str:
    return request.form.get("code", "")


def posted_story() -> Story:
    """The story of the posted code. Raises: NotFound"""
    return open_receipt(posted_code(), key=key())


def shown_receipt(story: Story) -> Receipt:
    return receipt_of(story, promise_days=settings().promise_days, today=day_of(now()))


def refused_status() -> int:
    """400 for a request that cannot be trusted, 422 for values that cannot be used."""
    return 400 if g.get("csrf_failed") else 422
