"""What is told to harvesters of one thing, before it takes the form of a metadata format."""

from __future__ import annotations

import hashlib
import json
from dataclasses import asdict, dataclass
from datetime import date
from typing import Literal

# Raise it when an item holds something else than before: then every record is looked at again after the upgrade.
SCHEME = "1:"

Kind = Literal["story", "law", "edition"]


@dataclass(frozen=True, slots=True)
class Words:
    """A text and its language; empty: no language."""

    text: str
    lang: str = ""


@dataclass(frozen=True, slots=True)
class Tie:
    """How a thing stands to another one. `relation` is DataCite's word; `path` as of an item, or a full address."""

    relation: str
    path: str


@dataclass(frozen=True, slots=True)
class Licence:
    name: str
    address: str
    spdx: str


CC_BY = Licence("Creative Commons Attribution 4.0 International", "https://creativecommons.org/licenses/by/4.0/", "CC-BY-4.0")


@dataclass(frozen=True, slots=True)
class Item:
    """`path` is the permanent address without the instance's own, such as `laws/12`. `day` is all that is told of the time.

    `licence` None: no open licence; `rights` then says what is so.
    """

    kind: Kind
    path: str
    titles: tuple[Words, ...]
    descriptions: tuple[Words, ...]
    day: date | None
    languages: tuple[str, ...]
    subjects: tuple[Words, ...] = ()
    rights: tuple[Words, ...] = ()
    licence: Licence | None = None
    creator: str = ""
    sources: tuple[str, ...] = ()
    ties: tuple[Tie, ...] = ()
    version: str = ""
    sets: tuple[str, ...] = ()


def fingerprint(item: Item) -> str:
    """A hash of all of it: the same as long as no harvester would be told anything else."""
    whole = json.dumps(asdict(item), ensure_ascii=False, sort_keys=True, default=str)
    return SCHEME + hashlib.sha256(whole.encode("utf-8", "surrogatepass")).hexdigest()
