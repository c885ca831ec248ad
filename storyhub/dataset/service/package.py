"""All files of one package in a folder: the tables, and what lies beside them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

from storyhub.dataset.domain import package
from storyhub.dataset.domain.package import SQLITE, About, Written
from storyhub.dataset.queries import Asked, Changes, changes, newest_wording, rows_of
from storyhub.dataset.service.writing import Row, summed, write_tables
from storyhub.kit.i18n import force_locale


def write_package(folder: Path, *, site: str, base: str, since: date | None = None) -> tuple[tuple[Written, ...], About, Changes]:
    """Writes everything into an empty folder from one moment of the database; the files in their order, without the zip file."""
    found = changes()
    days = [*found.days.values(), *(row[2] for row in found.gone), newest_wording() or package.LONG_AGO]
    about = About(site=site, address=f"{base}/dataset", changed_on=package.newest(days), since=since)
    asked = Asked(found, base, since)

    def rows(table: str) -> Iterator[Row]:
        return rows_of(table, asked)

    # Field names and their meanings are for any machine: in one language, whoever asks.
    with force_locale("en"):
        counts = write_tables(folder, rows, with_sqlite=since is None)
        files = {name: summed(folder / name, name, counts[table]) for table, name in _tables(counts)}
        files |= _beside(folder, about, files, counts)
    return tuple(files.values()), about, found


def _tables(counts: Iterable[str]) -> Iterator[tuple[str, str]]:
    for table in counts:
        yield table, f"data/{table}.csv"
        yield table, f"data/{table}.jsonl"


def _beside(folder: Path, about: About, files: dict[str, Written], counts: dict[str, int]) -> dict[str, Written]:
    texts = {
        "datapackage.json": package.descriptor(about, files),
        "README.md": package.readme(about, counts),
        "DICTIONARY.md": package.dictionary(),
        "LICENSE": package.licence(about),
        "CITATION.cff": package.citation(about),
    }
    for name, text in texts.items():
        (folder / name).write_text(text, encoding="utf-8")
    found = {name: summed(folder / name, name) for name in (*texts, *([] if about.since else [SQLITE]))}
    (folder / "SHA256SUMS").write_text(package.sums([*files.values(), *found.values()]), encoding="utf-8")
    return {**found, "SHA256SUMS": summed(folder / "SHA256SUMS", "SHA256SUMS")}
