"""A test browser without JavaScript: follows links and submits the forms it was shown, and checks every page's invariants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from typing import Any
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


class PageClient:
    """`get` and `post` return the response; `soup` is the last page. `submit` fills a form of the last page and sends it."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.client = app.test_client()
        self.response: TestResponse | None = None
        self.soup = BeautifulSoup("", "html.parser")
        self.address = "/"

    def get(self, address: str, *, status: int = 200, follow: bool = True, **kwargs: Any) -> TestResponse:
        """GETs a page (redirects followed) and checks it. The status is always asserted."""
        self.address = address
        response = self.client.get(address, **kwargs)
        while follow and response.status_code in (301, 302, 303, 307, 308):
            self.address = urljoin(self.address, response.headers["Location"])
            response = self.client.get(self.address, **kwargs)
        return self._took(response, status)

    def post(self, address: str, data: Mapping[str, Any], *, status: int = 200, follow: bool = True, **kwargs: Any) -> TestResponse:
        """POSTs raw fields; adds nothing (use `submit` for a real form with its token)."""
        self.address = address
        response = self.client.post(address, data=data, **kwargs)
        if follow and response.status_code in (302, 303):
            return self.get(urljoin(address, response.headers["Location"]), status=status)
        return self._took(response, status)

    def submit(
        self,
        fields: Mapping[str, Any] | None = None,
        *,
        form: str | None = None,
        button: str | None = None,
        status: int = 200,
        follow: bool = True,
    ) -> TestResponse:
        """Fills and sends a form of the last page: `form` is a CSS selector (the first form in <main> without), `button` its text."""
        element = self.soup.select_one(form or "main form")
        assert element is not None, f"no form {form or 'in main'} on {self.address}"
        data, action, method = self._filled(element, fields or {}, button)
        target = urljoin(self.address, action)
        if method == "get":
            return self.get(target, query_string=data, status=status)
        return self.post(target, data, status=status, follow=follow)

    @property
    def text(self) -> str:
        """The visible words of <main>, squeezed."""
        main = self.soup.select_one("main") or self.soup
        return re.sub(r"\s+", " ", main.get_text(" ")).strip()

    @property
    def h1(self) -> str:
        heading = self.soup.select_one("h1")
        assert heading is not None
        return re.sub(r"\s+", " ", heading.get_text(" ")).strip()

    def _filled(self, form: Tag, fields: Mapping[str, Any], button: str | None) -> tuple[dict[str, Any], str, str]:
        data: dict[str, Any] = {}
        names = set()
        for element in form.select("input[name], textarea[name], select[name]"):
            name = str(element["name"])
            names.add(name)
            value = _default(element)
            if value is not None:
                data[name] = [*data.get(name, []), value]
        unknown = set(fields) - names
        assert not unknown, f"the form has no field {unknown}; it has {names}"
        for name, value in fields.items():
            data.pop(name, None)
            if value is not None and value is not False:
                data[name] = value
        pressed = _button(form, button)
        if pressed is not None and pressed.get("name"):
            data[str(pressed["name"])] = str(pressed.get("value", ""))
        action = str((pressed.get("formaction") if pressed else None) or form.get("action") or self.address)
        return data, action, str(form.get("method", "get")).lower()

    def _took(self, response: TestResponse, status: int) -> TestResponse:
        self.response = response
        is_page = response.mimetype == "text/html"
        body = response.get_data(as_text=True) if is_page else ""
        assert response.status_code == status, f"{self.address}: {response.status_code}, not {status}: {_main_text(body)[:600]}"
        check_headers(response)
        if is_page and response.status_code != 304:
            self.soup = BeautifulSoup(body, "html.parser")
            check_page(body, self.soup, self.address)
            self._check_links()
            if response.status_code < 300 or response.status_code >= 400:
                self._check_sheets()
        return response

    def _check_sheets(self) -> None:
        """A page brings the style of every part it shows, whichever of the stylesheets that is in."""
        sheets = self.app.config["STYLESHEETS"]
        links = [str(link["href"]) for link in self.soup.find_all("link", rel="stylesheet")]
        linked = {bundle for bundle in sheets if any(link.endswith(f"/{bundle}.css") for link in links)}
        here = set().union(*(styled(sheets[bundle]) for bundle in linked))
        elsewhere = set().union(*(styled(sheet) for sheet in sheets.values())) - here
        used = {str(name) for element in self.soup.find_all(class_=True) for name in element["class"]}
        assert "site" in linked, f"{self.address}: no stylesheet"
        assert not used & elsewhere, f"{self.address}: the style of {sorted(used & elsewhere)} is not linked"

    def _check_links(self) -> None:
        """Every link and form of the page leads to a route of the site, or is an outside link of a story."""
        adapter = self.app.url_map.bind("localhost")
        ids = {str(element["id"]) for element in self.soup.find_all(id=True)}
        for element in self.soup.find_all(["a", "form", "link", "script", "img"]):
            target = element.get("href") or element.get("action") or element.get("src")
            if target is None:
                continue
            if element.name == "img" and str(target).startswith("data:image/"):
                assert self.response is not None
                assert "img-src 'self' data:" in self.response.headers["Content-Security-Policy"]
                continue
            parts = urlsplit(urljoin(f"http://localhost{self.address}", str(target)))
            if parts.netloc != "localhost":
                base = urlsplit(self.app.extensions["storyhub"].settings.base_url).netloc
                assert element.name == "a" or parts.netloc == base, f"{element.name} reaches out to {parts.netloc}"
                continue
            if parts.fragment and str(target).startswith("#"):
                assert parts.fragment in ids, f"{self.address}: nothing has the id {parts.fragment}"
                continue  # The page itself, which may be the answer to a POST.
            method = str(element.get("method", "get")).upper() if element.name == "form" else "GET"
            adapter.match(parts.path, method=method, query_args=parse_qs(parts.query))


