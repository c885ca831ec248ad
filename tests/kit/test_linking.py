"""Addresses from memory are those Flask would give."""

from __future__ import annotations

import flask
from flask import Flask

from storyhub.kit.web.linking import url_for
from storyhub.reading.domain.asked import FACETS, Asked
from storyhub.reading.views.addresses import adding, search_address


def test_an_address_follows_the_language_and_the_root_of_the_page(app: Flask) -> None:
    for path, root in (("/ru/search", ""), ("/en/search", ""), ("/en/search", "/stories")):
        with app.test_request_context(path, environ_overrides={"SCRIPT_NAME": root}):
            for endpoint, values in (("reading.search", {}), ("reading.law", {"number": 12}), ("static", {"filename": "icon.svg"})):
                assert url_for(endpoint, **values) == url_for(endpoint, **values) == flask.url_for(endpoint, **values)
            assert url_for("reading.law", number=7, _anchor="s-1").endswith("/7#s-1")


def test_a_value_is_added_where_the_whole_question_would_put_it(app: Flask) -> None:
    asked = Asked("lang=&org= 50% «да»", chosen={"kind": ("story",), "lang": ("ru",), "law": ("3", "P-1")}, sort="newest", literal=True)
    with app.test_request_context("/ru/search"):
        for name in FACETS:
            for value in ("12", "кот & пёс=1"):
                assert adding(asked, name)(value) == search_address(asked.toggled(name, value))
