"""The mark of the site in its header: the operator's own picture (setting `logo`), else ours."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Flask, Response, current_app, url_for

from storyhub.kit.errors import NotFound
from storyhub.kit.web.instance import EXTENSION
from storyhub.kit.web.site import YEAR_S, bp

TYPES = {"svg": "image/svg+xml", "png": "image/png"}


def init_mark(app: Flask) -> None:
    """Reads the picture once at start and gives templates its address."""
    logo = app.extensions[EXTENSION].settings.logo
    app.config["MARK"] = Path(logo).read_bytes() if logo else b""
    app.config["MARK_KIND"] = Path(logo).suffix.lower().removeprefix(".")
    app.add_template_global(mark_url)


def mark_url() -> str:
    picture = current_app.config["MARK"]
    if not picture:
        return url_for("static", filename="icon.svg")
    return url_for("kit.mark", version=hashlib.sha256(picture).hexdigest()[:12], kind=current_app.config["MARK_KIND"])


@bp.get("/assets/<version>/mark.<any(svg, png):kind>")
def mark(version: str, kind: str) -> Response:
    """The operator's picture; its address changes with its content, so it may be kept for ever."""
    picture: bytes = current_app.config["MARK"]
    if not picture or kind != current_app.config["MARK_KIND"]:
        raise NotFound(log="no such mark")
    response = Response(picture, mimetype=TYPES[kind])
    known = version == hashlib.sha256(picture).hexdigest()[:12]
    response.headers["Cache-Control"] = f"public, max-age={YEAR_S}, immutable" if known else "no-cache"
    return response
