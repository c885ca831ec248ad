"""The page of the open data, and its files. Nothing is given away that holds a story taken back: not even until it is made anew."""

from __future__ import annotations

import posixpath
from datetime import date

from flask import Blueprint, Response, request, send_file

from storyhub.dataset.domain.package import LICENCE_ADDRESS, SQLITE, TABLES, ZIP, About, cited
from storyhub.dataset.service import FOLDER, Ready, changed_since, has_to_wait, ready
from storyhub.kit.errors import BadRequest, NotFound, Unavailable
from storyhub.kit.i18n import lazy_gettext
from storyhub.kit.web import limiter, page, settings
from storyhub.kit.web.limits import limit_of

bp = Blueprint("dataset", __name__)

BEING_MADE = lazy_gettext("The files are being made. Please come back in a minute.")
WITHHELD = lazy_gettext("The files are withheld: a story in them was taken back or changed. They are made anew within a minute.")
NO_DAY = lazy_gettext("Say since when as a day of the calendar, for example 2026-11-01.")
# Read as they are, without saving them first.
READABLE = {".md": "text/plain", "LICENSE": "text/plain", ".cff": "text/plain", ".json": "application/json", "SHA256SUMS": "text/plain"}
PACKED = {".csv": "text/csv", ".jsonl": "application/jsonl", ".zip": "application/zip", ".sqlite": "application/vnd.sqlite3"}


@bp.get("/dataset")
def about() -> Response:
    """What there is, how to take it and how to name it."""
    found = ready(settings().data_dir / FOLDER)
    waits = BEING_MADE if found is None else WITHHELD if has_to_wait(found) else None
    return page(
        "dataset/about.html",
        tables=TABLES,
        made=found,
        waits=waits,
        main=[found.file(name) for name in (ZIP, SQLITE)] if found else [],
        beside=[found.file(name) for name in ("README.md", "datapackage.json", "CITATION.cff", "LICENSE", "SHA256SUMS")] if found else [],
        citation=_citation(found) if found else "",
        licence_address=LICENCE_ADDRESS,
    )


@bp.get("/dataset/files/<path:name>")
def file(name: str) -> Response:
    """One file of what is ready. Raises: NotFound, Unavailable."""
    found = ready(settings().data_dir / FOLDER)
    if found is None:
        raise Unavailable(BEING_MADE, log="the dataset is not made yet")
    known = found.file(name)
    if known is None:
        raise NotFound(log="no such file of the dataset")
    if has_to_wait(found):
        raise Unavailable(WITHHELD, log="the dataset is withheld")
    ending = posixpath.splitext(name)[1] or name
    try:
        response = send_file(
            found.folder / name,
            mimetype={**READABLE, **PACKED}[ending],
            as_attachment=ending in PACKED,
            download_name=posixpath.basename(name),
            etag=known.sha256,
            conditional=True,
        )
    except FileNotFoundError as gone:
        # Made anew between the note and the file.
        raise Unavailable(BEING_MADE, log="the dataset moved on") from gone
    response.headers["X-Robots-Tag"] = "noindex"
    return response


@bp.get("/dataset/changes.zip")
@limiter.limit(limit_of("dataset"))
def changes() -> Response:
    """What changed from a day on, made now. Raises: BadRequest."""
    try:
        since = date.fromisoformat(request.args.get("since", "").strip())
    except ValueError as error:
        raise BadRequest(NO_DAY, log="no day") from error
    known = settings()
    content = changed_since(since, known.data_dir / FOLDER, site=known.site_name, base=known.base_url)
    response = Response(content, mimetype="application/zip")
    response.headers["Content-Disposition"] = f'attachment; filename="storyhub-changes-{since.isoformat()}.zip"'
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _citation(found: Ready) -> str:
    known = settings()
    return cited(About(known.site_name, f"{known.base_url}/dataset", date.fromisoformat(found.version)))
