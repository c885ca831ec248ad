"""The data package around the tables: its descriptor and the texts that lie beside the data. All of it in English, for any machine."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from storyhub.citing.domain.cff import Cited, cff
from storyhub.dataset.domain.judged import CODINGS, GONE, LAWS, WORDINGS
from storyhub.dataset.domain.table import Table
from storyhub.dataset.domain.told import CALLS, ORGANISATIONS, PASSAGES, STORIES, TOUCHPOINTS

# In the order in which they are written: what is referred to may come later.
TABLES: tuple[Table, ...] = (STORIES, TOUCHPOINTS, CODINGS, PASSAGES, LAWS, WORDINGS, ORGANISATIONS, CALLS, GONE)
LICENCE = "CC-BY-4.0"
LICENCE_ADDRESS = "https://creativecommons.org/licenses/by/4.0/"
LICENCE_NAME = "Creative Commons Attribution 4.0 International"
SQLITE, ZIP = "storyhub-dataset.sqlite", "storyhub-dataset.zip"
LONG_AGO = date(1980, 1, 1)


@dataclass(frozen=True, slots=True)
class About:
    """Whose data, of when. `since`: only what changed from that day on. Nothing here depends on when the files were made."""

    site: str
    address: str
    changed_on: date
    since: date | None = None

    @property
    def version(self) -> str:
        return f"{self.since.isoformat()}..{self.changed_on.isoformat()}" if self.since else self.changed_on.isoformat()

    @property
    def work(self) -> str:
        part = f", changes since {self.since.isoformat()}" if self.since else ""
        return f"Stories of customers and laws of loyalty: open data{part}"

    @property
    def title(self) -> str:
        return f"{self.site}. {self.work}"


@dataclass(frozen=True, slots=True)
class Written:
    """A file that was written; `rows` of a table, else None."""

    name: str
    size: int
    sha256: str
    rows: int | None = None


def descriptor(about: About, files: Mapping[str, Written]) -> str:
    """`datapackage.json`: the CSV files with their schemas; JSON lines and SQLite as files besides."""
    resources: list[dict[str, Any]] = []
    for table in TABLES:
        file = files[f"data/{table.name}.csv"]
        resources.append(
            {
                "name": table.name,
                "title": str(table.says),
                "path": file.name,
                "type": "table",
                "format": "csv",
                "mediatype": "text/csv",
                "encoding": "utf-8",
                "bytes": file.size,
                "hash": f"sha256:{file.sha256}",
                "schema": table.schema(with_references=about.since is None),
            }
        )
    found = {
        "profile": "data-package",
        "name": "storyhub-open-data",
        "title": about.title,
        "description": "Stories whose tellers allowed open data, public codings of them, and the laws they bear out or contradict.",
        "homepage": about.address,
        "version": about.version,
        "created": f"{about.changed_on.isoformat()}T00:00:00Z",
        "licenses": [{"name": LICENCE, "path": LICENCE_ADDRESS, "title": LICENCE_NAME}],
        "contributors": [{"title": about.site, "path": about.address, "role": "publisher"}],
        "resources": resources,
    }
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def licence(about: About) -> str:
    return (
        f"{LICENCE_NAME} ({LICENCE})\n\n{LICENCE_ADDRESS}legalcode\n\n"
        f"You may share and adapt these data, for any purpose, if you name the source ({about.site}, {about.address}), link to the\n"
        "licence and say what you changed. Tellers are not named and must not be looked for.\n"
    )


def citation(about: About) -> str:
    """`CITATION.cff`."""
    return cff(Cited(about.work, (about.site,), about.version, about.changed_on, address=about.address, licence=LICENCE))


def cited(about: About) -> str:
    """One line to put under a paper."""
    return f"{about.title} [Data set]. Version {about.version}. {about.address}. {LICENCE_NAME}."


def readme(about: About, counts: Mapping[str, int]) -> str:
    rows = "\n".join(f"| `data/{table.name}.csv`, `.jsonl` | {counts[table.name]} | {table.says} |" for table in TABLES)
    only = f"\n**Only what changed from {about.since.isoformat()} on**, and in `gone` what left the data since.\n" if about.since else ""
    sqlite = "" if about.since else f" `{SQLITE}` holds the same tables."
    return (
        f"# {about.title}\n\nVersion {about.version}. {about.address}\n{only}\n"
        f"| file | rows | |\n|---|---|---|\n{rows}\n\n"
        f"`datapackage.json` is a Frictionless data package; `DICTIONARY.md` says what every field means.{sqlite}\n\n"
        "CSV: UTF-8, comma, first line names. A text that a spreadsheet would run (it begins with `=`, `+`, `-`, `@`) has an\n"
        "apostrophe in front of it **in the CSV files only**; JSON lines and SQLite are exact, and positions of passages count\n"
        "in those texts.\n\n"
        "Take out of your copy whatever `gone` lists: its teller took it back.\n"
        "`SHA256SUMS` holds checksums (`sha256sum -c SHA256SUMS`).\n\n"
        f"Licence: {LICENCE}, see `LICENSE`. To cite: {cited(about)}\n"
    )


def dictionary() -> str:
    """Every field in words, for people."""
    parts = ["# Data dictionary\n"]
    for table in TABLES:
        parts.append(f"\n## {table.name}\n\n{table.says}. Key: {', '.join(table.key)}.\n\n")
        parts.append("| field | type | meaning | values |\n|---|---|---|---|\n")
        for one in table.fields:
            refers = f"→ {'.'.join(table.refers[one.name])}" if one.name in table.refers else ""
            values = ", ".join(one.words) or (f"{one.between[0]} to {one.between[1]}" if one.between else refers)
            parts.append(f"| `{one.name}` | {one.kind}{'' if one.required else ', may be empty'} | {one.says} | {values} |\n")
    return "".join(parts)


def sums(files: Iterable[Written]) -> str:
    return "".join(f"{file.sha256}  {file.name}\n" for file in files)


def newest(days: Sequence[date]) -> date:
    """The day of the newest change; data without any are of long ago."""
    return max(days, default=LONG_AGO)
