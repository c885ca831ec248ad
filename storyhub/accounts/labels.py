"""Roles in the reader's language."""

from __future__ import annotations

from storyhub.kit.actor import Role
from storyhub.kit.i18n import lazy_gettext

ROLE_LABELS = {
    Role.member: lazy_gettext("member"),
    Role.researcher: lazy_gettext("researcher"),
    Role.moderator: lazy_gettext("moderator"),
    Role.curator: lazy_gettext("curator"),
    Role.admin: lazy_gettext("administrator"),
}
