"""Words in the reader's language. English is the source; Russian lives in `storyhub/translations/ru`.

Importable from every room: nothing here needs a request until a text is printed.
"""

from __future__ import annotations

from functools import lru_cache, partial

import flask_babel
from flask_babel import Babel, force_locale, get_locale, lazy_ngettext, ngettext, npgettext, pgettext
from flask_babel.speaklater import LazyString

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


def gettext(msgid: str, /, **values: object) -> str:
    """The text in the language of the page, with the values put in. A page asks a hundred and fifty times, mostly for the same texts."""
    text = _told(msgid, current_language())
    return text % values if values else text


lazy_gettext = partial(LazyString, gettext)


@lru_cache(maxsize=8_192)
def _told(msgid: str, _lang: str) -> str:
    """`_lang` is the one that flask-babel will take by itself."""
    return str(flask_babel.gettext(msgid))
