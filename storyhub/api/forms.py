"""The form that makes a token."""

from __future__ import annotations

from collections.abc import Iterable

from wtforms import Field, Form, RadioField, SelectField, StringField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than its types
from wtforms.validators import ValidationError

from storyhub.api.domain.token import Scope
from storyhub.kit.i18n import lazy_gettext, lazy_ngettext

LONGEST_NAME = 80
DAYS = (7, 30, 90, 365)
SCOPE_LABELS = {
    Scope.intake: lazy_gettext("Take stories in, with the consents of their tellers"),
    Scope.coding: lazy_gettext("Mark stories in my name"),
}


class TokenForm(Form):
    """What the token is for, and how long it holds."""

    name = StringField(lazy_gettext("What it is for"), id="token-name")
    scope = RadioField(lazy_gettext("What it may do"), id="token-scope", validate_choice=False)
    days = SelectField(lazy_gettext("How long it holds"), id="token-days", validate_choice=False, default="90")

    offered: frozenset[str] = frozenset()

    def offer(self, scopes: Iterable[Scope]) -> None:
        self.offered = frozenset(map(str, scopes))
        self.scope.choices = [SelectChoice(scope, SCOPE_LABELS[Scope(scope)]) for scope in sorted(self.offered)]
        self.days.choices = [SelectChoice(str(days), lazy_ngettext("%(num)s day", "%(num)s days", days)) for days in DAYS]

    def validate_name(self, field: Field) -> None:
        field.data = "".join(char if char.isprintable() else "\ufffd" for char in " ".join((field.data or "").split()))
        if not 1 <= len(field.data) <= LONGEST_NAME:
            raise ValidationError(lazy_gettext("Please say in 1 to 80 characters what the token is for."))

    def validate_scope(self, field: Field) -> None:
        if field.data not in self.offered:
            raise ValidationError(lazy_gettext("Please choose what the token may do."))

    def validate_days(self, field: Field) -> None:
        if field.data not in {str(days) for days in DAYS}:
            raise ValidationError(lazy_gettext("Please choose how long the token holds."))
