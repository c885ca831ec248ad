"""E-mail addresses as people type them. Checked is what a header and a mail server need; the rest shows when a letter arrives."""

from __future__ import annotations

import re

from storyhub.kit.errors import Invalid
from storyhub.kit.i18n import lazy_gettext

MAX_ADDRESS = 254
LOCAL = re.compile(r"[A-Za-z0-9.!#$%&'*+/=?^_`{|}~-]{1,64}")
LABEL = re.compile(r"[A-Za-z0-9]([A-Za-z0-9-]{0,61}[A-Za-z0-9])?")


def read_address(text: str) -> str:
    """The address without blanks around it, its domain in ASCII and small letters. Raises: Invalid.

    >>> read_address(" anna@почта.рф ")
    'anna@xn--80a1acny.xn--p1ai'
    """
    local, at, domain = text.strip(" \t\u00a0").rpartition("@")
    ascii_domain = _ascii(domain.strip())
    address = f"{local}@{ascii_domain}"
    dots = local.startswith(".") or local.endswith(".") or ".." in local
    if not at or dots or not LOCAL.fullmatch(local) or not _is_domain(ascii_domain) or len(address) > MAX_ADDRESS:
        raise Invalid(lazy_gettext("This does not look like an e-mail address. Please check it: name@example.com"), log="address")
    return address


def _ascii(domain: str) -> str:
    try:
        return domain.lower().encode("idna").decode("ascii")
    except UnicodeError:
        return ""


def _is_domain(domain: str) -> bool:
    labels = domain.split(".")
    return (len(labels) > 1 and all(map(LABEL.fullmatch, labels))) or domain == "localhost"
