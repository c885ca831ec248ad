"""The desk's page of the exchange, and the files one takes from there."""

from __future__ import annotations

import csv
import io

from flask import Response

from storyhub.coding.queries import export_codings
from storyhub.coding.queries.exporting import COLUMNS
from storyhub.exchange.domain.codebook_out import write_codebook
from storyhub.exchange.domain.package_out import package_bytes
from storyhub.exchange.queries.codes import site_codebook
from storyhub.exchange.queries.counts import exchange_counts
from storyhub.exchange.queries.project import SiteProject, own_project, public_project
from storyhub.exchange.rules import may_take_in
from storyhub.exchange.views.blueprint import bp
from storyhub.kit.actor import Role
from storyhub.kit.errors import NotFound, TooLarge
from storyhub.kit.i18n import current_language, lazy_gettext
from storyhub.kit.web import current_actor, no_store, page, settings, sign_in_required

RISKY = ("=", "+", "-", "@", "\t", "\r")


@bp.get("/desk/exchange")
@sign_in_required(Role.researcher, Role.curator)
def desk() -> Response:
    """What there is to take out, and the form for taking something in."""
    return show_desk()


def show_desk(*, problems: tuple[object, ...] = (), status: int = 200) -> Response:
    no_store()
    actor, known = current_actor(), settings()
    return page(
        "exchange/desk.html",
        status,
        counts=exchange_counts(actor),
        most=known.exchange_stories,
        megabytes=known.exchange_bytes // 2**20,
        hours=known.exchange_hours,
        may_take_in=may_take_in(actor),
        problems=problems,
    )


@bp.get("/desk/exchange/laws.qdc")
@sign_in_required(Role.researcher, Role.curator)
def codebook_file() -> Response:
    """The library as a codebook."""
    codebook = site_codebook(settings().base_url, current_language())
    if codebook is None:
        raise NotFound(log="a codebook has at least one code")
    return _file(write_codebook(codebook), "laws.qdc", "application/xml")


@bp.get("/desk/exchange/own.qdpx")
@sign_in_required(Role.researcher)
def own_file() -> Response:
    """What this researcher has marked."""
    actor, known = current_actor(), settings()
    person_id = actor.person_id or 0
    if exchange_counts(actor).own_stories > known.exchange_stories:
        raise _too_many()
    found = own_project(actor, person_id=person_id, site=known.base_url, name=known.site_name, lang=current_language())
    return _package(found, "own-codings.qdpx")


@bp.get("/desk/exchange/all.qdpx")
@sign_in_required(Role.researcher, Role.curator)
def all_file() -> Response:
    """All codings of complete rounds."""
    actor, known = current_actor(), settings()
    if exchange_counts(actor).stories > known.exchange_stories:
        raise _too_many()
    return _package(public_project(actor, site=known.base_url, name=known.site_name, lang=current_language()), "codings.qdpx")


@bp.get("/desk/exchange/own.csv")
@sign_in_required(Role.researcher)
def own_table() -> Response:
    """What this researcher has marked, as a table that `import codings` reads."""
    text = io.StringIO()
    writer = csv.DictWriter(text, COLUMNS)
    writer.writeheader()
    for row in export_codings(coder_id=current_actor().person_id):
        writer.writerow({name: _safe(value) for name, value in row.items()})
    return _file(text.getvalue().encode(), "own-codings.csv", "text/csv")


def _package(found: SiteProject, name: str) -> Response:
    return _file(package_bytes(found.project), name, "application/zip")


def _file(data: bytes, name: str, kind: str) -> Response:
    no_store()
    response = Response(data, mimetype=kind)
    response.headers["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _too_many() -> TooLarge:
    message = lazy_gettext("These are more stories than one file holds here. The operator can export all of them.")
    return TooLarge(message, log="too many stories")


def _safe(cell: object) -> object:
    """A cell that a spreadsheet would take for a formula gets an apostrophe in front; reading it back takes it off."""
    return f"'{cell}" if isinstance(cell, str) and cell.startswith(RISKY) else cell
