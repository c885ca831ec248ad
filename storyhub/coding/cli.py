"""`import codings FILE` and `export codings FILE`: codings with their coders' handles and places, JSONL or CSV."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from storyhub.coding.queries import export_codings
from storyhub.coding.service import import_codings
from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import transaction
from storyhub.kit.records import Line, UnreadableFile, read_records, write_records
from storyhub.kit.web import now, settings


@click.command("codings")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def import_codings_file(file: Path) -> None:
    """Takes codings in. Stories and coders must be there; a row that does not fit is reported and skipped (exit status 1)."""
    unread: list[Line] = []
    lines: list[int] = []
    try:
        with transaction():
            report = import_codings(_records(file, unread, lines), coders_needed=settings().coders_per_story, actor=OPERATOR, now=now())
    except UnreadableFile as error:
        raise click.ClickException(str(error)) from error
    reasons = [(line.number, line.reason) for line in unread] + [(lines[row.row - 1], row.why) for row in report.rejected]
    for number, reason in sorted(reasons):
        click.echo(f"line {number}: {reason}", err=True)
    click.echo(f"{report.added} codings added, {report.unchanged} already there, {len(reasons)} rejected")
    if reasons:
        raise SystemExit(1)


@click.command("codings")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def export_codings_file(file: Path) -> None:
    """Writes every live coding in the form that `import codings` reads."""
    try:
        count = write_records(file, export_codings())
    except (UnreadableFile, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{count} codings written to {file}")


def _records(file: Path, unread: list[Line], lines: list[int]) -> Iterator[Mapping[str, Any]]:
    """The readable records; `lines` gets the line number of each, `unread` the lines that are none."""
    for line in read_records(file):
        if line.record is None:
            unread.append(line)
        else:
            lines.append(line.number)
            yield line.record
