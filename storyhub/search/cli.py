"""Commands: `search rebuild`, `search check`, `search explain`, and `indexer` (the loop as a process of its own)."""

from __future__ import annotations

import signal
from collections import Counter
from types import FrameType
from typing import Any

import click
from flask import current_app
from flask.cli import with_appcontext
from tqdm import tqdm

from storyhub.kit import outbox
from storyhub.search.domain.port import Request
from storyhub.search.query import parse
from storyhub.search.sync import check, rebuild

LISTED = 50


@click.group("search")
def search() -> None:
    """Looks after the search index."""


@search.command("rebuild")
@with_appcontext
def rebuild_command() -> None:
    """Builds the index anew from the database and swaps it in; search goes on meanwhile."""
    pieces = _pieces()
    with tqdm(total=pieces.registry.count(), unit=" documents", unit_scale=True, disable=None) as bar:
        count = rebuild(pieces.registry, pieces.engine, outbox, bar.update)
    click.echo(f"{count} documents")


@search.command("check")
@with_appcontext
def check_command() -> None:
    """Compares index and database; exit status 1 when they differ."""
    pieces = _pieces()
    reason = pieces.engine.health()
    if reason is not None:
        click.echo(f"index unusable: {reason}")
        raise SystemExit(1)
    differences = check(pieces.registry, pieces.engine)
    counts = Counter(difference.kind for difference in differences)
    click.echo(f"{pieces.engine.document_count()} documents, {len(differences)} differences")
    for kind, count in sorted(counts.items()):
        click.echo(f"{kind}: {count}")
    for difference in differences[:LISTED]:
        click.echo(f"{difference.kind}\t{difference.ident}\t{difference.database}\t{difference.index}")
    if differences:
        raise SystemExit(1)


@search.command("explain")
@click.argument("query")
@click.argument("key")
@with_appcontext
def explain_command(query: str, key: str) -> None:
    """Says why a document answers a query: its words, forms, fields and what each adds to the score.

    KEY is that of a story, or a kind and a key (law:12). Exit status 1 when the document does not answer the query.
    """
    ident = key if ":" in key else f"story:{key}"
    reasons = _pieces().engine.explain(Request(parse(query).query, audience="staff"), ident)
    if not reasons:
        click.echo(f"{ident} does not answer this, or there is no such document")
        raise SystemExit(1)
    click.echo("word\tform\tfield\ttimes\tshare")
    for reason in reasons:
        click.echo(f"{reason.word}\t{reason.form}\t{reason.field}\t{reason.times}\t{reason.score:.3f}")
    click.echo(f"score {sum(reason.score for reason in reasons):.3f}")


@click.command("indexer")
@with_appcontext
def indexer() -> None:
    """Keeps the index in step and works through the outbox until told to stop."""
    running = _pieces().indexer

    def stop(_signal: int, _frame: FrameType | None) -> None:
        running.stop(timeout_s=0)

    signal.signal(signal.SIGTERM, stop)
    signal.signal(signal.SIGINT, stop)
    running.run()


def _pieces() -> Any:
    return current_app.extensions["storyhub"]
