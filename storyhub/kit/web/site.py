"""Addresses of the house itself: health, the one stylesheet, robots."""

from __future__ import annotations

import hashlib
from pathlib import Path

from flask import Blueprint, Response, current_app, jsonify, url_for
from sqlalchemy import text

from storyhub.kit import outbox
from storyhub.kit.db import db
from storyhub.kit.web.instance import hub, now

bp = Blueprint("kit", __name__)
LAYERS = ("tokens", "base", "layout", "print")


def stylesheet_source(static: Path) -> str:
    """All style files as one text, in the order of their layers: one request a visit, still one block per file."""
    css = static / "css"
    named = [css / f"{name}.css" for name in LAYERS[:-1]]
    parts = [*named, *sorted((css / "blocks").glob("*.css")), css / "print.css"]
    order = "@layer reset, tokens, base, layout, blocks, states;\n"
    return order + "\n".join(path.read_text(encoding="utf-8") for path in parts if path.exists())


def init_site(app: object) -> None:
    """Reads the stylesheet once at start and gives templates its address."""
    from flask import Flask

    assert isinstance(app, Flask)
    source = stylesheet_source(Path(app.static_folder or "static"))
    app.config["STYLESHEET"] = source
    app.config["STYLESHEET_VERSION"] = hashlib.sha256(source.encode()).hexdigest()[:12]
    app.register_blueprint(bp)
    app.add_template_global(stylesheet_url)


def stylesheet_url() -> str:
    return url_for("kit.stylesheet", version=current_app.config["STYLESHEET_VERSION"])


@bp.get("/assets/<version>/site.css")
def stylesheet(version: str) -> Response:
    """The stylesheet; its address changes with its content, so it may be kept for ever."""
    source = current_app.config["STYLESHEET"]
    if current_app.debug or current_app.testing:
        source = stylesheet_source(Path(current_app.static_folder or "static"))
    response = Response(source, mimetype="text/css")
    known = version == current_app.config["STYLESHEET_VERSION"]
    response.headers["Cache-Control"] = "public, max-age=31536000, immutable" if known else "no-cache"
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
    lines = ["User-agent: *", *(f"Disallow: /{lang}/{path}" for lang in ("ru", "en") for path in ("desk", "receipt", "sign-in", "search"))]
    return Response("\n".join(lines) + "\n", mimetype="text/plain")
