"""`export qdc|qdpx FILE` and `import qdc|qdpx FILE`: codebook and codings for and from other programs (REFI-QDA)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from pathlib import Path

import click
from flask.cli import with_appcontext

from storyhub.accounts.queries import actor_of, find_person
from storyhub.coding.domain.words import STRENGTHS, Polarity
from storyhub.exchange.domain.codebook_out import write_codebook
from storyhub.exchange.domain.losses import Lost
from storyhub.exchange.domain.package_out import write_package
from storyhub.exchange.forms.codebook_in import read_codebook
from storyhub.exchange.forms.package_in import MOST_INFLATED
from storyhub.exchange.forms.project_in import ReadProject, read_package
from storyhub.exchange.forms.told_in import read_told
from storyhub.exchange.labels import counting_label, loss_label
from storyhub.exchange.queries.codes import site_codebook
from storyhub.exchange.queries.project import SiteProject, own_project, public_project
from storyhub.exchange.service.codebooks import take_codebook
from storyhub.exchange.service.taking_in import TakenIn, Terms, take_in
from storyhub.kit.actor import OPERATOR, VISITOR
from storyhub.kit.db import transaction
from storyhub.kit.errors import Problem
from storyhub.kit.i18n import force_locale
from storyhub.kit.web import now, settings

LANG = click.option("--lang", type=click.Choice(["ru", "en"]), default="en", show_default=True, help="Language of names and descriptions.")
DRY = click.option("--dry-run", is_flag=True, help="Say what would happen, change nothing.")
FILE = click.argument("file", type=click.Path(path_type=Path))


class _DryRun(Exception):
    """Rolls back what was only tried."""


@click.command("qdc")
@FILE
@LANG
@with_appcontext
def export_codebook(file: Path, lang: str) -> None:
    """Writes the library as a codebook (QDC): groups, laws and open proposals, and how a passage can speak about each."""
    with force_locale(lang):
        codebook = site_codebook(settings().base_url, lang)
    if codebook is None:
        raise click.ClickException("There are no laws yet, and a codebook has at least one code.")
    with _writing(file):
        file.write_bytes(write_codebook(codebook))
    click.echo(f"{sum(len(group.children) for group in codebook.codes)} laws written to {file}")


@click.command("qdpx")
@FILE
@LANG
@click.option("--coder", help="Only what this researcher (handle) has marked, finished or not.")
@click.option("--public", is_flag=True, help="Only stories that everybody may read.")
@click.option("--all-stories", is_flag=True, help="Also stories open to research that nobody has marked.")
@with_appcontext
def export_project(file: Path, lang: str, coder: str | None, public: bool, all_stories: bool) -> None:
    """Writes a project (QDPX): codebook, stories, and the codings of all complete rounds with their coders."""
    with force_locale(lang):
        found = _project(coder, lang=lang, public=public, all_stories=all_stories)
        with _writing(file), file.open("wb") as target:
            write_package(found.project, target)
        _say_lost(found.lost)
    codings = sum(len(source.codings) + sum(len(one.codings) for one in source.selections) for source in found.project.sources)
    click.echo(f"{len(found.project.sources)} stories with {codings} codings written to {file}")


def _project(coder: str | None, *, lang: str, public: bool, all_stories: bool) -> SiteProject:
    known, actor = settings(), VISITOR if public else OPERATOR
    if coder is None:
        return public_project(actor, site=known.base_url, name=known.site_name, lang=lang, every_story=all_stories)
    person = find_person(coder)
    if person is None:
        raise click.ClickException(f"There is nobody with the handle {coder}.")
    return own_project(VISITOR if public else actor_of(person), person_id=person.id, site=known.base_url, name=known.site_name, lang=lang)


@click.command("qdc")
@FILE
@LANG
@click.option("--propose", is_flag=True, help="Put codes that are no law here before the curators as proposals.")
@DRY
@with_appcontext
def import_codebook(file: Path, lang: str, propose: bool, dry_run: bool) -> None:
    """Reads a codebook (QDC) and says which law each code is; the library itself is changed by curators only."""
    with force_locale("en"):
        try:
            codebook, losses = read_codebook(_bytes(file))
            with suppress(_DryRun), transaction():
                taken = take_codebook(codebook, site=settings().base_url, propose=propose, lang=lang, actor=OPERATOR, now=now())
                if dry_run:
                    raise _DryRun
        except Problem as problem:
            raise click.ClickException(str(problem.message or problem)) from problem
        for name, key in taken.known:
            click.echo(f"{name} → {key}")
        for name in taken.unknown:
            click.echo(f"{name}: no law here", err=True)
        _say_lost(losses)
    click.echo(f"{len(taken.known)} codes are laws here, {taken.proposed} proposed, {len(taken.unknown)} left out")


@click.command("qdpx")
@FILE
@click.option("--coder", help="The account (handle) that gets every coding. Default: each coder her own, as far as she has one here.")
@click.option("--user", help="Only the codings of this user of the file (name).")
@click.option("--polarity", type=click.Choice([str(each) for each in Polarity]), help="What a code says that names a law and no more.")
@click.option("--strength", type=click.Choice([str(each) for each in STRENGTHS]), default="2", show_default=True, help="If none is given.")
@click.option("--map", "told", type=click.Path(path_type=Path), help="CSV with the columns code, law, polarity: what codes mean here.")
@click.option("--finish", is_flag=True, help="The coders have finished these stories.")
@DRY
@with_appcontext
def import_project(
    file: Path, coder: str | None, user: str | None, polarity: str | None, strength: str, told: Path | None, finish: bool, dry_run: bool
) -> None:
    """Takes codings from a project (QDPX) in: known laws, known stories, the very same text. Says what is left behind."""
    with force_locale("en"):
        try:
            read = read_package(_bytes(file))
            terms = Terms(coder=coder, polarity=polarity, strength=int(strength), finish=finish)
            terms = replace(terms, only=_only(read, user), codes=read_told(_bytes(told).decode("utf-8")) if told else {})
            taken = _take(read, terms, dry_run=dry_run)
        except Problem as problem:
            raise click.ClickException(str(problem.message or problem)) from problem
        except UnicodeDecodeError as error:
            raise click.ClickException(f"{told}: not UTF-8") from error
        click.echo(f"positions: {counting_label(read.counting)} (borne out by {read.borne_out} of {read.selections} passages)")
        _say_lost((*read.lost, *taken.lost))
        for guid, name in taken.unknown:
            click.echo(f"no law here: {name} ({guid})", err=True)
    word = "would be added" if dry_run else "added"
    click.echo(f"{taken.added} codings {word}, {taken.present} already there, in {taken.stories} stories")


def _take(read: ReadProject, terms: Terms, *, dry_run: bool) -> TakenIn:
    known = settings()
    taken: TakenIn | None = None
    with suppress(_DryRun), transaction():
        taken = take_in(read.project, terms, site=known.base_url, coders_needed=known.coders_per_story, actor=OPERATOR, now=now())
        if dry_run:
            raise _DryRun
    assert taken is not None
    return taken


def _only(read: ReadProject, user: str | None) -> str | None:
    if user is None:
        return None
    found = [each.guid for each in read.project.users if user in (each.name, each.id, each.guid)]
    if len(found) != 1:
        raise click.ClickException(f"The file has {len(found)} users called {user}.")
    return found[0]


def _bytes(file: Path) -> bytes:
    try:
        if file.stat().st_size > MOST_INFLATED:
            raise click.ClickException(f"{file}: larger than {MOST_INFLATED} bytes")
        return file.read_bytes()
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error


@contextmanager
def _writing(file: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise click.ClickException(f"{file}: {error.strerror}") from error


def _say_lost(lost: Iterable[Lost]) -> None:
    """What does not come along; the format asks for it to be said."""
    for each in lost:
        examples = f" ({'; '.join(each.examples)})" if each.examples else ""
        click.echo(f"left behind: {loss_label(each.kind)}: {each.count}{examples}", err=True)


TAKING_IN = (import_codebook, import_project)
GIVING_OUT = (export_codebook, export_project)
