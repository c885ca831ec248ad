"""A search as a feed, a table or JSON, by the query of its page. What everybody may read, whoever asks; words under CC BY where allowed."""

from __future__ import annotations

import json
from dataclasses import dataclass

from flask import Response, request, url_for

from storyhub.kit.i18n import current_language, gettext
from storyhub.kit.web import hub, limiter, settings
from storyhub.kit.web.limits import limit_of
from storyhub.kit.web.templating import site_name
from storyhub.reading.domain.asked import Asked
from storyhub.reading.domain.atom import Entry, Feed
from storyhub.reading.forms import read_asked
from storyhub.reading.queries.found_rows import FoundRow, found_rows
from storyhub.reading.queries.search_results import PublicFinds, search_public
from storyhub.reading.views.addresses import law_address, law_permanent, search_address, story_permanent, with_query
from storyhub.reading.views.blueprint import bp
from storyhub.reading.views.feeds import LONG_AGO, NEWEST, feed_answer, moment_of
from storyhub.reading.views.tables import csv_answer
from storyhub.search.query import parse

MOST = 500
LICENCE = "CC BY 4.0"
COLUMNS = (
    "kind", "id", "title", "text", "date", "language", "address", "law", "company", "sector", "stage", "polarity", "licence",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class File:
    """A way to take a search along."""

    label: str
    address: str
    mimetype: str


def files_of(asked: Asked) -> tuple[File, ...]:
    """The feed first."""
    kinds = {
        "reading.search_feed": (gettext("Feed"), "application/atom+xml"),
        "reading.search_table": ("CSV", "text/csv"),
        "reading.search_json": ("JSON", "application/json"),
    }
    return tuple(File(label, with_query(endpoint, asked.pairs()), mimetype) for endpoint, (label, mimetype) in kinds.items())


@bp.get("/search.atom")
@limiter.limit(limit_of("search"))
def search_feed() -> Response:
    """The newest finds, whatever the order of the page."""
    asked = read_asked(request.args).sorted_by("newest")
    finds = _found(asked, NEWEST)
    words = " ".join(asked.text.split())
    return feed_answer(
        Feed(
            address=settings().base_url + with_query("reading.search_feed", asked.pairs()),
            page=settings().base_url + search_address(asked),
            title=f"{gettext('Search: %(query)s', query=words) if words else gettext('Search')} – {site_name()}",
            author=site_name(),
            lang=current_language(),
            updated=LONG_AGO,
            entries=[_entry(row) for row in found_rows(finds.hits)],
        )
    )


@bp.get("/search.csv")
@limiter.limit(limit_of("search"))
def search_table() -> Response:
    finds = _found(read_asked(request.args), MOST)
    rows = [list(_record(row).values()) for row in found_rows(finds.hits)]
    if note := _note(finds):
        rows.append(["note", "", note, *[""] * (len(COLUMNS) - 3)])
    return csv_answer("search.csv", COLUMNS, rows)


@bp.get("/search.json")
@limiter.limit(limit_of("search"))
def search_json() -> Response:
    asked = read_asked(request.args)
    finds = _found(asked, MOST)
    return _json(
        {
            "query": asked.text,
            "filters": {name: list(values) for name, values in asked.chosen.items()},
            "address": settings().base_url + search_address(asked),
            "total": finds.total,
            "note": _note(finds),
            "results": [_record(row) for row in found_rows(finds.hits)],
        }
    )


def _json(content: dict[str, object]) -> Response:
    response = Response(json.dumps(content, ensure_ascii=False, indent=1), mimetype="application/json")
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _found(asked: Asked, limit: int) -> PublicFinds:
    return search_public(asked, parse(asked.typed), engine=hub().engine, lang=current_language(), limit=limit)


def _note(finds: PublicFinds) -> str:
    """What is not in the file."""
    if finds.total <= MOST:
        return ""
    return str(gettext("These are the first %(shown)s of %(total)s results.", shown=MOST, total=finds.total))


def _record(row: FoundRow) -> dict[str, object]:
    """One result, in the order of `COLUMNS`. Words of a teller who did not allow their reuse are read at the address."""
    given = (
        row.kind, row.ident, row.title if row.free else "", row.text if row.free else "", row.day.isoformat() if row.day else "",
        row.lang, _address(row), row.law, row.organisation, row.sector, row.stage, row.polarity, LICENCE if row.free else "",
    )  # fmt: skip
    return dict(zip(COLUMNS, given, strict=True))


def _entry(row: FoundRow) -> Entry:
    place = _place(row)
    ident = story_permanent(row.story) + place if row.story else law_permanent(row.law)
    return Entry(
        _address(row), row.title or row.ident, moment_of(row.day), row.lang or current_language(), summary=row.text, ident=ident
    )


def _address(row: FoundRow) -> str:
    if not row.story:
        return settings().base_url + law_address(row.law)
    return settings().base_url + url_for("reading.story", public_id=row.story) + _place(row)


def _place(row: FoundRow) -> str:
    return f"#s-{row.sentence}" if row.kind == "passage" else ""
