"""Editions and their laws as files of references, as records for whoever mints a DOI, and as CITATION.cff."""

from __future__ import annotations

from datetime import date

from flask import Response

from storyhub.citing.domain.box import CiteBox, cite_box
from storyhub.citing.domain.cff import MEDIA_TYPE as CFF
from storyhub.citing.domain.cff import NAME, cff
from storyhub.citing.domain.citable import Citable
from storyhub.citing.domain.datacite import MEDIA_TYPE as DATACITE
from storyhub.citing.domain.datacite import datacite_json
from storyhub.citing.domain.formats import FILES
from storyhub.editions.domain.cited import cited_edition, cited_law, edition_file, edition_record, law_record
from storyhub.editions.domain.snapshot import FrozenLaw, Snapshot
from storyhub.editions.queries.stored import snapshot_of
from storyhub.editions.views.addressed import edition_numbered, law_in
from storyhub.editions.views.blueprint import bp
from storyhub.kit.days import day_of
from storyhub.kit.i18n import current_language
from storyhub.kit.web import download, now
from storyhub.kit.web.linking import url_for


def edition_box(edition: Snapshot) -> CiteBox:
    number = edition.number
    more = (
        ("DataCite JSON", url_for("editions.edition_datacite", number=number)),
        (NAME, url_for("editions.edition_cff", number=number)),
    )
    thing = cited_edition(edition, words=current_language(), today=_today())
    return cite_box(thing, lambda suffix: url_for("editions.edition_citation", number=number, suffix=suffix), more)


def law_box(edition: Snapshot, law: FrozenLaw) -> CiteBox:
    place: dict[str, int] = {"number": edition.number, "second": law.number}
    more = (("DataCite JSON", url_for("editions.law_datacite", **place)),)
    thing = cited_law(edition, law, words=current_language(), today=_today())
    return cite_box(thing, lambda suffix: url_for("editions.law_citation", suffix=suffix, **place), more)


@bp.get("/cite/edition/<int:number>.<any(bib, ris, json, txt):suffix>")
def edition_citation(number: int, suffix: str) -> Response:
    return _file(cited_edition(edition_numbered(number), words=current_language(), today=_today()), suffix)


@bp.get("/cite/edition/<int:number>/laws/<int:second>.<any(bib, ris, json, txt):suffix>")
def law_citation(number: int, second: int, suffix: str) -> Response:
    edition = edition_numbered(number)
    return _file(cited_law(edition, law_in(edition, second), words=current_language(), today=_today()), suffix)


@bp.get("/cite/edition/<int:number>.datacite.json")
def edition_datacite(number: int) -> Response:
    edition = edition_numbered(number)
    record = edition_record(edition, _before(edition), words=current_language(), today=_today())
    return download(datacite_json(record), f"edition-{number}.datacite.json", DATACITE)


@bp.get("/cite/edition/<int:number>/laws/<int:second>.datacite.json")
def law_datacite(number: int, second: int) -> Response:
    edition = edition_numbered(number)
    record = law_record(edition, law_in(edition, second), _before(edition), words=current_language(), today=_today())
    return download(datacite_json(record), f"edition-{number}-law-{second}.datacite.json", DATACITE)


@bp.get("/cite/edition/<int:number>.cff")
def edition_cff(number: int) -> Response:
    return download(cff(edition_file(edition_numbered(number), words=current_language())), NAME, CFF)


def _before(edition: Snapshot) -> Snapshot | None:
    return snapshot_of(edition.previous) if edition.previous else None


def _file(thing: Citable, suffix: str) -> Response:
    kind = FILES[suffix]
    return download(kind.write(thing), f"{thing.key}.{suffix}", kind.media_type)


def _today() -> date:
    return day_of(now())
