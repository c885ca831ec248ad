"""A teller for whose story no law fits: the own words become a proposal, a law with a permanent number, and gain evidence."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import expect

from tests.journeys import steps

Visit = Callable[..., Any]

STORIES = {
    "ru": (
        "Сломался чайник, и я понёс его в мастерскую у дома. "
        "Мастер позвонил сам и рассказал, что нашёл внутри. "
        "Я оставил ему ещё и тостер.",
        "Мастер позвонил сам и рассказал, что нашёл внутри.",
    ),
    "en": (
        "My kettle broke and I took it to the workshop round the corner. "
        "The man rang me of his own accord and told me what he had found inside. "
        "I left him the toaster as well.",
        "The man rang me of his own accord and told me what he had found inside.",
    ),
}
WORDINGS = {
    "ru": ("Рассказанный ремонт приводит второй", "Клиент, которому сами рассказали о ремонте, приносит следующую вещь."),
    "en": ("A repair explained brings the next", "A customer who is told about the repair unasked brings the next thing."),
}


@pytest.mark.parametrize(
    ("lang", "mode"),
    [
        pytest.param("en", {"width": 1280}, id="en"),
        pytest.param("ru", {"width": 320, "javascript": False}, id="ru-phone-without-javascript"),
    ],
)
def test_none_fits_becomes_a_law_with_evidence(visit: Visit, lang: str, mode: dict[str, Any]) -> None:
    text, sentence = STORIES[lang]
    teller, moderator, curator, researcher, reader = (visit(lang=lang, **mode) for _person in range(5))

    steps.tell(teller, lang, text)
    proposal = proposed_on_the_receipt(teller, lang)
    steps.sign_in(moderator, lang, "o-sorokina")
    story = steps.find_task(moderator, lang, sentence)
    steps.publish(moderator, lang, story)
    last = last_number(reader, lang)
    number = accepted(curator, lang, proposal)
    assert number == last + 1
    assert steps.evidence(reader, lang, str(number), story).count() == 0

    steps.sign_in(researcher, lang, "t-aslanov")
    steps.open_desk(researcher, lang, story)
    if mode.get("javascript", True):
        steps.mark_by_keys(researcher, 2, sentence, str(number))
    else:
        steps.mark_by_lists(researcher, 2, sentence, str(number))
    steps.finish(researcher)

    leads_on(reader, lang, proposal, number)
    expect(steps.evidence(reader, lang, str(number), story)).to_have_text(sentence)


def proposed_on_the_receipt(page: Any, lang: str) -> str:
    """Skips to the question about the law, first forgets the words, then writes them. The proposal's key."""
    name, statement = WORDINGS[lang]
    while page.locator(".claim__form").count() == 0:
        page.locator("button[name=action][value=skip]").click()
        expect(page.locator("#prompt")).to_be_visible()
    page.locator(".claim__form select[name=law]").select_option("none_fits")
    page.locator(".claim__form button").click()
    # Nothing was written yet: the form comes back with the choice, open for the words.
    expect(page.locator(".error-summary")).to_be_visible()
    expect(page.locator(".claim__form select[name=law]")).to_have_value("none_fits")
    page.locator(".claim__form [name=name]").fill(name)
    page.locator(".claim__form [name=statement]").fill(statement)
    page.locator(".claim__form button").click()
    kept = page.locator(".claim__law")
    expect(kept).to_contain_text(name)
    key = re.match(r"P-(\d+)\. ", kept.inner_text().strip())
    assert key
    return f"P-{key[1]}"


def last_number(page: Any, lang: str) -> int:
    """The highest number in the library so far."""
    page.goto(f"/{lang}/laws")
    expect(page.locator(".law-card").first).to_be_visible()
    links = page.locator(".law-card__name a").evaluate_all("links => links.map(link => link.getAttribute('href'))")
    return max(int(link.rsplit("/", 1)[1]) for link in links)


def accepted(page: Any, lang: str, proposal: str) -> int:
    """Signs in as a curator and accepts; without the other language the site asks for it and keeps what was written."""
    other = {"ru": "en", "en": "ru"}[lang]
    steps.sign_in(page, lang, "m-lund")
    page.goto(f"/{lang}/proposals")
    page.locator(f"main a[href$='/proposals/{proposal}']").click()
    page.locator("button[name=decision][value=accept]").click()
    expect(page.locator(".error-summary")).to_be_visible()
    page.locator(f"[name=name_{other}]").fill(WORDINGS[other][0])
    page.locator(f"[name=statement_{other}]").fill(WORDINGS[other][1])
    page.locator("button[name=decision][value=accept]").click()
    outcome = page.locator(".proposal__outcome a")
    expect(outcome).to_be_visible()
    return int(str(outcome.get_attribute("href")).rsplit("/", 1)[1])


def leads_on(page: Any, lang: str, proposal: str, number: int) -> None:
    """The address of the proposal stays, and leads to the law, in both languages."""
    for shown in (lang, {"ru": "en", "en": "ru"}[lang]):
        page.goto(f"/{shown}/proposals/{proposal}")
        page.locator(".proposal__outcome a").click()
        page.wait_for_url(re.compile(rf"/{shown}/laws/{number}$"))
        expect(page.locator("h1")).to_have_text(WORDINGS[shown][0])
