"""What a curator types about an edition, before it becomes rows."""

from __future__ import annotations

import re
from dataclasses import dataclass

TITLE_MAX, FOREWORD_MAX, PUBLISHER_MAX, DOI_MAX = 200, 20_000, 200, 200
# DOI Handbook 2.2: a prefix that begins with 10., a slash, and nearly anything.
DOI = re.compile(r"10\.\d{4,9}(?:\.\d+)*/[^\s<>\"]+")


@dataclass(frozen=True, slots=True)
class EditionWords:
    """Title and foreword in both languages (the foreword in Markdown), publisher and DOI; each may be empty in a draft."""

    title_ru: str = ""
    title_en: str = ""
    foreword_ru: str = ""
    foreword_en: str = ""
    publisher: str = ""
    doi: str = ""


def doi_in(text: str) -> str | None:
    """The DOI in what somebody typed or pasted: empty for nothing, None for what is none.

    >>> doi_in(" https://doi.org/10.5281/zenodo.123 "), doi_in("doi:10.1000/182"), doi_in(""), doi_in("http://x/10.1/2")
    ('10.5281/zenodo.123', '10.1000/182', '', None)
    """
    bare = re.sub(r"^(?:https?://(?:dx\.)?doi\.org/|doi:\s*)", "", text.strip(), flags=re.IGNORECASE)
    if not bare:
        return ""
    return bare if DOI.fullmatch(bare) and len(bare) <= DOI_MAX else None
