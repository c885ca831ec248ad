"""Taking a published story off the page: what may be asked for, and how a second person may answer."""

from __future__ import annotations

from enum import StrEnum


class Removal(StrEnum):
    """`restrict` leaves a stub and can be taken back; `remove` erases the text for ever."""

    restrict = "restrict"
    remove = "remove"


class Answer(StrEnum):
    confirmed = "confirmed"
    refused = "refused"
    taken_back = "taken_back"
