"""The command line: `python3 dev.py <word>` or `python -m storyhub <word>`.

Every command takes its data folder from `--data` (anywhere on the line) or STORYHUB_DATA_DIR; default `var/`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click
from flask import Flask
from flask.cli import ScriptInfo

from config import Settings, SettingsError, data_folder

VERSION = "0.1.0"
# Set before numpy is loaded: a serving process has threads of its own, and numpy's would only wait for one another.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")


class Program(click.Group):
    """Loads the features' commands only when one is asked for, so that `--help` and mistakes answer at once."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return sorted({*super().list_commands(ctx), *_feature_commands()})

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        return super().get_command(ctx, cmd_name) or _feature_commands().get(cmd_name)


def _feature_commands() -> dict[str, click.Command]:
    from storyhub import wiring

    return wiring.commands()


@click.group(cls=Program, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name=None, version=VERSION, prog_name="StoryHub")
def program() -> None:
    """StoryHub: customers' stories become a library of laws of loyalty.

    Every command also takes --data FOLDER (default: var/, or STORYHUB_DATA_DIR).
    """


@program.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535), help="The next free one is taken if it is busy.")
def demo(host: str, port: int) -> None:
    """Try it: sample laws, stories and people, one-click sign-in. For your own machine only."""
    from storyhub.starter.seed import publish_demo

    _serve(host=host, port=port, workers=1, demo=True, seed=publish_demo)


@program.command()
@click.option("--host", default="127.0.0.1", show_default=True)
@click.option("--port", default=8000, show_default=True, type=click.IntRange(1, 65535))
@click.option("--workers", default=1, show_default=True, type=click.IntRange(1, 32), help="Processes, eight threads each.")
@click.option("--empty", is_flag=True, help="No starter laws and no sample stories.")
def start(host: str, port: int, workers: int, empty: bool) -> None:
    """Run an instance: migrates, then serves."""
    from storyhub.starter.seed import seed_samples

    _serve(host=host, port=port, workers=workers, demo=None, seed=None if empty else seed_samples)


@program.command()
@click.option("--to", default="head", show_default=True, help="A revision such as 0001, or base.")
@click.option("--down", is_flag=True, help="Go back to --to instead of forward.")
def migrate(to: str, down: bool) -> None:
    """Bring the database to this version (an SQLite file is copied first)."""
    from storyhub.kit import schema
    from storyhub.wiring import SITE, open_database

    engine = open_database(_settings())
    step = schema.downgrade if down else schema.upgrade
    step(engine, SITE / "migrations", to=to)
    click.echo(f"The database is at {schema.current(engine) or 'base'}.")


@program.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--without-secret", is_flag=True, help="Leave secret.key out; a restore then needs it from elsewhere.")
def backup(file: Path, without_secret: bool) -> None:
    """Write the whole instance into one FILE (.zip) while it runs; never the search index, never letters."""
    from storyhub import keeping

    keeping.backup(file, _settings(), version=VERSION, with_secret=not without_secret)


@program.command()
@click.argument("file", type=click.Path(path_type=Path))
@click.option("--check", is_flag=True, help="Only look whether the backup is whole; write nothing.")
@click.option("--ledger", type=click.Path(path_type=Path), help="A newer list of withdrawals: an `export ledger`, or the old storyhub.db.")
@click.option("--secret", type=click.Path(path_type=Path), help="The kept secret.key, where the backup was made without it.")
def restore(file: Path, check: bool, ledger: Path | None, secret: Path | None) -> None:
    """Bring a backup back into an empty data folder: nothing withdrawn comes back, the index is made anew."""
    from storyhub import keeping

    if check:
        keeping.check(file)
    else:
        keeping.restore(file, data_folder(), ledger=ledger, secret=secret, settings=_settings)


def _settings(**over: Any) -> Settings:
    try:
        return Settings.from_env(**over)
    except SettingsError as error:
        raise click.ClickException(str(error)) from error


def _serve(*, host: str, port: int, workers: int, demo: bool | None, seed: Any) -> None:
    from storyhub import serving
    from storyhub.kit import schema
    from storyhub.wiring import SITE, create_app, open_database

    try:
        chosen = serving.free_port(host, port)
    except OSError as error:
        raise click.ClickException(str(error)) from error
    if chosen != port:
        click.echo(f"Port {port} is busy, taking {chosen}.", err=True)
    over: dict[str, Any] = {} if demo is None else {"demo": demo}
    if not os.environ.get("STORYHUB_BASE_URL"):
        over["base_url"] = f"http://{f'[{host}]' if ':' in host else host}:{chosen}"
    settings = _settings(**over)
    engine = open_database(settings)
    if schema.state(engine, SITE / "migrations") != "ok":
        click.echo("Preparing the database …", err=True)
        schema.upgrade(engine, SITE / "migrations")
    engine.dispose()
    if seed is not None:
        app = create_app(settings)
        with app.app_context():
            seed(app, say=lambda text: click.echo(text, err=True))
    serving.serve(
        lambda: create_app(settings),
        host=host,
        port=chosen,
        workers=workers,
        announce=lambda address: print(f"StoryHub is ready at {address}", flush=True),
    )


def main(arguments: Sequence[str] | None = None) -> None:
    """Takes `--data` out of the line wherever it stands, then runs the command."""
    words = list(sys.argv[1:] if arguments is None else arguments)
    for index, word in enumerate(words):
        if word == "--":
            break
        if word == "--data" and index + 1 < len(words):
            os.environ["STORYHUB_DATA_DIR"] = words[index + 1]
            del words[index : index + 2]
            break
        if word.startswith("--data="):
            os.environ["STORYHUB_DATA_DIR"] = word.removeprefix("--data=")
            del words[index]
            break
    program(args=words, prog_name="storyhub", obj=ScriptInfo(create_app=_app))


def _app() -> Flask:
    """The instance a feature's command works on; what keeps it from starting is said in one line."""
    from storyhub.wiring import create_app

    try:
        return create_app(_settings())
    except RuntimeError as error:
        raise click.ClickException(str(error)) from error


if __name__ == "__main__":
    main()
