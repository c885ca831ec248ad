"""Reading XML of strangers: no document type, no entities, nothing fetched, bounded in bytes, depth and parts."""

from __future__ import annotations

import io
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError

from defusedxml.common import DefusedXmlException
from defusedxml.ElementTree import iterparse

from storyhub.exchange.forms.refusals import refusal

MOST_BYTES = 50 * 1024 * 1024
MOST_DEPTH = 60
MOST_PARTS = 1_500_000


def read_xml(data: bytes, *, root: str) -> Element:
    """The tree below `root` (`{namespace}Name`). Raises: Invalid."""
    if len(data) > MOST_BYTES:
        raise refusal("large-xml")
    try:
        found = _parse(data)
    except DefusedXmlException as error:
        raise refusal("entities", type(error).__name__) from error
    except (ParseError, ValueError, LookupError) as error:
        raise refusal("not-xml", type(error).__name__) from error
    if found.tag != root:
        raise refusal("other-format")
    return found


def _parse(data: bytes) -> Element:
    depth = parts = 0
    first: Element | None = None
    for event, element in iterparse(io.BytesIO(data), events=("start", "end"), forbid_dtd=True):
        if event == "end":
            depth -= 1
            continue
        first = element if first is None else first
        depth, parts = depth + 1, parts + 1
        if depth > MOST_DEPTH or parts > MOST_PARTS:
            raise refusal("deep-xml", f"depth {depth}, parts {parts}")
    if first is None:
        raise refusal("not-xml", "empty")
    return first


def local(element: Element) -> str:
    """The name without its namespace."""
    return element.tag.rpartition("}")[2]


def children(element: Element, *names: str) -> Iterator[Element]:
    """The children of these names."""
    return (child for child in element if local(child) in names)


def inside(element: Element, container: str, name: str) -> Iterator[Element]:
    """The things of a name within a container of the element, if it has one."""
    return (child for holder in children(element, container) for child in children(holder, name))


def words_of(element: Element, name: str) -> str:
    """The text of the first child of a name; empty without."""
    return next((child.text or "" for child in children(element, name)), "")
