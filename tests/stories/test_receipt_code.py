"""The code of a story: made once, typed by hand, never guessed."""

from __future__ import annotations

import math

import pytest
from hypothesis import given
from hypothesis import strategies as st

from storyhub.stories.domain.receipt import (
    ALPHABET,
    DATA_LENGTH,
    LENGTH,
    is_nonce,
    new_nonce,
    read_code,
    receipt_code,
    receipt_hash,
    receipt_key,
    submission_key,
)

KEY = receipt_key("one secret that is long enough for a test")
NONCES = st.text(min_size=1, max_size=60)


@given(NONCES)
def test_a_code_is_read_back(nonce: str):
    code = receipt_code(KEY, nonce)

    assert read_code(code) == code.replace("-", "")
    assert receipt_hash(KEY, code) == receipt_hash(KEY, read_code(code) or "")


def test_a_code_holds_130_bits_in_at_most_31_unambiguous_symbols():
    assert len(ALPHABET) == len(set(ALPHABET)) == 31
    assert DATA_LENGTH * math.log2(len(ALPHABET)) >= 130
    assert not set("OILUQ") & set(ALPHABET)
    used = {symbol for number in range(300) for symbol in receipt_code(KEY, str(number)).replace("-", "")}
    assert used == set(ALPHABET)


def test_nonce_key_and_code_belong_together():
    assert receipt_code(KEY, "a") == receipt_code(KEY, "a")
    assert receipt_code(KEY, "a") != receipt_code(KEY, "b")
    assert receipt_code(KEY, "a") != receipt_code(receipt_key("another secret"), "a")
    assert submission_key(KEY, "a") != receipt_hash(KEY, receipt_code(KEY, "a"))


@given(NONCES, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_every_single_wrong_character_is_found(nonce: str, place: int, symbol: str):
    code = receipt_code(KEY, nonce).replace("-", "")
    wrong = code[:place] + symbol + code[place + 1 :]

    assert read_code(wrong) == (code if wrong == code else None)


@given(NONCES, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_every_two_characters_that_changed_places_are_found(nonce: str, one: int, other: int):
    code = receipt_code(KEY, nonce).replace("-", "")
    symbols = list(code)
    symbols[one], symbols[other] = symbols[other], symbols[one]
    wrong = "".join(symbols)

    assert read_code(wrong) == (code if wrong == code else None)


LOOK_ALIKES = {
    "lower case": lambda code: code.lower(),
    "blanks": lambda code: f" {code.replace('-', ' ')} ",
    "no groups": lambda code: code.replace("-", ""),
    "other dashes": lambda code: code.replace("-", "–"),
    "letter O": lambda code: code.replace("0", "O"),
    "small o": lambda code: code.replace("0", "o"),
    "letter Q": lambda code: code.replace("0", "Q"),
    "letter I": lambda code: code.replace("1", "I"),
    "small l": lambda code: code.replace("1", "l"),
    "letter U": lambda code: code.replace("V", "U"),
    "Cyrillic": lambda code: code.translate(str.maketrans("ABEKMHPCTYX03SJ", "АВЕКМНРСТУХОЗЅЈ")),
    "small Cyrillic": lambda code: code.lower().translate(str.maketrans("aekmpctyx0", "аекмрстухо")),
    "line breaks": lambda code: code.replace("-", "\r\n"),
}


@pytest.mark.parametrize("spoilt", LOOK_ALIKES.values(), ids=LOOK_ALIKES.keys())
def test_look_alikes_are_read_as_what_was_meant(spoilt):
    for number in range(40):
        code = receipt_code(KEY, str(number))
        assert read_code(spoilt(code)) == code.replace("-", "")


@given(st.text(max_size=300))
def test_anything_else_is_no_code_and_no_error(typed: str):
    found = read_code(typed)
    assert found is None or len(found) == LENGTH


def test_a_nonce_is_ours_or_not():
    nonce = new_nonce(KEY)

    assert is_nonce(KEY, nonce)
    assert new_nonce(KEY) != nonce
    assert not is_nonce(receipt_key("another secret"), nonce)
    for place in range(len(nonce)):
        assert not is_nonce(KEY, nonce[:place] + ("A" if nonce[place] != "A" else "B") + nonce[place + 1 :])


@given(st.one_of(st.none(), st.text(max_size=60)))
def test_no_other_text_is_a_nonce(text: str | None):
    assert not is_nonce(KEY, text)
