"""`dataset make` and `dataset status`: the open data by hand. The worker makes them daily, and after anything in them was taken back."""

from __future__ import annotations

import click
from flask.cli import AppGroup

from storyhub.dataset.service import FOLDER, has_to_wait, make, ready
from storyhub.kit.web import now, settings

dataset = AppGroup("dataset", help="The open data: everything under CC BY 4.0.")


@dataset.command("make")
def make_command() -> None:
    """Make all files anew."""
    known = settings()
    made = make(known.data_dir / FOLDER, site=known.site_name, base=known.base_url, now=now())
    for file in made.files:
        click.echo(f"{file.sha256}  {file.size:>12,}  {file.name}")
    click.echo(f"{len(made.stories)} stories, version {made.version}, in {made.folder}")


@dataset.command("status")
def status_command() -> None:
    """What is ready; exit status 1 if nothing is, or if it is withheld."""
    found = ready(settings().data_dir / FOLDER)
    if found is None:
        raise click.ClickException("nothing is ready: run `dataset make`")
    if has_to_wait(found):
        raise click.ClickException("the files are withheld: a story in them was taken back. `dataset make` makes them anew")
    click.echo(f"{len(found.stories)} stories, version {found.version}, made at {found.made_at:%Y-%m-%d %H:%M} UTC")
