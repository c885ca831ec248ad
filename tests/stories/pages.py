"""Walks that several page tests share: telling a story through the pages."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.page_client import PageClient
from tests.stories.stories_factories import TEXT

SEND = {"en": "Send", "ru": "Отправить"}


def check(client: PageClient, text: str = TEXT, *, lang: str = "en", status: int = 200) -> None:
    """Writes a story and asks to see it."""
    client.get(f"/{lang}/tell")
    client.submit({"text": text, "publish": "y"}, status=status)


def send(client: PageClient, text: str = TEXT, *, lang: str = "en", consents: Mapping[str, Any] | None = None) -> str:
    """Tells a story and returns its code."""
    check(client, text, lang=lang)
    client.submit(dict(consents or {}), form="form.tell")
    return code_on(client)


def code_on(client: PageClient) -> str:
    box = client.soup.select_one("[data-code]")
    assert box is not None, client.text
    return box.get_text().strip()


def open_status(client: PageClient, code: str, *, lang: str = "en") -> None:
    client.get(f"/{lang}/receipt")
    client.submit({"code": code})
