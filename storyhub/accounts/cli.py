"""`people`: staff, their roles and their end, from the command line. A refusal is one line and exit status 1."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

import click
from flask.cli import AppGroup

from storyhub.accounts import queries, service
from storyhub.accounts.domain.password_rules import new_password
from storyhub.accounts.models import Person
from storyhub.kit import audit
from storyhub.kit.actor import OPERATOR, Role
from storyhub.kit.db import forget_for_good, transaction
from storyhub.kit.errors import Problem
from storyhub.kit.i18n import LANGUAGES, force_locale
from storyhub.kit.web import hub, settings

people = AppGroup("people", help="Staff: who there is and what they may do.")
audit_log = AppGroup("audit", help="The log of decisions.")
ROLE = click.Choice([str(role) for role in Role])


def password_options(command: Callable[..., None]) -> Callable[..., None]:
    """The two ways to hand in a password; without either, one is made up and shown once."""
    asked = click.option(
        "--ask-password", is_flag=True, help="Ask for the password; without either option one is made up and shown once."
    )
    return click.option("--password-stdin", is_flag=True, help="Read the password from standard input.")(asked(command))


@people.command("add")
@click.argument("handle")
@click.option("--name", required=True, help="As readers see it.")
@click.option("--email", required=True, help="Private; how the person signs in.")
@click.option("--role", "roles", type=ROLE, multiple=True, help="May be given several times.")
@password_options
def add(handle: str, name: str, email: str, roles: tuple[str, ...], password_stdin: bool, ask_password: bool) -> None:
    """Add a person."""
    secret, is_new = _password(password_stdin, ask_password)
    with _plain_errors(), transaction():
        service.add_person(
            handle, name, email, secret, [Role(role) for role in roles], actor=OPERATOR, now=datetime.now(UTC), hasher=_hasher()
        )
    click.echo(f"{handle} can sign in now.")
    if is_new:
        click.echo(f"Password (shown only now): {secret}")


@people.command("list")
def list_people() -> None:
    """Handles, roles, and who may no longer sign in."""
    found = queries.people()
    for person in found:
        notes = [note for note, holds in (("sample", person.is_sample), ("inactive", not person.active)) if holds]
        click.echo("\t".join([person.handle, ", ".join(person.roles) or "-", " ".join(notes) or "active"]))
    if not found:
        click.echo("Nobody yet. Begin with: people add HANDLE --name NAME --email ADDRESS --role admin", err=True)


@people.command("roles")
@click.argument("handle")
@click.option("--role", "roles", type=ROLE, multiple=True, help="Exactly these from now on; none takes all away.")
def roles(handle: str, roles: tuple[str, ...]) -> None:
    """Set a person's roles."""
    with _plain_errors(), transaction():
        service.set_roles(_found(handle), [Role(role) for role in roles], actor=OPERATOR, now=datetime.now(UTC))
    click.echo(f"{handle}: {', '.join(roles) or 'no roles'}.")


@people.command("password")
@click.argument("handle")
@password_options
def password(handle: str, password_stdin: bool, ask_password: bool) -> None:
    """Set a new password and sign the person out everywhere."""
    secret, is_new = _password(password_stdin, ask_password)
    with _plain_errors(), transaction():
        service.set_password(_found(handle), secret, actor=OPERATOR, now=datetime.now(UTC), hasher=_hasher())
    click.echo(f"{handle} has a new password.")
    if is_new:
        click.echo(f"Password (shown only now): {secret}")


@people.command("deactivate")
@click.argument("handle")
def deactivate(handle: str) -> None:
    """Sign a person out everywhere and for good."""
    with _plain_errors(), transaction():
        service.deactivate(_found(handle), actor=OPERATOR, now=datetime.now(UTC))
    click.echo(f"{handle} can no longer sign in.")


@people.command("reactivate")
@click.argument("handle")
def reactivate(handle: str) -> None:
    """Let a person sign in again."""
    with _plain_errors(), transaction():
        service.reactivate(_found(handle), actor=OPERATOR, now=datetime.now(UTC))
    click.echo(f"{handle} can sign in again.")


@people.command("invite")
@click.argument("handle")
@click.option("--name", required=True, help="As readers see it.")
@click.option("--email", required=True, help="Private; the letter goes there.")
@click.option("--role", "roles", type=ROLE, multiple=True, help="May be given several times.")
@click.option("--lang", type=click.Choice(LANGUAGES), default="en", show_default=True, help="Language of the letter.")
def invite(handle: str, name: str, email: str, roles: tuple[str, ...], lang: str) -> None:
    """Add a person who chooses a password by a link in a letter."""
    with _plain_errors(), transaction():
        service.invite_person(
            handle,
            name,
            email,
            [Role(role) for role in roles],
            lang=lang,
            link=lambda token: f"{settings().base_url}/{lang}/password/{token}",
            site=settings().site_name,
            actor=OPERATOR,
            now=datetime.now(UTC),
        )
    click.echo(f"{handle} gets a letter; its link works for three days.")


@people.command("forget-factors")
@click.argument("handle")
def forget_factors(handle: str) -> None:
    """For somebody who lost app, passkeys and codes: the second step is set up anew after the next sign-in."""
    with _plain_errors(), transaction():
        service.forget_factors(_found(handle), actor=OPERATOR, now=datetime.now(UTC))
    click.echo(f"{handle} has no second step now.")


@audit_log.command("verify")
def verify() -> None:
    """Whether a row of the log was changed or taken out; exit status 1 if so."""
    broken = audit.verify()
    if broken:
        raise click.ClickException(f"the log is broken at row {', '.join(map(str, broken[:10]))} ({len(broken)} in all)")
    click.echo("The log is whole.")


@people.command("erase")
@click.argument("handle")
@click.option("--remove-contributions", is_flag=True, help="Take marks away too, instead of keeping them under the handle.")
@click.confirmation_option(prompt="This cannot be undone. Erase?")
def erase(handle: str, remove_contributions: bool) -> None:
    """Take all that is personal out of an account; its handle stays taken."""
    with _plain_errors(), transaction():
        keys, keep = service.Keys(settings().secret_key), not remove_contributions
        service.erase_person(_found(handle), keep=keep, holders=hub().personal, keys=keys, actor=OPERATOR, now=datetime.now(UTC))
    forget_for_good()
    click.echo(f"{handle} is erased.")


def _hasher() -> service.Hasher:
    return service.CHEAP if settings().testing else service.STRONG


def _password(from_stdin: bool, ask: bool) -> tuple[str, bool]:
    """The password, and whether it was made up here."""
    if from_stdin and ask:
        raise click.ClickException("--password-stdin and --ask-password exclude each other")
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    if ask:
        return str(click.prompt("Password", hide_input=True, confirmation_prompt=True)), False
    return new_password(), True


def _found(handle: str) -> Person:
    person = queries.find_person(handle)
    if person is None:
        raise click.ClickException(f"nobody has the handle {handle!r}")
    return person


@contextmanager
def _plain_errors() -> Iterator[None]:
    """A refusal of a verb becomes one line of English."""
    try:
        yield
    except Problem as problem:
        with force_locale("en"):
            raise click.ClickException(str(problem.message or problem)) from problem
