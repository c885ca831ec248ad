"""What every template can use besides its own context: settings of the site, the actor, dates and numbers in the reader's language."""

from __future__ import annotations

from datetime import date, datetime
from functools import lru_cache

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, ngettext
from jinja2 import StrictUndefined

from storyhub.kit.actor import Role
from storyhub.kit.i18n import LANGUAGES, current_language, gettext
from storyhub.kit.web.actor import current_actor
from storyhub.kit.web.forms import csrf_token
from storyhub.kit.web.instance import settings
from storyhub.kit.web.languages import request_language
from storyhub.kit.web.linking import url_for


def init_templating(app: Flask) -> None:
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    app.jinja_env.globals.update(
        settings=settings,
        current_actor=current_actor,
        csrf_token=csrf_token,
        url_for=url_for,
        site_name=site_name,
        languages=LANGUAGES,
        Role=Role,
        _=gettext,
        gettext=gettext,
        ngettext=ngettext,
    )
    app.jinja_env.filters.update(day=day, moment=moment, number=number, in_language=in_language)


def site_name() -> str:
    """The site's name in the language of the page."""
    return settings().site_name_ru if request_language() == "ru" and settings().site_name_ru else settings().site_name


def day(value: date | datetime | None) -> str:
    """`22 November 2026`, `22 ноября 2026` (the long form of CLDR would end in "г."); an em dash for nothing."""
    if value is None:
        return "—"
    if isinstance(value, datetime):
        return str(format_date(value, "d MMMM y"))
    return _day_in(value, current_language())


@lru_cache(maxsize=2_048)
def _day_in(value: date, _lang: str) -> str:
    """A list shows the same days again and again; `_lang` is the one that `format_date` will take."""
    return str(format_date(value, "d MMMM y"))


def moment(value: datetime | None) -> str:
    return "—" if value is None else format_datetime(value, "d MMM y, HH:mm")


def number(value: int | float | None) -> str:
    return "—" if value is None else _decimal(value, current_language())


@lru_cache(maxsize=4_096)
def _decimal(value: int | float, _lang: str) -> str:
    """The same few numbers stand on every page, and looking up how a language writes them is dear."""
    return str(format_decimal(value))


def in_language(thing: object, field: str) -> str:
    """`thing.<field>_ru` or `_en` for this page, falling back to the other language where one is empty."""
    lang = request_language()
    return str(getattr(thing, f"{field}_{lang}") or getattr(thing, f"{field}_{'en' if lang == 'ru' else 'ru'}"))
