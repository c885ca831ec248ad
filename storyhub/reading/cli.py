"""`status`: what the instance holds and whether anything needs its operator."""

from __future__ import annotations

import json

import click
from flask.cli import with_appcontext

from storyhub.kit import schema
from storyhub.kit.db import db
from storyhub.kit.web import hub, now
from storyhub.reading.queries.instance_status import InstanceStatus, instance_status


@click.command("status")
@click.option("--json", "as_json", is_flag=True, help="One JSON object under stable keys (see docs/OPERATING.md).")
@with_appcontext
def status(as_json: bool) -> None:
    """Counts stories, laws, codings, index and outbox; exit status 1 if anything is wrong."""
    revision = schema.current(db.engine) or "empty"
    found = instance_status(hub().engine, schema=revision, schema_state=hub().schema_state(), now=now())
    click.echo(json.dumps(found.as_json(), indent=1) if as_json else _in_words(found))
    if found.problems:
        raise SystemExit(1)


def _in_words(found: InstanceStatus) -> str:
    stories = ", ".join(f"{state} {sum(by_lang.values())}" for state, by_lang in found.stories.items()) or "none"
    oldest = "" if found.outbox_oldest_s is None else f", the oldest for {found.outbox_oldest_s} s"
    lines = [
        f"stories   {stories}",
        f"laws      {found.laws}, proposals {found.proposals}",
        f"codings   {found.codings}",
        f"people    {found.people}",
        f"index     {found.index_documents} documents, generation {found.index_generation}",
        f"outbox    {found.outbox_depth} waiting{oldest}",
        f"schema    {found.schema}",
        *(f"PROBLEM   {problem}" for problem in found.problems),
    ]
    return "\n".join(lines)
