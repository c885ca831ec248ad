"""GUIDs of things that have a permanent address. The same thing has the same GUID in every file, whoever writes it and whenever."""

from __future__ import annotations

import re
from uuid import NAMESPACE_URL, uuid5

GUID = re.compile(r"\{?([0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12})\}?", re.ASCII)


def guid_of(address: str) -> str:
    """UUIDv5 of a permanent address.

    >>> guid_of("https://example.org/laws/12")
    'd2efa27f-651d-51f3-adbb-416b5e42e22c'
    """
    return str(uuid5(NAMESPACE_URL, address))


def law_guid(site: str, key: str | int) -> str:
    """Of a law (`12`) or a proposal (`P-7`). `site` is the base address without a slash at its end."""
    return guid_of(f"{site}/laws/{key}")


def polarity_guid(site: str, key: str | int, polarity: str) -> str:
    """Of the code below a law that says how a passage speaks about it."""
    return guid_of(f"{site}/laws/{key}#{polarity}")


def group_guid(site: str, slug: str) -> str:
    return guid_of(f"{site}/laws#{slug}")


def story_guid(site: str, public_id: str) -> str:
    return guid_of(f"{site}/stories/{public_id}")


def edition_guid(site: str, number: int) -> str:
    return guid_of(f"{site}/editions/{number}")


def normal_guid(text: str) -> str | None:
    """A GUID as it is compared: without braces, in lower case; None for what is none.

    >>> normal_guid("{D2EFA27F-651D-51F3-ADBB-416B5E42E22C}"), normal_guid("12")
    ('d2efa27f-651d-51f3-adbb-416b5e42e22c', None)
    """
    match = GUID.fullmatch(text.strip())
    return match[1].lower() if match else None
