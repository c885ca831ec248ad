"""This library as citations name it, and a citation as a file."""

from __future__ import annotations

from flask import Response

from storyhub.citing.domain.citable import Citable
from storyhub.citing.domain.formats import FILES
from storyhub.citing.domain.library import Library
from storyhub.kit.days import day_of
from storyhub.kit.i18n import current_language
from storyhub.kit.web import download, now, settings
from storyhub.kit.web.templating import site_name


def library() -> Library:
    """As of today, in the language of the page."""
    return Library(site_name(), settings().base_url, current_language(), day_of(now()))


def citation_file(thing: Citable, suffix: str) -> Response:
    kind = FILES[suffix]
    return download(kind.write(thing), f"{thing.key}.{suffix}", kind.media_type)
