"""One-click sign-in: only where the whole instance is a demo, only as a sample person."""

from __future__ import annotations

import pytest
from flask import Flask

from storyhub.accounts.models import PersonSession
from storyhub.kit.actor import Role
from tests.accounts.accounts_factories import person_in, rows
from tests.page_client import PageClient


def test_one_click_sign_in_exists_only_in_the_demo(app: Flask, client: PageClient) -> None:
    sample = person_in(app, Role.moderator, is_sample=True, password=None, name="Sample Moderator")
    client.get("/en/sign-in")
    assert "Sample Moderator" not in client.text
    assert not client.soup.select(".sample-people")
    token = client.soup.select_one("form.sign-in input[name=csrf_token]")["value"]
    client.post("/en/sign-in/as", {"csrf_token": token, "handle": sample.handle}, status=404)
    assert rows(app, PersonSession) == []


@pytest.mark.parametrize("lang", ["ru", "en"])
def test_in_the_demo_one_click_signs_in_as_a_sample_person(demo: Flask, lang: str) -> None:
    client = PageClient(demo)
    person_in(demo, Role.moderator, is_sample=True, password=None, name="Sample Moderator")
    person_in(demo, Role.admin, name="Real Administrator")
    client.get(f"/{lang}/sign-in")
    assert "Sample Moderator" in client.text
    assert "Real Administrator" not in client.text
    client.submit(form=".sample-people form", button="Sample Moderator", status=303, follow=False)
    assert client.response is not None
    assert client.response.headers["Location"] == f"/{lang}/desk/moderation"


def test_the_demo_signs_nobody_in_as_a_real_person_and_needs_the_form_token(demo: Flask) -> None:
    client = PageClient(demo)
    real = person_in(demo, Role.admin)
    sample = person_in(demo, Role.member, is_sample=True, password=None)
    client.get("/en/sign-in")
    token = client.soup.select_one("form.sign-in input[name=csrf_token]")["value"]
    client.post("/en/sign-in/as", {"csrf_token": token, "handle": real.handle}, status=422)
    client.post("/en/sign-in/as", {"handle": sample.handle}, status=400)
    assert rows(demo, PersonSession) == []
