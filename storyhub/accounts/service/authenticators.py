"""Six digits from an app (TOTP, RFC 6238). Each half minute's digits are taken once, a half minute early or late still counts."""

from __future__ import annotations

import hmac
from dataclasses import dataclass
from datetime import datetime

import pyotp
import segno
from sqlalchemy import update

from storyhub.accounts.models import Authenticator
from storyhub.accounts.service.keys import Keys
from storyhub.kit.db import db

DIGITS = 6
# How long a page with a new secret may stay open before it has to be made anew.
OFFERED_S = 15 * 60


@dataclass(frozen=True, slots=True)
class Offer:
    """A new secret as the set-up page shows it. `sealed` travels in the form, so that nothing is stored before it works."""

    secret: str
    sealed: str
    picture: str

    @property
    def grouped(self) -> str:
        return " ".join(self.secret[start : start + 4] for start in range(0, len(self.secret), 4))


def new_offer(person_id: int, handle: str, *, site: str, keys: Keys) -> Offer:
    secret = pyotp.random_base32()
    return _offer(handle, secret, site=site, sealed=keys.seal(f"{person_id}:{secret}"))


def read_offer(sealed: str, person_id: int, handle: str, *, site: str, keys: Keys) -> Offer | None:
    """The offer of a form that came back; None if it is not this person's or too old."""
    owner, _, secret = (keys.unseal(sealed, within_s=OFFERED_S) or "").partition(":")
    return _offer(handle, secret, site=site, sealed=sealed) if owner == str(person_id) and secret else None


def _offer(handle: str, secret: str, *, site: str, sealed: str) -> Offer:
    address = pyotp.TOTP(secret).provisioning_uri(name=handle, issuer_name=site)
    return Offer(secret=secret, sealed=sealed, picture=segno.make(address, error="m", micro=False).png_data_uri(scale=5, border=4))


def step_of(secret: str, typed: str, *, now: datetime, after: int = 0) -> int | None:
    """The half minute whose digits these are, if it is this one or a neighbour, and later than `after`."""
    if len(typed) != DIGITS or not (typed.isascii() and typed.isdigit()):
        return None
    totp = pyotp.TOTP(secret)
    current = int(now.timestamp()) // totp.interval
    fitting = (step for step in (current - 1, current, current + 1) if hmac.compare_digest(totp.generate_otp(step), typed))
    return next((step for step in fitting if step > after), None)


def take_digits(person_id: int, typed: str, *, keys: Keys, now: datetime) -> bool:
    """True once for the digits of a half minute. Of two at the same moment one wins, because the row says so."""
    row = db.session.get(Authenticator, person_id)
    secret = keys.unseal(row.sealed_secret) if row else None
    if row is None or secret is None:
        return False
    step = step_of(secret, typed, now=now, after=row.last_step)
    if step is None:
        return False
    taken = (
        update(Authenticator)
        .where(Authenticator.person_id == person_id, Authenticator.last_step < step)
        .values(last_step=step)
        .returning(Authenticator.person_id)
    )
    return db.session.execute(taken).first() is not None
