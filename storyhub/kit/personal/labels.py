"""What people are told a finding is."""

from __future__ import annotations

from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.personal.finding import Kind

KIND_LABELS = {
    Kind.email: lazy_gettext("e-mail address"),
    Kind.phone: lazy_gettext("phone number"),
    Kind.card: lazy_gettext("card number"),
    Kind.account: lazy_gettext("bank account"),
    Kind.passport: lazy_gettext("passport"),
    Kind.snils: lazy_gettext("SNILS (insurance number)"),
    Kind.inn: lazy_gettext("INN (tax number)"),
    Kind.number: lazy_gettext("order, contract or document number"),
    Kind.link: lazy_gettext("link"),
    Kind.handle: lazy_gettext("profile in a social network"),
    Kind.name: lazy_gettext("a person’s name"),
    Kind.profanity: lazy_gettext("coarse word"),
}
