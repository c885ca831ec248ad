"""The sign-in form."""

from __future__ import annotations

from wtforms import EmailField, Form, HiddenField, PasswordField
from wtforms.validators import InputRequired, Length

from storyhub.accounts.domain.password_rules import LONGEST
from storyhub.kit.i18n import lazy_gettext


class SignInForm(Form):
    """E-mail, password, and where to go afterwards."""

    email = EmailField(
        lazy_gettext("E-mail"),
        [
            InputRequired(message=lazy_gettext("Enter your e-mail address.")),
            Length(max=255, message=lazy_gettext("This is not an e-mail address.")),
        ],
    )
    password = PasswordField(
        lazy_gettext("Password"),
        [
            InputRequired(message=lazy_gettext("Enter your password.")),
            Length(max=LONGEST, message=lazy_gettext("A password may have at most 1,000 characters.")),
        ],
    )
    next = HiddenField()
