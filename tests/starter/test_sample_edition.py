"""A stranger finds an edition in the demo, made through the verbs, and only once."""

from __future__ import annotations

from flask import Flask

from storyhub.editions.queries import numbers, snapshot_of
from storyhub.starter.seed import publish_demo


def test_the_demo_has_an_edition_with_quotes_of_both_sides(seeded: Flask) -> None:
    publish_demo(seeded, say=lambda _text: None)
    publish_demo(seeded, say=lambda _text: None)

    assert list(numbers()) == [1]
    edition = snapshot_of(1)
    assert edition is not None
    assert len(edition.laws) >= 45
    assert {quote.polarity for quote in edition.quotes} == {"upholds", "violates"}
    assert all(quote.text for quote in edition.quotes)
    assert edition.title.ru
    assert edition.foreword.en
