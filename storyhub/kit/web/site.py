"""Addresses of the house itself: health, the stylesheets, robots."""

from __future__ import annotations

import hashlib
import re
from functools import cache
from pathlib import Path

from flask import Blueprint, Flask, Response, current_app, jsonify, url_for
from sqlalchemy import text

from storyhub.kit import outbox
from storyhub.kit.db import db
from storyhub.kit.web.instance import hub, now, settings

bp = Blueprint("kit", __name__)
LAYERS = ("tokens", "base", "layout")
ORDER = "@layer reset, tokens, base, layout, blocks, states;\n"
YEAR_S = 31536000
# What every page needs, and what the library, a teller's pages and the desks of staff need besides: a page stays small.
BUNDLES = ("site", "library", "telling", "desk")


def stylesheet_source(static: Path, bundle: str = "site") -> str:
    """All style files of a bundle as one text, in the order of their layers, without comments: one request, still a block a file."""
    css = static / "css"
    if bundle == "site":
        parts = [*(css / f"{name}.css" for name in LAYERS), *sorted((css / "blocks").glob("*.css")), css / "print.css"]
    else:
        parts = sorted((css / bundle).glob("*.css"))
    return ORDER + "\n".join(_squeezed_file(path, path.stat().st_mtime_ns) for path in parts)


@cache
def _squeezed_file(path: Path, _written: int) -> str:
    """Read anew only when it was written anew."""
    return squeezed(path.read_text(encoding="utf-8"))


def squeezed(sheet: str) -> str:
    """Without comments, indentation, line ends that mean nothing, and blanks before a brace and in front of a value. No more than that: a
    minifier we tried took `.a :is(b)` in a layer for `.a:is(b)`.

    >>> squeezed("/* what for */\\n.a :is(b) {\\n  color: red;\\n\\n}\\n")
    '.a :is(b){color:red;}'
    """
    bare = re.sub(r"/\*.*?\*/", "", sheet, flags=re.DOTALL)
    lines = "\n".join(line for line in map(str.strip, bare.splitlines()) if line)
    # A line that begins with a name, a colon and a blank is a declaration: a selector has no blank after its colon.
    lines = re.sub(r"^([\w-]+): (?=\S)", r"\1:", lines, flags=re.MULTILINE)
    return re.sub(r"(?<=[{};,])\n", "", re.sub(r" \{$", "{", lines, flags=re.MULTILINE))


def init_site(app: Flask) -> None:
    """Reads the stylesheets once at start and gives templates their addresses."""
    sheets = {bundle: stylesheet_source(Path(app.static_folder or "static"), bundle) for bundle in BUNDLES}
    app.config["STYLESHEETS"] = sheets
    app.config["STYLESHEET_VERSIONS"] = {name: hashlib.sha256(sheet.encode()).hexdigest()[:12] for name, sheet in sheets.items()}
    app.register_blueprint(bp)
    app.add_template_global(stylesheet_url)


def stylesheet_url(bundle: str = "site") -> str:
    return url_for("kit.stylesheet", version=current_app.config["STYLESHEET_VERSIONS"][bundle], bundle=bundle)


@bp.get("/assets/<version>/<any(site, library, telling, desk):bundle>.css")
def stylesheet(version: str, bundle: str) -> Response:
    """A stylesheet; its address changes with its content, so it may be kept for ever."""
    sheet = current_app.config["STYLESHEETS"][bundle]
    if current_app.debug or current_app.testing:
        sheet = stylesheet_source(Path(current_app.static_folder or "static"), bundle)
    response = Response(sheet, mimetype="text/css")
    known = version == current_app.config["STYLESHEET_VERSIONS"][bundle]
    response.headers["Cache-Control"] = f"public, max-age={YEAR_S}, immutable" if known else "no-cache"
    return response


@bp.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return jsonify(status="ok")


@bp.get("/readyz")
def readyz() -> tuple[Response, int]:
    """Database, schema, index and outbox, each in a word; 503 when a reader or teller would notice something missing."""
    checks: dict[str, object] = {}
    db.session.execute(text("SELECT 1"))
    checks["database"] = "ok"
    checks["schema"] = hub().schema_state()
    checks["index"] = hub().engine.health() or "ok"
    checks["outbox"] = {"depth": outbox.depth(), "oldest_s": outbox.oldest_age_s(now()), "dead": outbox.dead_letters()}
    ready = checks["schema"] == "ok" and checks["index"] == "ok"
    return jsonify(status="ok" if ready else "not ready", **checks), 200 if ready else 503


@bp.get("/robots.txt")
def robots() -> Response:
    hidden = ("desk", "receipt", "sign-in", "search", "tell/draft")
    lines = ["User-agent: *", *(f"Disallow: /{lang}/{path}" for lang in ("ru", "en") for path in hidden)]
    lines.append(f"\nSitemap: {settings().base_url}/sitemap.xml")
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
