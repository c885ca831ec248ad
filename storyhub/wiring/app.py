"""How an instance is put together: settings, schema, the web edge, the features' pages, the indexer."""

from __future__ import annotations

import codecs
import threading
from typing import TYPE_CHECKING

from flask import Flask
from sqlalchemy import Engine, create_engine
from werkzeug.middleware.proxy_fix import ProxyFix

from storyhub.accounts import views as accounts_views
from storyhub.coding.views.training_due import trained_by
from storyhub.kit import outbox, schema
from storyhub.kit.db import after_commit, db, listen_to
from storyhub.kit.text import Renderer, Sanitizer
from storyhub.kit.web import (
    caching,
    errors,
    forms,
    headers,
    instance,
    languages,
    limits,
    logs,
    mark,
    sharing,
    site,
    templating,
)
from storyhub.patterns import letters as patterns_letters
from storyhub.reading.queries.meant import Means
from storyhub.search.index import WhooshEngine
from storyhub.search.spelling import Spellings
from storyhub.search.sync import Indexer
from storyhub.search.synonyms import Glossary
from storyhub.stories import service as stories_service
from storyhub.wiring.action_words import action_label
from storyhub.wiring.features import BLUEPRINTS, FOLLOWERS, FOR_MACHINES, PERSONAL, registry
from storyhub.wiring.handlers import chores, handlers
from storyhub.wiring.hub import Hub
from storyhub.wiring.site import PACKAGE, SITE
from storyhub.wiring.warming import warm_with_first_request

if TYPE_CHECKING:
    from config import Settings


def create_app(settings: Settings) -> Flask:
    """One instance of the site. Makes the schema in an empty database; refuses an outdated one with what to do.

    Raises: RuntimeError if the database was made by another version.
    """
    logs.configure_logs()
    # Werkzeug needs this codec for every request. Looked up first by several threads at once, it can fail for good.
    codecs.lookup("idna")
    app = Flask("storyhub", template_folder=str(SITE / "templates"), static_folder=str(SITE / "static"), root_path=str(PACKAGE))
    _configure(app, settings)
    engine = WhooshEngine(settings.index_dir, memory_bytes=settings.search_memory_mb << 20)
    parts = Hub(
        settings=settings,
        renderer=Renderer(sanitizer=Sanitizer(settings.sanitizer)),
        engine=engine,
        means=Means(Spellings(engine), Glossary.load(settings.data_dir / "glossary.toml"), settings.search_few_hits),
        registry=registry(),
        personal=PERSONAL,
        trained=trained_by,
    )
    app.extensions[instance.EXTENSION] = parts
    stories_service.followers[:] = FOLLOWERS
    db.init_app(app)
    with app.app_context():
        listen_to(db.engine)
        _ensure_schema(parts)
    for room in (logs, headers, languages, forms, limits, caching, errors, mark, sharing, site, templating):
        getattr(room, f"init_{room.__name__.rsplit('.', 1)[1]}")(app)
    for blueprint in FOR_MACHINES:
        app.register_blueprint(blueprint)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint, url_prefix=languages.PREFIX)
    if settings.demo or settings.testing:
        app.register_blueprint(patterns_letters.bp, url_prefix=languages.PREFIX)
    app.add_template_filter(action_label)
    accounts_views.init_accounts(app)
    _wire_indexer(app, parts)
    if not settings.testing:
        warm_with_first_request(app)
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
        BABEL_DEFAULT_TIMEZONE=settings.time_zone,
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


def _wire_indexer(app: Flask, parts: Hub) -> None:
    """One indexer per data folder, elected by a lock. In a serving process it starts with the first request, after any fork."""
    parts.indexer = Indexer(
        parts.registry,
        parts.engine,
        outbox,
        lock_path=parts.settings.data_dir / "indexer.lock",
        app_context=app.app_context,
        handlers=handlers(parts),
        chores=chores(parts),
    )
    if parts.settings.indexer != "thread":
        return
    after_commit.append(parts.indexer.nudge)
    started = threading.Event()

    @app.before_request
    def start_indexer() -> None:
        if not started.is_set():
            started.set()
            assert parts.indexer is not None
            parts.indexer.start()


def open_database(settings: Settings) -> Engine:
    """The database alone, for commands that work on the schema. Makes nothing."""
    engine = create_engine(settings.database_url)
    listen_to(engine)
    return engine
