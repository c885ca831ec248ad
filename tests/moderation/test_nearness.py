"""Which texts count as near, and what a fingerprint keeps."""

from __future__ import annotations

import time

import pytest

from storyhub.moderation.domain.nearness import BANDS, NEAR, PLACES, fingerprint, similarity

TEXT = (
    "Курьер опоздал на час и не извинился. Я позвонила в магазин, там пообещали скидку, но на следующий день про неё забыли. "
    "Через неделю пришло письмо с просьбой оценить доставку, и я написала всё как было. Ответа нет до сих пор, деньги не вернули."
)


def near(a: str, b: str) -> float:
    one, other = fingerprint(a), fingerprint(b)
    assert one
    assert other
    return similarity(one, other)


@pytest.mark.parametrize("other", [TEXT.upper(), TEXT.replace(" ", "\n  "), TEXT.replace(",", " ,"), TEXT.replace("ё", "е"), f"«{TEXT}»!"])
def test_spacing_points_and_case_make_no_difference(other):
    assert near(TEXT, other) == 1.0
    assert fingerprint(TEXT).bands == fingerprint(other).bands


@pytest.mark.parametrize("other", [f"Ужасный магазин! {TEXT}", TEXT.replace("скидку", "подарок"), TEXT[: len(TEXT) * 4 // 5]])
def test_a_headline_a_word_or_a_lost_end_leaves_it_near(other):
    assert NEAR <= near(TEXT, other) < 1.0
    assert set(fingerprint(TEXT).bands) & set(fingerprint(other).bands)


def test_another_story_about_the_same_is_not_near():
    other = "Курьер приехал вовремя, извинился за соседа и поднял коробку. Магазин прислал скидку на следующую доставку без просьбы."

    assert near(TEXT, other) < 0.1


def test_words_in_another_order_are_another_text():
    assert near(TEXT, " ".join(reversed(TEXT.split()))) < NEAR


def test_a_fingerprint_is_small_and_says_nothing_of_the_words():
    made = fingerprint(TEXT)

    assert len(made.signature) == 4 * PLACES
    assert len(made.exact) == 32
    assert len(set(made.bands)) == BANDS
    assert all(0 <= band < 2**63 for band in made.bands)
    assert fingerprint(TEXT) == made
    assert fingerprint("… — 😀") is None


def test_one_word_is_a_text_too():
    assert near("Спасибо!", "спасибо") == 1.0
    assert near("Спасибо!", "Ужас") < NEAR


def test_the_longest_text_takes_little_time():
    before = time.process_time()
    fingerprint(" ".join(f"слово{number}" for number in range(5_000)))

    assert time.process_time() - before < 2
