"""The fixed vocabularies of an edition."""

from __future__ import annotations

from enum import StrEnum


class EditionState(StrEnum):
    """A draft is prepared by curators; frozen is for ever."""

    draft = "draft"
    frozen = "frozen"


class FileState(StrEnum):
    """`making` and `withheld` are both not served: a withheld file was there and is made anew, because a quote left it."""

    making = "making"
    made = "made"
    withheld = "withheld"


class Gone(StrEnum):
    """Why the words of a quote are no longer there."""

    withdrawn = "withdrawn"
    consent = "consent"
    restricted = "restricted"
    redacted = "redacted"
