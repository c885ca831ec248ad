"""A law's name as part of an address: Latin letters, digits and hyphens."""

from __future__ import annotations

import re
import unicodedata

LETTERS = dict(
    zip(
        "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
        "a b v g d e e zh z i i k l m n o p r s t u f kh ts ch sh shch _ y _ e yu ya".replace("_", "").split(" "),
        strict=True,
    )
)
MAX = 80


def slug_of(name: str) -> str:
    """
    >>> slug_of("Slack in the promise"), slug_of("Объём — обещание"), slug_of("…")
    ('slack-in-the-promise', 'obem-obeshchanie', 'law')
    """
    latin = "".join(LETTERS.get(char, char) for char in name.lower())
    plain = unicodedata.normalize("NFKD", latin).encode("ascii", "ignore").decode()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:MAX].rstrip("-") or "law"
