"""`import laws FILE` and `export laws FILE`: the whole library as one JSON document."""

from __future__ import annotations

import json
from pathlib import Path

import click
from flask.cli import with_appcontext

from storyhub.kit.actor import OPERATOR
from storyhub.kit.db import transaction
from storyhub.kit.errors import Problem
from storyhub.kit.i18n import force_locale
from storyhub.kit.web import now
from storyhub.laws.queries import export_library
from storyhub.laws.service import load_library


@click.command("laws")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def import_laws(file: Path) -> None:
    """Loads groups, sources and laws from a JSON file. Known numbers get a new wording only where it differs."""
    try:
        data = json.loads(file.read_text(encoding="utf-8"))
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error
    except ValueError as error:
        raise click.ClickException(f"{file}: not JSON ({error})") from error
    if not isinstance(data, dict):
        raise click.ClickException(f"{file}: not a JSON object with groups, sources and laws")
    try:
        with transaction():
            counts = load_library(data, actor=OPERATOR, now=now())
    except Problem as problem:
        with force_locale("en"):
            raise click.ClickException(str(problem.message or problem)) from problem
    click.echo(f"{counts.created} laws added, {counts.changed} changed, {counts.unchanged} as they were")


@click.command("laws")
@click.argument("file", type=click.Path(path_type=Path))
@with_appcontext
def export_laws(file: Path) -> None:
    """Writes the library in the form that `import laws` reads."""
    library = export_library()
    try:
        file.write_text(json.dumps(library, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error
    click.echo(f"{len(library['laws'])} laws written to {file}")
