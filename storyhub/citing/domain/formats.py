"""Every way to cite a thing: the name a page shows, the ending of its address, the media type of its file, and what writes it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from storyhub.citing.domain.apa import apa
from storyhub.citing.domain.bibtex import bibtex
from storyhub.citing.domain.citable import Citable
from storyhub.citing.domain.csl import csl_json
from storyhub.citing.domain.gost import gost
from storyhub.citing.domain.plain import link
from storyhub.citing.domain.ris import ris


@dataclass(frozen=True, slots=True)
class Format:
    """`suffix` is empty where there is no file of it alone: the text file holds the styles that people read."""

    slug: str
    name: str
    write: Callable[[Citable], str]
    suffix: str = ""
    media_type: str = ""


def texts(thing: Citable) -> str:
    """The styles that people read, a paragraph each."""
    return "\n\n".join((gost(thing), apa(thing), link(thing))) + "\n"


GOST = Format("gost", "ГОСТ Р 7.0.5", gost)
APA = Format("apa", "APA 7", apa)
BIBTEX = Format("bibtex", "BibTeX", bibtex, "bib", "application/x-bibtex")
RIS = Format("ris", "RIS", ris, "ris", "application/x-research-info-systems")
CSL = Format("csl", "CSL-JSON", csl_json, "json", "application/vnd.citationstyles.csl+json")
LINK = Format("link", "", link)
TEXT = Format("text", "", texts, "txt", "text/plain")
FILES = {kind.suffix: kind for kind in (BIBTEX, RIS, CSL, TEXT)}


def shown(words: str) -> tuple[Format, ...]:
    """What a page shows, the style of the reader's language first."""
    styles = (GOST, APA) if words == "ru" else (APA, GOST)
    return (*styles, BIBTEX, RIS, CSL, LINK)
