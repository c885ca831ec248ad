"""Letters about one's own account: short, in the person's language, and never with a secret but the one link they are about."""

from __future__ import annotations

from datetime import datetime

from storyhub.accounts.models import Person
from storyhub.kit.i18n import force_locale, gettext
from storyhub.kit.mail import write_letter


def send(kind: str, *, to: str, lang: str, now: datetime, site: str, **words: str) -> None:
    """Writes the letter of this kind; `words` fill its gaps."""
    with force_locale(lang):
        subject, lines = _texts(kind, site=site, **words)
    write_letter(kind=f"accounts.{kind}", to=to, lang=lang, subject=subject, body="\n\n".join(lines) + "\n", now=now)


def send_to(person: Person, kind: str, *, now: datetime, site: str, **words: str) -> None:
    """To the person's own address, if there is one."""
    if person.email:
        send(kind, to=person.email, lang=person.lang or "en", now=now, site=site, **words)


Texts = dict[str, tuple[str, list[str]]]


def _texts(kind: str, *, site: str, link: str = "", device: str = "", name: str = "", reason: str = "") -> tuple[str, list[str]]:
    found = _about_links(site, link, name) | _about_changes(site, link, device) | _about_requests(site, link, reason)
    subject, lines = found[kind]
    return subject, [line for line in lines if line]


def _about_links(site: str, link: str, name: str) -> Texts:
    ignore = gettext("If that was not you, you need do nothing: without the link nothing changes.")
    once = gettext("The link works once and for a short time.")
    return {
        "password_link": (
            gettext("%(site)s: a new password", site=site),
            [gettext("Somebody asked for a new password for your account. To set one, open this link:"), link, once, ignore],
        ),
        "sign_up": (
            gettext("%(site)s: confirm your address", site=site),
            [gettext("Somebody wants to open an account with this address. To do so, open this link:"), link, once, ignore],
        ),
        "sign_up_known": (
            gettext("%(site)s: you have an account already", site=site),
            [
                gettext("Somebody wanted to open an account with this address, but there is one already."),
                gettext("If you have forgotten your password, you can set a new one here: %(link)s", link=link),
                ignore,
            ],
        ),
        "invitation": (
            gettext("%(site)s: an invitation", site=site),
            [gettext("%(name)s, you are invited to work with us. To choose your password, open this link:", name=name), link, once],
        ),
        "new_address": (
            gettext("%(site)s: confirm your new address", site=site),
            [gettext("To receive our letters at this address from now on, open this link:"), link, once, ignore],
        ),
    }


def _about_changes(site: str, link: str, device: str) -> Texts:
    alarm = gettext("If that was not you, set a new password at once: %(link)s", link=link)
    return {
        "new_device": (
            gettext("%(site)s: signed in on a new device", site=site),
            [gettext("Somebody has signed in with your password on a device we have not seen before: %(device)s.", device=device), alarm],
        ),
        "password_changed": (
            gettext("%(site)s: your password was changed", site=site),
            [gettext("Your password was changed, and you were signed out everywhere else."), alarm],
        ),
        "address_changed": (
            gettext("%(site)s: your address was changed", site=site),
            [gettext("The e-mail address of your account was changed. This is the last letter to the old one."), alarm],
        ),
    }


def _about_requests(site: str, link: str, reason: str) -> Texts:
    return {
        "request_accepted": (
            gettext("%(site)s: welcome to the research", site=site),
            [gettext("You asked to join the research, and the answer is yes. The coding desk is open to you:"), link, reason],
        ),
        "request_declined": (
            gettext("%(site)s: about your request", site=site),
            [gettext("You asked to join the research. This time the answer is no, with this reason:"), reason],
        ),
    }
