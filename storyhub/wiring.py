"""The one list of features: what a running instance is made of, and which feature speaks to which through whom.

Only `wsgi`, `__main__` and the tests call `create_app`.
"""

from __future__ import annotations

import codecs
import threading
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click
from flask import Flask
from sqlalchemy import Engine, create_engine
from werkzeug.middleware.proxy_fix import ProxyFix

import storyhub
from storyhub.accounts import cli as accounts_cli
from storyhub.accounts import models as accounts_models
from storyhub.accounts import views as accounts_views
from storyhub.accounts.service import Holder
from storyhub.coding import cli as coding_cli
from storyhub.coding import documents as coding_documents
from storyhub.coding import models as coding_models
from storyhub.coding import service as coding_service
from storyhub.coding import views as coding_views
from storyhub.coding.queries import EvidencePage, evidence_for_law, public_codings
from storyhub.coding.service import personal as coding_personal
from storyhub.kit import audit, mail, outbox, schema
from storyhub.kit.db import after_commit, db, listen_to, transaction
from storyhub.kit.i18n import current_language
from storyhub.kit.text import Renderer, Sanitizer
from storyhub.kit.web import (
    caching,
    current_actor,
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
from storyhub.laws import cli as laws_cli
from storyhub.laws import documents as laws_documents
from storyhub.laws import views as laws_views
from storyhub.laws.service import personal as laws_personal
from storyhub.moderation import cli as moderation_cli
from storyhub.moderation import models as moderation_models
from storyhub.moderation import service as moderation_service
from storyhub.moderation import views as moderation_views
from storyhub.patterns import letters as patterns_letters
from storyhub.reading import cli as reading_cli
from storyhub.reading import views as reading_views
from storyhub.search import cli as search_cli
from storyhub.search.domain.document import Document
from storyhub.search.index import WhooshEngine
from storyhub.search.sync import Indexer, Registry
from storyhub.stories import cli as stories_cli
from storyhub.stories import documents as stories_documents
from storyhub.stories import service as stories_service
from storyhub.stories import views as stories_views
from storyhub.stories.domain.public_id import story_id
from storyhub.stories.queries import story_cards
from storyhub.stories.service import personal as stories_personal

if TYPE_CHECKING:
    from config import Settings

PACKAGE = Path(storyhub.__file__).resolve().parent
# A checkout has templates/, static/ and migrations/ beside the package; a wheel carries them inside.
SITE = PACKAGE.parent if (PACKAGE.parent / "templates").is_dir() else PACKAGE / "_site"
# Named here so that every table is known to the metadata, whichever feature is used first.
TABLES = (accounts_models, coding_models, moderation_models, audit, outbox, mail)
BLUEPRINTS = (reading_views.bp, stories_views.bp, laws_views.bp, moderation_views.bp, coding_views.bp, accounts_views.bp)


@dataclass(slots=True)
class Hub:
    """The parts of one instance that are not tables."""

    settings: Settings
    renderer: Renderer
    engine: WhooshEngine
    registry: Registry
    indexer: Indexer | None = None
    migrations: Path = SITE / "migrations"
    # How the laws feature, which may not know stories, asks whether a proposal's story is there for this reader.
    story_for_proposal: Callable[[str], int | None] = field(default=lambda public_id: _story_for_proposal(public_id))
    story_of_proposal: Callable[[int], str | None] = field(default=lambda found: _story_of_proposal(found))
    # And what researchers have marked for a proposal so far.
    evidence_of_proposal: Callable[[int], EvidencePage] = field(default=lambda law_id: _evidence_of_proposal(law_id))
    # What the features above the accounts keep of a person, for the copy of one's data and for erasing.
    personal: tuple[Holder, ...] = (
        Holder("own_stories", stories_personal.export_own, stories_personal.erase_own),
        Holder("proposals", laws_personal.export_proposals, laws_personal.erase_proposer),
        Holder("codings", coding_personal.export_codings, coding_personal.erase_coder),
    )
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
    # Werkzeug needs this codec for every request. Looked up first by several threads at once, it can fail for good.
    codecs.lookup("idna")
    app = Flask("storyhub", template_folder=str(SITE / "templates"), static_folder=str(SITE / "static"), root_path=str(PACKAGE))
    _configure(app, settings)
    parts = Hub(
        settings=settings,
        renderer=Renderer(sanitizer=Sanitizer(settings.sanitizer)),
        engine=WhooshEngine(settings.index_dir),
        registry=_registry(),
    )
    app.extensions[instance.EXTENSION] = parts
    db.init_app(app)
    with app.app_context():
        listen_to(db.engine)
        _ensure_schema(parts)
    for room in (logs, headers, languages, forms, limits, caching, errors, mark, sharing, site, templating):
        getattr(room, f"init_{room.__name__.rsplit('.', 1)[1]}")(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint, url_prefix=languages.PREFIX)
    if settings.demo or settings.testing:
        app.register_blueprint(patterns_letters.bp, url_prefix=languages.PREFIX)
    accounts_views.init_accounts(app)
    _wire_indexer(app, parts)
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


def _registry() -> Registry:
    """Which feature says what a document of a kind is. A story's laws are the coding feature's to say."""
    registry = Registry()
    for kind, build, all_keys in (
        ("story", stories_documents.story_documents, stories_documents.all_keys),
        ("law", laws_documents.law_documents, laws_documents.all_keys),
        ("passage", coding_documents.passage_documents, coding_documents.all_keys),
    ):
        registry.register(kind, _one(build), all_keys, _many(build))
    registry.add_facets("story", coding_documents.story_law_facets)
    return registry


Build = Callable[[Sequence[str]], Mapping[str, Document | None]]


def _one(build: Build) -> Callable[[str], Document | None]:
    return lambda key: build([key]).get(key)


def _many(build: Build) -> Callable[[Sequence[str]], Iterable[Document]]:
    return lambda keys: [document for document in build(keys).values() if document is not None]


def _wire_indexer(app: Flask, parts: Hub) -> None:
    """One indexer per data folder, elected by a lock. In a serving process it starts with the first request, after any fork."""
    parts.indexer = Indexer(
        parts.registry,
        parts.engine,
        outbox,
        lock_path=parts.settings.data_dir / "indexer.lock",
        app_context=app.app_context,
        handlers={"coding.follow": _follow, "purge.story": lambda claim: _purge(claim, parts), **_mail_handlers(parts.settings)},
        chores=(_forget,),
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


def _follow(claim: outbox.Claim) -> None:
    """A story's text or state changed: its codings follow, or wait for their coders."""
    with transaction():
        coding_service.follow_revision(int(claim.key), now=datetime.now(UTC))


def _mail_handlers(settings: Settings) -> dict[str, Callable[[outbox.Claim], None]]:
    """News becomes letters; letters go to the mail server of the settings, or into a folder."""
    post, head = mail.post_for(settings), stories_views.letter_head(settings)

    def deliver(claim: outbox.Claim) -> None:
        mail.deliver(int(claim.key), post=post, sender=settings.mail_from, now=datetime.now(UTC))

    def tell(claim: outbox.Claim) -> None:
        with transaction():
            stories_service.mail_notice(int(claim.key), head=head, now=datetime.now(UTC))

    def thank(claim: outbox.Claim) -> None:
        with transaction():
            moderation_service.mail_thanks(int(claim.key), head=head, now=datetime.now(UTC))

    told = {coding_service.PUBLIC: _tell_coded, stories_service.NOTICE: tell, moderation_service.THANKS: thank}
    return {**told, mail.MAIL: deliver}


def _tell_coded(claim: outbox.Claim) -> None:
    """Codings of a story became public; a round without any is no news."""
    with transaction():
        if public_codings(int(claim.key)):
            stories_service.tell_coded(int(claim.key), now=datetime.now(UTC))


def _forget() -> None:
    moderation_cli.forget(now=datetime.now(UTC))


def _purge(claim: outbox.Claim, parts: Hub) -> None:
    """A redacted story is public, or one was withdrawn: what it said before leaves every file."""
    moderation_cli.purge(int(claim.key), engine=parts.engine, folder=parts.settings.data_dir, now=datetime.now(UTC))


def _story_for_proposal(public: str) -> int | None:
    found = story_id(public)
    return found if found is not None and _story_of_proposal(found) else None


def _story_of_proposal(found: int) -> str | None:
    card = story_cards([found], actor=current_actor()).get(found)
    return card.public_id if card else None


def _evidence_of_proposal(law_id: int) -> EvidencePage:
    return evidence_for_law(law_id, current_language(), actor=current_actor())


def commands() -> dict[str, click.Command]:
    """The features' commands by name; `import` and `export` gather a word from each feature that has one."""
    take_in = click.Group("import", help="Take stories, laws or codings in from files.")
    give_out = click.Group("export", help="Write the operator's own full copy, which import reads back.")
    for command in (stories_cli.import_stories, laws_cli.import_laws, coding_cli.import_codings_file):
        take_in.add_command(command)
    for command in (stories_cli.export_stories, laws_cli.export_laws, coding_cli.export_codings_file):
        give_out.add_command(command)
    groups = (accounts_cli.people, accounts_cli.audit_log, search_cli.search)
    found = (take_in, give_out, *groups, search_cli.indexer, reading_cli.status, moderation_cli.retention, moderation_cli.purge_command)
    return {str(command.name): command for command in found}


def open_database(settings: Settings) -> Engine:
    """The database alone, for commands that work on the schema. Makes nothing."""
    engine = create_engine(settings.database_url)
    listen_to(engine)
    return engine
