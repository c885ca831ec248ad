"""Names by a trained recogniser, where the extra `nlp` is installed; without it this finds nothing and costs nothing.

slovnet with navec's vectors; their files lie in the package natasha, which itself is never imported: it needs pymorphy2, which does
not run
on Python 3.11.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from storyhub.kit.personal.finding import Finding, Kind

_PIECE = 4000


def found(text: str) -> Iterator[Finding]:
    """Persons in Russian text, never certain; nothing where the recogniser is not installed."""
    ner = _recogniser() if any("А" <= sign <= "я" for sign in text) else None
    if ner is None:
        return
    for start, piece in _pieces(text):
        for span in ner(piece).spans:
            if span.type == "PER":
                yield Finding(Kind.name, start + span.start, start + span.stop, certain=False)


def _pieces(text: str) -> Iterator[tuple[int, str]]:
    """Parts short enough for the recogniser, cut at line ends or blanks."""
    start = 0
    while start < len(text):
        end = start + _PIECE
        if end < len(text):
            cut = max(text.rfind("\n", start, end), text.rfind(" ", start, end))
            end = cut if cut > start else end
        yield start, text[start:end]
        start = end


@cache
def _recogniser() -> Any:
    """The recogniser with its vectors (about 230 MB a process), or None."""
    home = _files()
    if home is None or not find_spec("slovnet") or not find_spec("navec"):
        return None
    from navec import Navec
    from slovnet import NER

    ner = NER.load(home / "model/slovnet_ner_news_v1.tar")
    ner.navec(Navec.load(home / "emb/navec_news_v1_1B_250K_300d_100q.tar"))
    return ner


def _files() -> Path | None:
    spec = find_spec("natasha")
    places = spec.submodule_search_locations if spec else None
    home = Path(next(iter(places))) / "data" if places else None
    return home if home and (home / "model/slovnet_ner_news_v1.tar").exists() else None
