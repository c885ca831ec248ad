"""`import stories FILE…` and `export stories FILE`: many stories at once, in batches, with a progress bar."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import islice
from pathlib import Path

import click
from flask.cli import with_appcontext
from tqdm import tqdm

from storyhub.kit.db import transaction
from storyhub.kit.errors import Invalid
from storyhub.kit.records import Line, UnreadableFile, count_lines, read_records, source_name, write_records
from storyhub.kit.text import TextProblem
from storyhub.kit.web import hub, now, settings
from storyhub.stories.forms.imported import ImportedStory, parse_record
from storyhub.stories.queries.export import export_rows
from storyhub.stories.service import import_batch

BATCH = 500


@dataclass(slots=True)
class Tally:
    """What became of one import, line by line."""

    added: int = 0
    present: int = 0
    rejected: list[Line] = field(default_factory=list)

    def reject(self, line: Line, reason: str) -> None:
        self.rejected.append(Line(line.number, None, reason, line.raw))


@click.command("stories")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--source", help="Name of the source; with the id it makes a story unique. Default: the file's name.")
@click.option("--rights", help="The basis for publishing, in words. Without it stories are research-only: the public never sees them.")
@click.option("--publish", is_flag=True, help="Publish at once instead of queueing for moderators.")
@click.option("--dry-run", is_flag=True, help="Check every line, change nothing.")
@with_appcontext
def import_stories(files: tuple[Path, ...], source: str | None, rights: str | None, publish: bool, dry_run: bool) -> None:
    """Imports stories from .jsonl or .csv files, either gzipped.

    Fields: id, text; optional title, lang, company, date, domain, rating, touchpoints; anything else is kept as a label. The same file
    again adds nothing. A bad line is reported and skipped; exit status 1 if any was.
    """
    if rights is not None and not rights.strip():
        raise click.UsageError("--rights needs words: who gave the right to publish these stories, and when?")
    tallies: list[tuple[str, Tally]] = []
    for path in files:
        name = source or source_name(path)
        tally = Tally()
        try:
            _import_file(path, name, tally, rights=rights, publish=publish, dry_run=dry_run)
        except UnreadableFile as error:
            _report(name, tally, dry_run=dry_run)
            raise click.ClickException(str(error)) from error
        _report(name, tally, dry_run=dry_run)
        tallies.append((name, tally))
    if any(tally.rejected for _, tally in tallies):
        raise SystemExit(1)


def _import_file(path: Path, source: str, tally: Tally, *, rights: str | None, publish: bool, dry_run: bool) -> None:
    lines = read_records(path)
    with tqdm(total=count_lines(path), unit="stories", desc=source, disable=None) as bar:
        while batch := list(islice(lines, BATCH)):
            _import_batch(batch, source, tally, rights=rights, publish=publish, dry_run=dry_run)
            bar.update(len(batch))


def _import_batch(batch: list[Line], source: str, tally: Tally, *, rights: str | None, publish: bool, dry_run: bool) -> None:
    parsed = list(_parsed(batch, tally))
    rendered = hub().renderer.render_many([story.source_text for _, story in parsed])
    good = []
    for (line, story), result in zip(parsed, rendered, strict=True):
        if isinstance(result, TextProblem):
            tally.reject(line, f"text: {result.code}")
        else:
            good.append((story, result))
    if dry_run:
        tally.added += len(good)
        return
    with transaction():
        counts = import_batch(good, source=source, rights=rights, publish=publish, now=now())
    tally.added += counts.added
    tally.present += counts.present


def _parsed(batch: Iterable[Line], tally: Tally) -> Iterator[tuple[Line, ImportedStory]]:
    for line in batch:
        if line.record is None:
            tally.reject(line, line.reason)
            continue
        try:
            yield line, parse_record(line.record)
        except Invalid as problem:
            tally.reject(line, str(problem.message or problem.log))


def _report(source: str, tally: Tally, *, dry_run: bool) -> None:
    for line in tally.rejected[:20]:
        click.echo(f"{source}, line {line.number}: {line.reason}", err=True)
    if len(tally.rejected) > 20:
        click.echo(f"… and {len(tally.rejected) - 20} more", err=True)
    word = "would be added" if dry_run else "added"
    click.echo(f"{source}: {tally.added} {word}, {tally.present} already there, {len(tally.rejected)} rejected")
    if tally.rejected and not dry_run:
        target = settings().data_dir / f"{source}.rejected.jsonl"
        with target.open("w", encoding="utf-8") as file:
            for line in tally.rejected:
                file.write(json.dumps({"line": line.number, "reason": line.reason, "raw": line.raw}, ensure_ascii=False) + "\n")
        click.echo(f"The rejected lines are in {target}")


@click.command("stories")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def export_stories(file: Path) -> None:
    """Writes every story that `import stories` reads back: the operator's own full copy, rights included."""
    try:
        count = write_records(file, export_rows())
    except (UnreadableFile, OSError) as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"{count} stories written to {file}")
