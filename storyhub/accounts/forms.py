"""Forms of signing in and of proving oneself."""

from __future__ import annotations

from typing import Any

from wtforms import EmailField, Form, HiddenField, PasswordField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.fields.choices import SelectChoice  # type: ignore[attr-defined]  # newer than the stubs
from wtforms.validators import InputRequired, Length
from wtforms.widgets import CheckboxInput, ListWidget

from storyhub.accounts.domain.password_rules import LONGEST
from storyhub.accounts.labels import ROLE_LABELS
from storyhub.kit.i18n import lazy_gettext


class RoleField(SelectMultipleField):
    """A box for each role."""

    widget = ListWidget(prefix_label=False)
    option_widget = CheckboxInput()

    def __init__(self, label: Any, **kwargs: Any) -> None:
        super().__init__(label, choices=[SelectChoice(str(role), text) for role, text in ROLE_LABELS.items()], **kwargs)


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


class SecondStepForm(Form):
    """Digits of the app or a recovery code; or, filled in by the browser's script, a passkey's answer."""

    code = StringField(lazy_gettext("Code"), [Length(max=100, message=lazy_gettext("A code is shorter than that."))])
    credential = HiddenField(validators=[Length(max=20_000)])
    next = HiddenField()


class ConfirmForm(SecondStepForm):
    """The same, or the password once more."""

    password = PasswordField(
        lazy_gettext("Password"), [Length(max=LONGEST, message=lazy_gettext("A password may have at most 1,000 characters."))]
    )


class AuthenticatorForm(Form):
    """The first digits of a new app; `sealed` carries its secret there and back."""

    code = StringField(
        lazy_gettext("The six digits your app shows"),
        [InputRequired(message=lazy_gettext("Enter the six digits.")), Length(max=20, message=lazy_gettext("Enter the six digits."))],
    )
    sealed = HiddenField(validators=[Length(max=1_000)])


class PasskeyForm(Form):
    """What the browser made, and what the person calls it."""

    name = StringField(
        lazy_gettext("Name"),
        [
            InputRequired(message=lazy_gettext("Give the passkey a name, for example “my laptop”.")),
            Length(max=64, message=lazy_gettext("A name has 1 to 64 characters.")),
        ],
    )
    credential = HiddenField(validators=[Length(max=20_000)])


class AddressForm(Form):
    """One e-mail address: to open an account, to set a new password, to be reached elsewhere."""

    email = EmailField(
        lazy_gettext("E-mail"),
        [
            InputRequired(message=lazy_gettext("Enter your e-mail address.")),
            Length(max=255, message=lazy_gettext("This is not an e-mail address.")),
        ],
    )


class NewPasswordForm(Form):
    """A password to be set. Once only: it can be shown by the browser, and pasted."""

    new_password = PasswordField(
        lazy_gettext("New password"),
        [
            InputRequired(message=lazy_gettext("Enter a new password.")),
            Length(max=LONGEST, message=lazy_gettext("A password may have at most 1,000 characters.")),
        ],
    )


class NameForm(Form):
    name = StringField(
        lazy_gettext("Name"),
        [
            InputRequired(message=lazy_gettext("Enter a name.")),
            Length(max=64, message=lazy_gettext("A name has 1 to 64 characters.")),
        ],
    )


class NewAccountForm(NameForm, NewPasswordForm):
    """The last step of opening an account."""


class RequestForm(Form):
    """Why somebody would like to join the research."""

    text = TextAreaField(
        lazy_gettext("Who you are, and what interests you"),
        [InputRequired(message=lazy_gettext("Please write between 20 and 2,000 characters."))],
    )


class InvitationForm(NameForm, AddressForm):
    """A new person of the staff."""

    handle = StringField(
        lazy_gettext("Handle"),
        [
            InputRequired(message=lazy_gettext("A handle has 2 to 63 small Latin letters, digits or hyphens.")),
            Length(max=63, message=lazy_gettext("A handle has 2 to 63 small Latin letters, digits or hyphens.")),
        ],
    )
    roles = RoleField(lazy_gettext("Roles"))
    lang = SelectField(lazy_gettext("Language of the letter"), choices=[SelectChoice("ru", "Русский"), SelectChoice("en", "English")])


class RolesForm(Form):
    roles = RoleField(lazy_gettext("What this person may do"))


class EraseForm(Form):
    """The end of one's account: what becomes of one's work, and the handle once more, so that no slip does it."""

    contributions = RadioField(
        lazy_gettext("What I contributed"),
        choices=[
            SelectChoice("keep", lazy_gettext("stays, under my handle alone")),
            SelectChoice("remove", lazy_gettext("goes: my marks are taken away")),
        ],
    )
    handle = StringField(lazy_gettext("Your handle, to be sure"), [InputRequired(message=lazy_gettext("Type your handle."))])
