"""The files of an edition. One that a quote has just left is not served until it is made anew."""

from __future__ import annotations

from pathlib import Path

from flask import Response

from storyhub.editions.queries.served import files_of, path_of, served_file
from storyhub.editions.views.addressed import edition_numbered
from storyhub.editions.views.blueprint import bp
from storyhub.kit.errors import NotFound
from storyhub.kit.web import page, settings

RETRY_S = 60


@bp.get("/editions/<int:number>/<filename>")
def file(number: int, filename: str) -> Response:
    edition_numbered(number)
    card = served_file(number, filename)
    content = _content(path_of(settings().data_dir, number, card.name)) if card else None
    if card is None or content is None:
        return _not_now(number, filename)
    response = Response(content, content_type=_content_type(card.media_type))
    response.headers["Content-Disposition"] = f'attachment; filename="storyhub-edition-{number}-{card.name}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Robots-Tag"] = "noindex"
    response.set_etag(card.sha256 or "")
    return response


def _not_now(number: int, filename: str) -> Response:
    """It is being made (anew): the answer says so, and when to ask again."""
    card = next((one for one in files_of(number) if one.name == filename), None)
    if card is None:
        raise NotFound(log="no such file of the edition")
    response = page("editions/withheld.html", 503, number=number, card=card)
    response.headers["Retry-After"] = str(RETRY_S)
    return response


def _content(path: Path) -> bytes | None:
    """None if it is not on the disk: then it will be made anew."""
    try:
        return path.read_bytes()
    except FileNotFoundError:
        return None


def _content_type(media_type: str) -> str:
    is_text = media_type.startswith("text/") or media_type in ("application/json", "application/xml")
    return f"{media_type}; charset=utf-8" if is_text else media_type
