"""The code of a story: what a teller keeps instead of an account. Pure; stores and looks up nothing.

Everything grows from the form's nonce by HMAC, so that a repeated post gives the same code and the database keeps only hashes.
Codes are written in 31 symbols (Crockford's without Q): no O beside 0, no I or L beside 1, no U beside V. 31 is a prime, so one
weighted sum finds every single wrong character and every pair that changed places.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
import secrets

ALPHABET = "0123456789ABCDEFGHJKMNPRSTVWXYZ"
# 27 symbols of 31 hold 133 bits; the 28th checks them.
DATA_LENGTH = 27
LENGTH = DATA_LENGTH + 1
GROUP = 4
NONCE_BYTES = 18
_MAC_BYTES = 12
# Symbols a code never holds, as what they were meant for; then Cyrillic letters that look like one of ours.
_LOOK_ALIKES = str.maketrans("OQILU" + "АВЕЁКМНОРСТУХЗІЅЈ", "0011V" + "ABEEKMH0PCTYX31SJ")
_SEPARATORS = " \t\r\n\u00a0\u2009\u202f-‐‑‒–—_.·"
_STRIP = str.maketrans("", "", _SEPARATORS)


def receipt_key(secret: str) -> bytes:
    """The key of this instance's codes, kept apart from every other use of its secret."""
    return hmac.new(secret.encode(), b"storyhub/receipt/1", hashlib.sha256).digest()


def new_nonce(key: bytes) -> str:
    """A fresh random token for one form (144 bits), signed so that only ours are taken."""
    random = secrets.token_bytes(NONCE_BYTES)
    return base64.urlsafe_b64encode(random + _mac(key, b"nonce", random)[:_MAC_BYTES]).decode("ascii")


def is_nonce(key: bytes, text: str | None) -> bool:
    """True for a token that `new_nonce` made under the same key, letter for letter."""
    if not text or len(text) != 40 or not text.isascii():
        return False
    try:
        raw = base64.b64decode(text, altchars=b"-_", validate=True)
    except ValueError:
        return False
    random, mac = raw[:NONCE_BYTES], raw[NONCE_BYTES:]
    return hmac.compare_digest(mac, _mac(key, b"nonce", random)[:_MAC_BYTES])


def receipt_code(key: bytes, nonce: str) -> str:
    """The code that belongs to a nonce, in groups of four."""
    number = int.from_bytes(_mac(key, b"code", nonce.encode()), "big")
    symbols = []
    for _ in range(DATA_LENGTH):
        number, digit = divmod(number, len(ALPHABET))
        symbols.append(digit)
    return grouped("".join(ALPHABET[digit] for digit in (*symbols, _check(symbols))))


def grouped(code: str) -> str:
    """
    >>> grouped("ABCDEFGH")
    'ABCD-EFGH'
    """
    return "-".join(code[start : start + GROUP] for start in range(0, len(code), GROUP))


def read_code(typed: str) -> str | None:
    """What a person typed, as a code without separators; None where it cannot be one. Look-alikes and case are mapped."""
    if len(typed) > 200:
        return None
    code = typed.translate(_STRIP).upper().translate(_LOOK_ALIKES)
    if len(code) != LENGTH or any(symbol not in ALPHABET for symbol in code):
        return None
    digits = [ALPHABET.index(symbol) for symbol in code]
    return code if _check(digits[:-1]) == digits[-1] else None


def receipt_hash(key: bytes, code: str) -> str:
    """What the database keeps of a code (read or grouped)."""
    return _mac(key, b"receipt", code.replace("-", "").encode()).hex()


def submission_key(key: bytes, nonce: str) -> str:
    """What the database keeps of a nonce, to find the story that a repeated post already made."""
    return _mac(key, b"submission", nonce.encode()).hex()


def _check(digits: list[int]) -> int:
    """The digit that makes the weighted sum 0 modulo 31. Weights 1…28 differ, so no swap of two digits cancels out."""
    total = sum(weight * digit for weight, digit in enumerate(digits, start=1))
    return -total * pow(LENGTH, -1, len(ALPHABET)) % len(ALPHABET)


def _mac(key: bytes, purpose: bytes, data: bytes) -> bytes:
    return hmac.new(key, purpose + b"|" + data, hashlib.sha256).digest()
