"""Words in the reader's language. English is the source; Russian lives in `storyhub/translations/ru`.

Importable from every room: nothing here needs a request until a text is printed.
"""

from __future__ import annotations

from flask_babel import Babel, force_locale, get_locale, gettext, lazy_gettext, lazy_ngettext, ngettext, npgettext, pgettext

__all__ = [
    "LANGUAGES",
    "babel",
    "current_language",
    "force_locale",
    "gettext",
    "lazy_gettext",
    "lazy_ngettext",
    "ngettext",
    "npgettext",
    "pgettext",
]

LANGUAGES = ("ru", "en")
babel = Babel()


def current_language() -> str:
    """`ru` or `en`: the language of the page being made (English outside a request)."""
    locale = get_locale()
    return str(locale.language) if locale and locale.language in LANGUAGES else "en"
