"""Asking `/oai` in tests: the answer as a tree, and what stands in it."""

from __future__ import annotations

from xml.etree import ElementTree

from flask import Flask

OAI = "{http://www.openarchives.org/OAI/2.0/}"
DC = "{http://purl.org/dc/elements/1.1/}"
KERNEL = "{http://datacite.org/schema/kernel-4}"


def bring_in_line(app: Flask) -> None:
    """The worker does what waits."""
    while app.extensions["storyhub"].indexer.run_once():
        pass


def ask(app: Flask, /, *, post: bool = False, **arguments: str) -> ElementTree.Element:
    """The answer's tree; `from_` is `from`."""
    named = {name.rstrip("_"): value for name, value in arguments.items()}
    client = app.test_client()
    answer = client.post("/oai", data=named) if post else client.get("/oai", query_string=named)
    assert answer.status_code == 200
    assert answer.content_type == "text/xml; charset=utf-8"
    assert "Set-Cookie" not in answer.headers
    tree = ElementTree.fromstring(answer.data)
    assert [child.tag.removeprefix(OAI) for child in tree][:2] == ["responseDate", "request"]
    return tree


def error(tree: ElementTree.Element) -> str:
    """The code of the error, if it is one."""
    found = tree.find(f"{OAI}error")
    return "" if found is None else found.attrib["code"]


def headers(tree: ElementTree.Element) -> dict[str, str]:
    """Path of each record → `deleted` or nothing."""
    found = tree.iter(f"{OAI}header")
    return {str(head.findtext(f"{OAI}identifier")).split(":", 2)[2]: head.get("status", "") for head in found}


def texts(tree: ElementTree.Element, tag: str) -> list[str]:
    return [element.text or "" for element in tree.iter(tag)]


def record(app: Flask, path: str, prefix: str = "oai_dc") -> ElementTree.Element:
    return ask(app, verb="GetRecord", identifier=f"oai:127.0.0.1:{path}", metadataPrefix=prefix)
