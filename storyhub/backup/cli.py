"""`export ledger FILE`: which stories were withdrawn, for a restore from an older backup. `backup` and `restore` need no running
instance and stand in `__main__`."""

from __future__ import annotations

from pathlib import Path

import click
from flask.cli import with_appcontext

from storyhub.backup.domain.ledger import as_lines
from storyhub.backup.queries import own_ledger
from storyhub.kit.records import UnreadableFile, is_csv, write_records


@click.command("ledger")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def export_ledger(file: Path) -> None:
    """Writes which stories were withdrawn (.jsonl; no words of them): `restore --ledger` withdraws them again."""
    ledger = own_ledger()
    try:
        if is_csv(file):
            raise click.ClickException(f"{file.name}: a .jsonl file is needed")
        write_records(file, as_lines(ledger))
    except (UnreadableFile, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{len(ledger.entries)} withdrawals written to {file}")
