"""Canonical JSON: one value, one text, so that a checksum can be computed anywhere. After RFC 8785.

Keys in the order of their UTF-16 code units, no blanks, UTF-8, nothing escaped but what JSON demands, numbers as ECMAScript writes
them. Texts are written as they are: no Unicode normalisation. What JSON cannot say exactly is refused.
"""

from __future__ import annotations

import hashlib
import json
import math
from collections.abc import Mapping, Sequence

# Beyond it a reader that keeps numbers as doubles would read another one.
MAX_INTEGER = 2**53 - 1


def canonical(value: object) -> str:
    """The one text of a value made of mappings, sequences, texts, numbers, booleans and None.

    >>> canonical({"б": [1, 0.5, True, None], "a": "«ё»"})
    '{"a":"«ё»","б":[1,0.5,true,null]}'

    Raises: ValueError for numbers that are not finite or too great, and for halves of surrogate pairs; TypeError for anything else.
    """
    if value is None or isinstance(value, bool):
        return {None: "null", True: "true", False: "false"}[value]
    if isinstance(value, str):
        return _text(value)
    if isinstance(value, int):
        return _integer(value)
    if isinstance(value, float):
        return number(value)
    if isinstance(value, Mapping):
        return "{" + ",".join(f"{_text(key)}:{canonical(value[key])}" for key in sorted(value, key=_units)) + "}"
    if isinstance(value, Sequence):
        return "[" + ",".join(map(canonical, value)) + "]"
    raise TypeError(f"{type(value).__name__} is not a value of JSON")


def sha256(text: str) -> str:
    """The checksum of a text in UTF-8, in hexadecimal digits."""
    return hashlib.sha256(text.encode()).hexdigest()


def number(value: float) -> str:
    """As ECMAScript writes a double: the fewest digits that give it back.

    >>> [number(x) for x in (1.0, -0.0, 0.4902, 1e-7, 1.5e-9, 1e16, 1e21, 5e-324)]
    ['1', '0', '0.4902', '1e-7', '1.5e-9', '10000000000000000', '1e+21', '5e-324']
    """
    if not math.isfinite(value):
        raise ValueError("JSON has no such number")
    if value == 0:
        return "0"
    digits, exponent = _shortest(abs(value))
    return ("-" if value < 0 else "") + _placed(digits, exponent)


def _shortest(value: float) -> tuple[str, int]:
    """The digits without a point, and where the point stands after them: (d, n) means 0.d × 10ⁿ."""
    mantissa, _, power = repr(value).partition("e")
    whole, _, fraction = mantissa.partition(".")
    digits = (whole + fraction).lstrip("0")
    leading = len(whole + fraction) - len(digits)
    return digits.rstrip("0"), len(whole) - leading + int(power or 0)


def _placed(digits: str, point: int) -> str:
    if len(digits) <= point <= 21:
        return digits + "0" * (point - len(digits))
    if 0 < point <= 21:
        return f"{digits[:point]}.{digits[point:]}"
    if -6 < point <= 0:
        return f"0.{'0' * -point}{digits}"
    head = digits[0] + (f".{digits[1:]}" if len(digits) > 1 else "")
    return f"{head}e{'+' if point > 0 else '-'}{abs(point - 1)}"


def _integer(value: int) -> str:
    if abs(value) > MAX_INTEGER:
        raise ValueError("a whole number beyond 2⁵³ is not read everywhere")
    return str(value)


def _text(value: str) -> str:
    value.encode()  # Half a surrogate pair cannot be written.
    return json.dumps(value, ensure_ascii=False)


def _units(key: object) -> bytes:
    if not isinstance(key, str):
        raise TypeError("a key of JSON is a text")
    return key.encode("utf-16-be")