@cache
def styled(sheet: str) -> frozenset[str]:
    """The classes a stylesheet speaks about."""
    return frozenset(re.findall(r"\.([a-zA-Z][\w-]*)", sheet))


def check_headers(response: TestResponse) -> None:
    """Security headers on every answer, whatever its status or type."""
    for name, part in HEADERS.items():
        assert name in response.headers, f"{name} is missing"
        assert part in response.headers[name]
    assert "unsafe" not in response.headers["Content-Security-Policy"]


def check_page(body: str, soup: BeautifulSoup, where: str) -> None:
    """Valid HTML5, one h1 that the title starts with, heading order, unique ids, labels, nothing inline."""
    parser = html5lib.HTMLParser()
    parser.parse(body)
    errors = [error for error in parser.errors if error[1] not in TOLERATED]
    assert not errors, f"{where}: {errors[:3]}: …{body.splitlines()[errors[0][0][0] - 1][:300] if errors else ''}"
    headings = soup.find_all(re.compile("^h[1-6]$"))
    assert [h.name for h in headings].count("h1") == 1, f"{where}: needs exactly one h1"
    first = _squeezed(headings[0].get_text(" "))
    title = _squeezed(soup.title.get_text() if soup.title else "").removeprefix("Error: ").removeprefix("Ошибка: ")
    assert title.startswith(first[:80]), f"{where}: the title {title!r} does not start with the h1 {first!r}"
    levels = [int(h.name[1]) for h in headings]
    assert levels[0] == 1, f"{where}: a heading before the h1"
    assert all(after - before <= 1 for before, after in pairwise(levels)), f"{where}: heading order {levels}"
    ids = [str(element["id"]) for element in soup.find_all(id=True)]
    assert len(ids) == len(set(ids)), f"{where}: ids twice: {sorted(i for i in ids if ids.count(i) > 1)[:5]}"
    labels = {element.get("for") for element in soup.find_all("label")}
    for element in soup.find_all(True):
        assert not INLINE & element.attrs.keys(), f"{where}: inline style or handler in <{element.name}>"
        assert element.name != "style", f"{where}: inline style"
        assert element.name != "script" or element.get("src"), f"{where}: inline script"
        if element.name in ("input", "textarea", "select") and element.get("type") not in ("hidden", "submit"):
            labelled = element.get("aria-label") or element.get("aria-labelledby") or element.find_parent("label")
            assert labelled or element.get("id") in labels, f"{where}: {element.get('name')} has no label"
        for attribute in ("aria-describedby", "aria-labelledby"):
            for reference in str(element.get(attribute, "")).split():
                assert reference in ids, f"{where}: {attribute} points to {reference}, which is not there"
    assert soup.html is not None
    assert soup.html.get("lang") in ("ru", "en"), f"{where}: no language"


def _default(element: Tag) -> str | None:
    if element.has_attr("disabled"):
        return None
    if element.name == "textarea":
        return element.get_text().removeprefix("\n")
    if element.name == "select":
        chosen = element.select_one("option[selected]") or element.select_one("option")
        return str(chosen.get("value", chosen.get_text())) if chosen else None
    if element.get("type") in ("checkbox", "radio"):
        return str(element.get("value", "on")) if element.has_attr("checked") else None
    if element.get("type") == "submit":
        return None
    return str(element.get("value", ""))


def _button(form: Tag, text: str | None) -> Tag | None:
    buttons = form.select("button:not([type=button]), input[type=submit]")
    if text is None:
        return buttons[0] if buttons else None
    for button in buttons:
        if text in button.get_text(" ") or text == button.get("value"):
            return button
    raise AssertionError(f"no button {text!r}; there are {[b.get_text(' ') for b in buttons]}")


def _squeezed(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _main_text(body: str) -> str:
    return _squeezed(BeautifulSoup(body, "html.parser").get_text(" "))
