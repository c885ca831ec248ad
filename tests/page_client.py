"""A test browser without JavaScript: follows links and submits the forms it was shown, and checks every page's invariants."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any
from urllib.parse import urljoin

from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

from tests.page_rules import Page, check_headers, check_links, check_page, check_sheets, squeezed


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
            page = Page(self.soup, self.address, response)
            check_page(body, page)
            check_links(page, self.app)
            if response.status_code < 300 or response.status_code >= 400:
                check_sheets(page, self.app.config["STYLESHEETS"])
        return response

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


def _main_text(body: str) -> str:
    return squeezed(BeautifulSoup(body, "html.parser").get_text(" "))
