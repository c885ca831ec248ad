"""The blueprint of saved searches, and what its pages share."""

from __future__ import annotations

from urllib.parse import urlencode

from flask import Blueprint, url_for

from storyhub.kit.i18n import gettext
from storyhub.kit.web import hub, settings
from storyhub.reading.domain.asked import Asked
from storyhub.saved.labels import EVERY_LABELS
from storyhub.saved.queries import asked_of, known_now
from storyhub.stories.domain.receipt import receipt_key
from storyhub.stories.service import LetterHead

bp = Blueprint("saved", __name__)
bp.add_app_template_filter(lambda every: str(EVERY_LABELS[every]), "every_label")

NAME_CHARS = 60


def known(query: str) -> str:
    """What is found now, hence no news later. Raises: SearchUnavailable, before anything is saved."""
    return known_now(query, engine=hub().engine)


def query_of(asked: Asked) -> str:
    """The query of a question's address, always written in the same way."""
    return urlencode(asked.pairs(), errors="replace")


def search_page(query: str, endpoint: str = "reading.search") -> str:
    """Where a saved search is answered."""
    return f"{url_for(endpoint)}?{query_of(asked_of(query))}"


def title_of(query: str) -> str:
    """What a search is called that has no name yet."""
    words = " ".join(asked_of(query).text.split())
    return words[:NAME_CHARS] or str(gettext("Search"))


def letter_head() -> LetterHead:
    """What letters must know of this instance."""
    known = settings()
    names = {"ru": known.site_name_ru or known.site_name, "en": known.site_name}
    return LetterHead(base_url=known.base_url, site_names=names, key=receipt_key(known.secret_key), contact_days=known.contact_days)
