"""Which of the two languages a text is written in, judged by its letters alone. No dictionaries, no network."""

import re
from typing import Literal

_CYRILLIC = re.compile("[\u0400-\u052f]")
_LATIN = re.compile("[A-Za-z\u00c0-\u024f]")


def detect_language(plain: str) -> Literal["ru", "en"]:
    """Return "ru" or "en". A Russian text full of Latin brand names is still Russian, hence the weight of three.

    Without any letter the answer is "en"; other Cyrillic languages read as "ru".
    """
    cyrillic = len(_CYRILLIC.findall(plain))
    latin = len(_LATIN.findall(plain))
    return "ru" if cyrillic and cyrillic * 3 >= latin else "en"
