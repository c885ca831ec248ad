"""One place in a text that points at a person. It must not know how it was found."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What it is; the order is the order of a legend."""

    email = "email"
    phone = "phone"
    card = "card"
    account = "account"
    passport = "passport"
    snils = "snils"
    inn = "inn"
    number = "number"
    link = "link"
    handle = "handle"
    name = "name"
    profanity = "profanity"


@dataclass(frozen=True, slots=True)
class Finding:
    """Code points `start` up to, not including, `end`; `certain`: a checksum holds or the form is unmistakable."""

    kind: Kind
    start: int
    end: int
    certain: bool
