"""`editions list` and `editions verify N`: whether what was frozen is what is there."""

from __future__ import annotations

import click
from flask.cli import with_appcontext

from storyhub.editions.queries import numbers, snapshot_of, stored
from storyhub.editions.queries.verifying import verify
from storyhub.kit.web import settings

editions = click.Group("editions", help="Frozen editions: what there is, and whether it is whole.")


@editions.command("list")
@with_appcontext
def list_editions() -> None:
    """Every frozen edition with its day, its size and the checksum of its laws."""
    found = [(number, snapshot_of(number), stored(number)) for number in numbers()]
    for number, snapshot, kept in found:
        if snapshot is not None and kept is not None:
            laws, quotes = len(snapshot.laws), sum(quote.text is not None for quote in snapshot.quotes)
            click.echo(f"{number}  {snapshot.frozen_on}  {laws} laws, {quotes} quotes  sha256 {kept.sha256}  {snapshot.title.of('en')}")
    if not found:
        click.echo("no edition is frozen yet")


@editions.command("verify")
@click.argument("number", type=click.IntRange(1, 999_999_999))
@with_appcontext
def verify_edition(number: int) -> None:
    """Computes every checksum anew and names the laws and files that differ (exit status 1)."""
    found = verify(number, folder=settings().data_dir)
    kept = stored(number)
    if found is None or kept is None:
        raise click.ClickException(f"there is no edition {number}")
    for one in found:
        click.echo(f"{one.kind} {one.name}: {one.what}")
    if found:
        raise SystemExit(1)
    click.echo(f"edition {number} is whole: sha256 {kept.sha256}")
