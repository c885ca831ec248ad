"""A person makes a token for a program, the program takes a story in with it, and the person revokes it."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest
from playwright.sync_api import expect

from tests.journeys import steps

STORY = {"text": "The courier came late. He apologised and carried the box upstairs.", "lang": "en", "consents": {"publish": True}}


def test_from_the_page_of_tokens_to_a_story_and_back(visit: Callable[..., Any], site: str) -> None:
    page = visit(lang="en", width=390)
    steps.sign_in(page, "en", "h-willoughby")
    page.goto(f"{site}/en/api")
    page.get_by_role("link", name="My tokens").click()
    page.get_by_label("What it is for").fill("Survey of May")
    page.get_by_role("button", name="Make a token").press("Enter")
    token = page.locator(".token-made__value").inner_text()
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), "the token does not push the page wide"

    code = _send(site, token)["code"]
    assert _send(site, token)["code"] == code
    page.get_by_role("button", name=re.compile("Revoke.*Survey of May")).click()
    expect(page.get_by_text("You have none.")).to_be_visible()
    with pytest.raises(HTTPError) as refused:
        _send(site, token)
    assert refused.value.code == 401
    refused.value.close()


def _send(site: str, token: str) -> Any:
    headers = {"Authorization": f"Bearer {token}", "Idempotency-Key": "survey-000001", "Content-Type": "application/json"}
    with urlopen(Request(f"{site}/api/v1/stories", data=json.dumps(STORY).encode(), headers=headers, method="POST")) as answer:
        return json.load(answer)
