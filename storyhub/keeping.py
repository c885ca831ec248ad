"""`backup` and `restore` as the operator meets them: progress, sentences, exit status. The work is done in `storyhub.backup`.

Neither makes an instance of the site from the data folder as it is: an outdated database can be backed up, an empty place restored into.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click
from sqlalchemy.engine import make_url
from tqdm import tqdm

from storyhub.backup.domain.manifest import Manifest
from storyhub.backup.domain.problem import BackupProblem
from storyhub.backup.service import checked, make_backup, read_ledger
from storyhub.backup.service import restore as put_back
from storyhub.backup.service.making import Instance, sha256_of
from storyhub.backup.service.restoring import keep_secret
from storyhub.wiring.restored import Readied, known_schemas, make_ready

if TYPE_CHECKING:
    from config import Settings

ELSEWHERE = "the database is not an SQLite file of the data folder (STORYHUB_DATABASE_URL): use its own tools"


def backup(file: Path, settings: Settings, *, version: str, with_secret: bool) -> None:
    """Raises: ClickException with the reason."""
    url = make_url(settings.database_url)
    with _said(), tqdm(unit=" pages", unit_scale=True, desc="database", disable=None) as bar:
        if url.get_backend_name() != "sqlite" or not url.database:
            raise BackupProblem(ELSEWHERE)
        instance = Instance(settings.data_dir, Path(url.database), settings.secret_key, version)
        made = make_backup(file, instance, with_secret=with_secret, now=datetime.now(UTC), progress=_filling(bar))
    click.echo(f"{file}: {file.stat().st_size:,} bytes, {_words(made)}")
    with file.open("rb") as written:
        click.echo(f"SHA-256 {sha256_of(written)}")
    if not made.holds_secret:
        click.echo("The secret is not in it. Keep it elsewhere: without it no teller’s code opens a story.", err=True)


def check(file: Path) -> None:
    """Raises: ClickException with what is wrong with the file."""
    with _said(), _bytes() as bar, checked(file, known_schemas=known_schemas(), passed=bar.update) as archive:
        manifest = archive.manifest
    click.echo(f"The backup is whole: {_words(manifest)}")


def restore(file: Path, folder: Path, *, ledger: Path | None, secret: Path | None, settings: Callable[..., Settings]) -> None:
    """Raises: ClickException with the reason; then the folder is as it was."""
    readied: list[Readied] = []
    with _said():
        if os.environ.get("STORYHUB_DATABASE_URL"):
            raise BackupProblem(ELSEWHERE)
        newer = read_ledger(ledger) if ledger is not None else None
        given = os.environ.get("STORYHUB_SECRET_KEY") or (_secret_of(secret) if secret is not None else None)

        def ready(staging: Path) -> None:
            if given and secret is not None and not (staging / "secret.key").exists():
                keep_secret(staging, given)
            readied.append(make_ready(settings(data_dir=staging), newer=newer, bar=_documents))

        with _bytes() as bar, checked(file, known_schemas=known_schemas(), passed=bar.update) as archive:
            manifest = put_back(archive, folder, secret=given, ready=ready)
    done = readied[0]
    click.echo(f"Restored into {folder}: {_words(manifest)}")
    click.echo(f"{done.withdrawn} stories withdrawn again, {done.waiting} outbox rows wait, {done.documents} documents in the index.")
    if newer is None:
        click.echo("No newer ledger was given: what was withdrawn after the backup is public again. See --ledger.", err=True)


def _words(manifest: Manifest) -> str:
    counts = manifest.counts
    files = len(manifest.members) - 1
    return (
        f"of {manifest.created_at[:19].replace('T', ' ')} UTC, schema {manifest.schema}, {counts.get('story', 0)} stories, "
        f"{counts.get('law', 0)} laws and proposals, {counts.get('coding', 0)} codings, {files} files beside the database, "
        f"{'with' if manifest.holds_secret else 'without'} the secret"
    )


def _secret_of(path: Path) -> str:
    try:
        return path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        raise BackupProblem(f"the secret in {path} cannot be read") from error


@contextmanager
def _said() -> Iterator[None]:
    try:
        yield
    except BackupProblem as error:
        raise click.ClickException(str(error)) from error


def _filling(bar: Any) -> Callable[[int, int], object]:
    def told(done: int, total: int) -> None:
        bar.total = total
        bar.update(done - bar.n)

    return told


def _bytes() -> Any:
    return tqdm(unit="B", unit_scale=True, desc="checking", disable=None)


@contextmanager
def _documents(total: int) -> Iterator[Callable[[int], object]]:
    with tqdm(total=total, unit=" documents", unit_scale=True, desc="index", disable=None) as bar:
        yield bar.update
