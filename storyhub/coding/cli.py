"""`import codings FILE` and `export codings FILE`: codings with their coders' handles and places, JSONL or CSV; `agreement FILE`."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

import click
from flask.cli import with_appcontext

from storyhub.coding.domain.agreement.elsewhere import Measured, measure_file
from storyhub.coding.domain.agreement.files import BadFile
from storyhub.coding.domain.agreement.levels import Level
from storyhub.coding.queries import export_codings
from storyhub.coding.service import import_codings
from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import transaction
from storyhub.kit.records import Line, UnreadableFile, read_records, write_records
from storyhub.kit.web import now, settings

MEASURES = ("percent", "kappa", "fleiss", "alpha")

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


@click.command("agreement")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--level", type=click.Choice(list(map(str, Level))), default="nominal", show_default=True, help="What the values are.")
@click.option("--length", type=click.IntRange(1, 10**9), help="Characters of the text, for passages.")
@click.option("--without-uncoded", is_flag=True, help="Passages: leave out the text that nobody marked with anything.")
@click.option("--json", "as_json", is_flag=True, help="Keys percent, kappa, fleiss, alpha (null where undefined) and n.")
def measure_agreement(file: Path, level: str, length: int | None, without_uncoded: bool, as_json: bool) -> None:
    """How far coders agree, for a CSV file from elsewhere.

    Columns coder, unit, value (an empty value, * . or NA is missing); or coder, start, end, code for passages of one text, end not
    counted in. Kappa of more than two coders is the mean of the pairs; of several codes the figures are the mean over codes.
    """
    try:
        found = measure_file(file.read_bytes(), level=Level(level), length=length, without_uncoded=without_uncoded)
    except (BadFile, OSError) as error:
        raise click.ClickException(f"{file.name}: {error}") from error
    if not found.n:
        click.echo("No unit was judged by two coders: there is nothing to compare, and all figures are undefined.", err=True)
    click.echo(json.dumps(_figures(found), ensure_ascii=False) if as_json else _said(found))


def _figures(found: Measured) -> dict[str, Any]:
    figures: dict[str, Any] = {name: getattr(found, name) for name in (*MEASURES, "n")}
    if found.pooled and found.codes:
        figures |= {"pooled": _figures(found.pooled), "codes": {code: _figures(one) for code, one in found.codes.items()}}
    return figures


def _said(found: Measured) -> str:
    """A table for people; an undefined figure is a dash."""
    rows = {"": found}
    if found.pooled and found.codes:
        rows = {"mean over codes": found, "all codes pooled": found.pooled, **found.codes}
    width = max(len(name) for name in rows)
    lines = [" " * width + "".join(f"{name:>10}" for name in MEASURES)]
    for name, one in rows.items():
        values = (getattr(one, measure) for measure in MEASURES)
        lines.append(f"{name:<{width}}" + "".join(f"{'—' if value is None else f'{value:.4f}':>10}" for value in values))
    return "\n".join([*lines, f"n = {found.n}, coders: {found.coders}"])
