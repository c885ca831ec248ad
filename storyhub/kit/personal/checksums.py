"""Sums that tell a number from a row of digits. Plain functions over strings of ASCII digits."""

from __future__ import annotations

from itertools import cycle


def luhn(digits: str) -> bool:
    """ISO/IEC 7812-1, annex B: payment cards, IMEI.

    >>> luhn("4111111111111111"), luhn("4111111111111112")
    (True, False)
    """
    doubled = [int(d) * (1 + i % 2) for i, d in enumerate(reversed(digits))]
    return sum(d - 9 if d > 9 else d for d in doubled) % 10 == 0


def iban(code: str) -> bool:
    """ISO 13616: letters count as 10…35, the rest by 97 is 1.

    >>> iban("GB82WEST12345698765432"), iban("GB82WEST12345698765431")
    (True, False)
    """
    moved = code[4:] + code[:4]
    return int("".join(str(int(sign, 36)) for sign in moved)) % 97 == 1


def snils(digits: str) -> bool:
    """Russian insurance number, 9 + 2 digits (order of the pension fund № 192p).

    >>> snils("11223344595"), snils("11223344596")
    (True, False)
    """
    rest = sum(int(d) * (9 - i) for i, d in enumerate(digits[:9])) % 101
    return rest % 100 == int(digits[9:])


_WEIGHTS = (3, 7, 2, 4, 10, 3, 5, 9, 4, 6, 8)


def inn(digits: str) -> bool:
    """Russian tax number: 10 digits of a firm, 12 of a person (order of the tax service ММВ-7-6/435@).

    >>> inn("7707083893"), inn("500100732259"), inn("500100732258")
    (True, True, False)
    """
    ends = (9,) if len(digits) == 10 else (10, 11)
    return all(sum(w * int(d) for w, d in zip(_WEIGHTS[11 - n :], digits, strict=False)) % 11 % 10 == int(digits[n]) for n in ends)


def bank_key(digits: str) -> bool:
    """Whether 20 digits begin as accounts at Russian banks do: a known balance account, then the currency (Bank of Russia, 809-П)."""
    return digits.startswith(("301", "302", "303", "304", "40", "42", "43", "44", "45", "47", "52")) and digits[5:8] in _CURRENCIES


_CURRENCIES = frozenset({"810", "840", "978", "643", "156", "826", "756", "392", "398", "933", "051", "417", "860"})


def plain(text: str) -> str:
    """Only the ASCII digits of it."""
    return "".join(sign for sign in text if sign in "0123456789")


def all_same(digits: str) -> bool:
    """Whether nobody can have this number: one digit over and over.

    >>> all_same("0000"), all_same("0001")
    (True, False)
    """
    return all(a == b for a, b in zip(digits, cycle(digits[:1]), strict=False))
