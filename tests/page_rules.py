"""What every page keeps, checked on every page a test is shown: valid HTML5, headings, ids, labels, links, styles, headers."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from urllib.parse import parse_qs, urljoin, urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

# Parse errors that html5lib raises on valid HTML5.
TOLERATED = frozenset({"unexpected-cell-in-table-body"})
INLINE = frozenset({"style", "onclick", "onsubmit", "onchange", "onload", "oninput", "onerror", "onfocus"})
HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=()",
}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")
# Words between tags and within quotes, where they hold nothing a parser could stumble over.
WORDS = re.compile(r">(?=\s*[^\s<])[^<>&\x00-\x08]+<")
QUOTED = re.compile(r'="[^"<>&\x00-\x08]*"')


class Page:
    """A page that was answered, walked once: its elements and their ids."""

    def __init__(self, soup: BeautifulSoup, address: str, response: TestResponse) -> None:
        self.soup, self.address, self.response = soup, address, response
        self.elements = [element for element in soup.descendants if isinstance(element, Tag)]
        self.ids = [str(element["id"]) for element in self.elements if element.has_attr("id")]

    def named(self, *names: str) -> list[Tag]:
        return [element for element in self.elements if element.name in names]


def check_headers(response: TestResponse) -> None:
    """Security headers on every answer, whatever its status or type."""
    for name, part in HEADERS.items():
        assert name in response.headers, f"{name} is missing"
        assert part in response.headers[name]
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def check_page(body: str, page: Page) -> None:
    """Valid HTML5, one h1 that the title starts with, heading order, unique ids, labels, nothing inline."""
    errors = _parse_errors(_skeleton(body)) and _parse_errors(body)
    assert not errors, f"{page.address}: {errors[:3]}: …{body.splitlines()[errors[0][0] - 1][:300]}"
    _check_headings(page)
    ids = page.ids
    assert len(ids) == len(set(ids)), f"{page.address}: ids twice: {sorted(i for i in ids if ids.count(i) > 1)[:5]}"
    _check_elements(page)
    assert page.soup.html is not None
    assert page.soup.html.get("lang") in ("ru", "en"), f"{page.address}: no language"


def check_sheets(page: Page, sheets: Mapping[str, str]) -> None:
    """A page brings the style of every part it shows, whichever of the stylesheets that is in."""
    links = [str(link["href"]) for link in page.named("link") if "stylesheet" in link.get("rel", ())]
    linked = frozenset(bundle for bundle in sheets if any(link.endswith(f"/{bundle}.css") for link in links))
    here = frozenset[str]().union(*(styled(sheets[bundle]) for bundle in linked))
    elsewhere = frozenset[str]().union(*(styled(sheet) for sheet in sheets.values())) - here
    used = {str(name) for element in page.elements for name in element.get_attribute_list("class") if name}
    assert "site" in linked, f"{page.address}: no stylesheet"
    assert not used & elsewhere, f"{page.address}: the style of {sorted(used & elsewhere)} is not linked"


def check_links(page: Page, app: Flask) -> None:
    """Every link and form of the page leads to a route of the site, or is an outside link of a story."""
    adapter = app.url_map.bind("localhost")
    ids = frozenset(page.ids)
    for element in page.named("a", "form", "link", "script", "img"):
        target = element.get("href") or element.get("action") or element.get("src")
        if target is None:
            continue
        if element.name == "img" and str(target).startswith("data:image/"):
            assert "img-src 'self' data:" in page.response.headers["Content-Security-Policy"]
            continue
        parts = urlsplit(urljoin(f"http://localhost{page.address}", str(target)))
        if parts.netloc != "localhost":
            base = urlsplit(app.extensions["storyhub"].settings.base_url).netloc
            assert element.name == "a" or parts.netloc == base, f"{element.name} reaches out to {parts.netloc}"
            continue
        if parts.fragment and str(target).startswith("#"):
            assert parts.fragment in ids, f"{page.address}: nothing has the id {parts.fragment}"
            continue  # The page itself, which may be the answer to a POST.
        method = str(element.get("method", "get")).upper() if element.name == "form" else "GET"
        adapter.match(parts.path, method=method, query_args=parse_qs(parts.query))


@cache
def styled(sheet: str) -> frozenset[str]:
    """The classes a stylesheet speaks about."""
    return frozenset(re.findall(r"\.([a-zA-Z][\w-]*)", sheet))


def squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _skeleton(body: str) -> str:
    """The page without plain words: whether tags and attributes parse does not hang on what they hold, and few pages differ in more."""
    return QUOTED.sub('=""', WORDS.sub(">w<", body))


@cache
def _parse_errors(markup: str) -> list[tuple[int, str]]:
    """Line and code of each parse error."""
    parser = html5lib.HTMLParser()
    parser.parse(markup)
    return [(error[0][0], error[1]) for error in parser.errors if error[1] not in TOLERATED]


def _check_headings(page: Page) -> None:
    headings = page.named(*HEADINGS)
    assert [h.name for h in headings].count("h1") == 1, f"{page.address}: needs exactly one h1"
    first = squeezed(headings[0].get_text(" "))
    title = squeezed(page.soup.title.get_text() if page.soup.title else "").removeprefix("Error: ").removeprefix("Ошибка: ")
    assert title.startswith(first[:80]), f"{page.address}: the title {title!r} does not start with the h1 {first!r}"
    levels = [int(h.name[1]) for h in headings]
    assert levels[0] == 1, f"{page.address}: a heading before the h1"
    assert all(after - before <= 1 for before, after in pairwise(levels)), f"{page.address}: heading order {levels}"


def _is_data(element: Tag) -> bool:
    """A block of linked data: JSON that is one whole thing. No browser runs it."""
    return element.attrs == {"type": "application/ld+json"} and "@context" in json.loads(str(element.string))


def _check_elements(page: Page) -> None:
    ids = frozenset(page.ids)
    labels = {element.get("for") for element in page.named("label")}
    for element in page.elements:
        assert not INLINE & element.attrs.keys(), f"{page.address}: inline style or handler in <{element.name}>"
        assert element.name != "style", f"{page.address}: inline style"
        assert element.name != "script" or element.get("src") or _is_data(element), f"{page.address}: inline script"
        if element.name in ("input", "textarea", "select") and element.get("type") not in ("hidden", "submit"):
            labelled = element.get("aria-label") or element.get("aria-labelledby") or element.find_parent("label")
            assert labelled or element.get("id") in labels, f"{page.address}: {element.get('name')} has no label"
        for attribute in ("aria-describedby", "aria-labelledby"):
            for reference in str(element.get(attribute, "")).split():
                assert reference in ids, f"{page.address}: {attribute} points to {reference}, which is not there"
