"""Roles, and the reasons of the log, in the reader's language."""

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

# Reasons in the log are words of ours, the same in every language; roles stand there by their names.
WHY_LABELS = {
    "authenticator": lazy_gettext("app with six digits"),
    "passkey": lazy_gettext("passkey"),
    "recovery_code": lazy_gettext("recovery code"),
    "self": lazy_gettext("by themselves"),
    "link": lazy_gettext("by a link in a letter"),
    "invitation": lazy_gettext("by an invitation"),
    "accepted": lazy_gettext("accepted"),
    "declined": lazy_gettext("declined"),
    "kept": lazy_gettext("contributions kept"),
    "removed": lazy_gettext("contributions removed"),
}


def why_label(why: str) -> str:
    """A reason of the log about a person: each of its words in the reader's language, where we have one."""
    words = {**WHY_LABELS, **{str(role): text for role, text in ROLE_LABELS.items()}}
    return " → ".join(", ".join(str(words.get(word, word)) for word in side.split(", ")) for side in why.split(" → "))
