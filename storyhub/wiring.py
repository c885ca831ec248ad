"""The one list of features: what a running instance is made of, and which feature speaks to which through whom.

Only `wsgi`, `__main__` and the tests call `create_app`.
"""

from __future__ import annotations

import threading
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Any

from flask import Flask
from werkzeug.middleware.proxy_fix import ProxyFix

import storyhub
from storyhub.accounts import models as accounts_models
from storyhub.accounts import views as accounts_views
from storyhub.coding import models as coding_models
from storyhub.coding import views as coding_views
from storyhub.kit import audit, outbox, schema
from storyhub.kit.db import after_commit, db, listen_to
from storyhub.kit.text import Renderer, Sanitizer
from storyhub.kit.web import caching, errors, forms, headers, instance, languages, limits, logs, site, templating
from storyhub.laws import views as laws_views
from storyhub.moderation import models as moderation_models
from storyhub.moderation import views as moderation_views
from storyhub.reading import views as reading_views
from storyhub.stories import views as stories_views

if TYPE_CHECKING:
    from config import Settings

PACKAGE = Path(storyhub.__file__).resolve().parent
# A checkout has templates/, static/ and migrations/ beside the package; a wheel carries them inside.
SITE = PACKAGE.parent if (PACKAGE.parent / "templates").is_dir() else PACKAGE / "_site"
# Named here so that every table is known to the metadata, whichever feature is used first.
TABLES = (accounts_models, coding_models, moderation_models, audit, outbox)
BLUEPRINTS = (reading_views.bp, stories_views.bp, laws_views.bp, moderation_views.bp, coding_views.bp, accounts_views.bp)


@dataclass(slots=True)
class Hub:
    """The parts of one instance that are not tables."""

    settings: Settings
    renderer: Renderer
    migrations: Path = SITE / "migrations"
    engine: Any = None
    registry: Any = None
    indexer: Any = None
    _checked: str | None = field(default=None)

    def schema_state(self) -> str:
        """`ok` or what is wrong; asked of the database until it was ok once."""
        if self._checked != "ok":
            self._checked = schema.state(db.engine, self.migrations)
        return self._checked


def create_app(settings: Settings) -> Flask:
    """One instance of the site. Makes the schema in an empty database; refuses an outdated one with what to do.

    Raises: RuntimeError if the database was made by another version.
    """
    logs.configure_logs()
    app = Flask("storyhub", template_folder=str(SITE / "templates"), static_folder=str(SITE / "static"), root_path=str(PACKAGE))
    _configure(app, settings)
    parts = Hub(settings=settings, renderer=Renderer(sanitizer=Sanitizer(settings.sanitizer)))
    app.extensions[instance.EXTENSION] = parts
    db.init_app(app)
    with app.app_context():
        listen_to(db.engine)
        _ensure_schema(parts)
    for room in (logs, headers, languages, forms, limits, caching, errors, site, templating):
        getattr(room, f"init_{room.__name__.rsplit('.', 1)[1]}")(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint, url_prefix=languages.PREFIX)
    return app


def _configure(app: Flask, settings: Settings) -> None:
    app.config.update(
        SECRET_KEY=settings.secret_key,
        TESTING=settings.testing,
        SQLALCHEMY_DATABASE_URI=settings.database_url,
        SQLALCHEMY_ENGINE_OPTIONS={"pool_size": 12, "max_overflow": 4, "pool_timeout": 5},
        MAX_CONTENT_LENGTH=settings.max_body_bytes,
        MAX_FORM_MEMORY_SIZE=settings.max_body_bytes,
        SESSION_COOKIE_NAME="__Host-storyhub" if settings.secure else "storyhub",
        SESSION_COOKIE_SECURE=settings.secure,
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SAMESITE="Lax",
        BABEL_DEFAULT_LOCALE="en",
        TRANSLATIONS=str(PACKAGE / "translations"),
        WTF_CSRF_SSL_STRICT=False,
    )
    app.url_map.strict_slashes = False
    if settings.trusted_proxies:
        trusted = settings.trusted_proxies
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=trusted, x_proto=trusted)  # type: ignore[method-assign]


def _ensure_schema(parts: Hub) -> None:
    found = schema.state(db.engine, parts.migrations)
    if found == "empty":
        schema.upgrade(db.engine, parts.migrations)
        found = "ok"
    if found != "ok" and not parts.settings.testing:
        raise RuntimeError(found)
