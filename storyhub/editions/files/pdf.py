"""The edition as a PDF: the page of `html_book` set on paper. Only where weasyprint is installed (extra `pdf`)."""

from __future__ import annotations

import hashlib
from importlib.util import find_spec

from storyhub.editions.domain.snapshot import Snapshot
from storyhub.editions.files.html_book import page


def is_offered() -> bool:
    """Is what sets pages installed?"""
    return find_spec("weasyprint") is not None


def pdf_book(snapshot: Snapshot, lang: str) -> bytes:
    """Fetches nothing: the page holds all it needs."""
    import weasyprint

    text = page(snapshot, lang, "type.css", "page.css")
    # The name of the file inside it follows from what it says, so that the same book is the same file.
    name = hashlib.sha256(text.encode()).hexdigest().encode()
    document = weasyprint.HTML(string=text, url_fetcher=_nothing)
    made = document.write_pdf(pdf_identifier=name, pdf_tags=True, presentational_hints=False)
    assert isinstance(made, bytes)
    return made


def _nothing(url: str, *_args: object, **_kwargs: object) -> dict[str, object]:
    raise ValueError(f"a book fetches nothing, not even {url}")
