"""Where to lead a person after signing in. Only pages of this site count, whatever the address bar was made to say."""

from __future__ import annotations

import re

# A page of the site begins with its language, so `//elsewhere`, `/\elsewhere` and every scheme are out by form alone.
PAGE = re.compile(r"/(?:ru|en)(?:/[^\\\x00-\x1f\x7f]*)?", re.ASCII)
LONGEST = 2_000


def way_back(address: str | None) -> str | None:
    """The address if it is a page of this site, else None.

    >>> way_back("/en/desk/coding?page=2")
    '/en/desk/coding?page=2'
    >>> way_back("//evil.example/en/"), way_back("https://evil.example"), way_back("/en\\\\evil")
    (None, None, None)
    """
    if not address or len(address) > LONGEST or PAGE.fullmatch(address) is None:
        return None
    return address
