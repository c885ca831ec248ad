"""CITATION.cff (Citation File Format 1.2.0): what GitHub, Zenodo and Zotero read of a data set or a repository.

The file is YAML; every text in it is written as a JSON string, which YAML reads as it is.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from storyhub.citing.domain.citable import one_line

NAME = "CITATION.cff"
MEDIA_TYPE = "application/x-yaml"
MESSAGE = {
    "en": "If you use this, please cite it as below.",
    "ru": "Если вы это используете, сошлитесь, пожалуйста, как указано ниже.",
}


@dataclass(frozen=True, slots=True)
class Cited:
    """What the file says. `authors` are bodies; `licence` is an SPDX name; `kind` is `dataset` or `software`."""

    title: str
    authors: tuple[str, ...]
    version: str
    released: date | None
    address: str = ""
    repository: str = ""
    licence: str = "CC-BY-4.0"
    kind: str = "dataset"
    doi: str = ""
    abstract: str = ""
    keywords: tuple[str, ...] = ()
    lang: str = "en"


def cff(thing: Cited) -> str:
    """The file."""
    fields: tuple[tuple[str, str], ...] = (
        ("cff-version", "1.2.0"),
        ("message", MESSAGE[thing.lang]),
        ("type", thing.kind),
        ("title", thing.title),
        ("abstract", thing.abstract),
        ("version", thing.version),
        ("date-released", thing.released.isoformat() if thing.released else ""),
        ("license", thing.licence),
        ("doi", thing.doi),
        ("url", thing.address),
        ("repository-code", thing.repository),
    )
    lines = [f"{name}: {_quoted(value)}" for name, value in fields if value]
    lines += ["authors:", *(f"  - name: {_quoted(name)}" for name in thing.authors)]
    if thing.keywords:
        lines += ["keywords:", *(f"  - {_quoted(word)}" for word in thing.keywords)]
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    return json.dumps(one_line(text), ensure_ascii=False)
