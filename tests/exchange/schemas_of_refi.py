"""The published schemas of REFI-QDA, as lxml checks a file by them."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from lxml import etree

SCHEMAS = Path(__file__).parent / "schemas"


@cache
def _schema(name: str) -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(str(SCHEMAS / name)))


def check_codebook(data: bytes) -> None:
    _schema("Codebook.xsd").assertValid(etree.fromstring(data))


def check_project(data: bytes) -> None:
    _schema("Project.xsd").assertValid(etree.fromstring(data))
