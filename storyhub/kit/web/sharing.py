"""What other sites and browsers ask of a page: its one address, a picture to show with a link, an icon."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, Response, current_app, url_for

from storyhub.kit.web.instance import settings
from storyhub.kit.web.languages import other_languages, request_language
from storyhub.kit.web.pages import page_number
from storyhub.kit.web.site import bp

PICTURES = {"en": "share.png", "ru": "share-ru.png"}
WIDTH, HEIGHT = 1200, 630
ICON_S = 30 * 86400


@dataclass(frozen=True, slots=True)
class SharePicture:
    """`alt` says what is seen on it; without it, it is the site's own."""

    address: str
    alt: str = ""
    width: int = WIDTH
    height: int = HEIGHT


def init_sharing(app: Flask) -> None:
    app.add_template_global(canonical_address)
    app.add_template_global(share_picture)


def canonical_address() -> str:
    """Where search engines keep this page: filters and orders left out, the page of a list kept."""
    path = dict(other_languages())[request_language()].partition("?")[0]
    number = page_number()
    return f"{settings().base_url}{path}" + (f"?page={number}" if number > 1 else "")


def share_picture() -> SharePicture:
    """The picture in the language of the page, at its whole address."""
    return SharePicture(settings().base_url + url_for("static", filename=PICTURES[request_language()]))


@bp.get("/favicon.ico")
def favicon() -> Response:
    """Browsers and feed readers ask for it at this very address, whatever a page says."""
    response = current_app.send_static_file("favicon.ico")
    response.headers["Cache-Control"] = f"public, max-age={ICON_S}"
    return response
