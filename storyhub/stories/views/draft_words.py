"""What pages and the script are told about a draft: when it was saved, and where it is found again."""

from __future__ import annotations

from typing import Any

from flask import url_for
from flask_babel import format_time

from storyhub.kit.i18n import gettext
from storyhub.kit.web import now
from storyhub.stories.forms.telling import TellForm
from storyhub.stories.models import Draft
from storyhub.stories.queries import find_draft
from storyhub.stories.views.blueprint import key


def told_of(found: Draft, token: str) -> dict[str, Any]:
    """The time is in the zone of the site."""
    return {
        "token": token,
        "version": found.version_id,
        "saved": gettext("Saved %(time)s", time=format_time(found.updated_at, "HH:mm")),
        "address": url_for("stories.draft", token=token),
    }


def draft_of(form: TellForm) -> dict[str, Any] | None:
    """About the draft that a posted form belongs to; None without one."""
    token = form.draft.data or ""
    found = find_draft(token, key=key(), now=now())
    return told_of(found, token) if found else None
