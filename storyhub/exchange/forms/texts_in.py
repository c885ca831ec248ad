"""The text of a source or a note: in the XML itself or in a file of the package, never from anywhere else."""

from __future__ import annotations

import codecs
import re
from xml.etree.ElementTree import Element

from storyhub.exchange.domain.losses import Loss, Losses
from storyhub.exchange.forms.package_in import Package
from storyhub.exchange.forms.xml_in import children

INTERNAL = re.compile(r"internal://(?:sources/)?([^/\\]+)", re.IGNORECASE)
MARKS = ((codecs.BOM_UTF8, "utf-8"), (codecs.BOM_UTF16_LE, "utf-16-le"), (codecs.BOM_UTF16_BE, "utf-16-be"))


def raw_text(element: Element, package: Package, losses: Losses) -> str | None:
    """The text with its line ends as they are, without a byte order mark; None where it cannot be had, and why among the losses."""
    name = element.get("name", "")
    if element.get("richTextPath"):
        losses.add(Loss.rich_text, name)
    content = next(children(element, "PlainTextContent"), None)
    if content is not None:
        return content.text or ""
    path = element.get("plainTextPath", "")
    match = INTERNAL.fullmatch(path)
    if path and match is None:
        losses.add(Loss.outside_path, name)
        return None
    data = package.text(match[1]) if match else None
    if data is None:
        losses.add(Loss.no_text, name)
        return None
    text = _decoded(data)
    if text is None:
        losses.add(Loss.unreadable_text, name)
    return text


def _decoded(data: bytes) -> str | None:
    """UTF-8, or what the byte order mark says; another encoding is not guessed at."""
    for mark, encoding in MARKS:
        if data.startswith(mark):
            return _strictly(data.removeprefix(mark), encoding)
    return _strictly(data, "utf-8")


def _strictly(data: bytes, encoding: str) -> str | None:
    try:
        return data.decode(encoding)
    except UnicodeDecodeError:
        return None
