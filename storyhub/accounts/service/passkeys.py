"""Passkeys (WebAuthn) as a second step: asked for, added, checked. The library verifies; here is what is kept and what must hold."""

from __future__ import annotations

import ipaddress
import json
from dataclasses import dataclass
from datetime import datetime
from urllib.parse import urlsplit

import webauthn
from sqlalchemy import select
from webauthn.helpers import base64url_to_bytes, bytes_to_base64url
from webauthn.helpers.exceptions import WebAuthnException
from webauthn.helpers.structs import (
    AuthenticatorSelectionCriteria,
    PublicKeyCredentialDescriptor,
    ResidentKeyRequirement,
    UserVerificationRequirement,
)

from storyhub.accounts.models import Passkey, Person
from storyhub.kit.db import db
from storyhub.kit.errors import Conflict, Invalid
from storyhub.kit.i18n import lazy_gettext

LONGEST = 20_000
LONGEST_NAME = 64
UNREADABLE = lazy_gettext("The passkey could not be checked. Please try again.")


@dataclass(frozen=True, slots=True)
class Party:
    """This site as an authenticator knows it."""

    id: str
    origin: str
    name: str


def party_of(base_url: str, name: str) -> Party | None:
    """None where passkeys cannot work: browsers bind them to a name, never to a bare IP address."""
    parts = urlsplit(base_url)
    host = parts.hostname or ""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return Party(id=host, origin=f"{parts.scheme}://{parts.netloc}", name=name)
    return None


def registration_options(person: Person, *, party: Party, challenge: bytes, user_handle: bytes) -> str:
    """What the browser needs to make a new key, as JSON."""
    options = webauthn.generate_registration_options(
        rp_id=party.id,
        rp_name=party.name,
        user_id=user_handle,
        user_name=person.handle,
        user_display_name=person.name,
        challenge=challenge,
        authenticator_selection=AuthenticatorSelectionCriteria(
            resident_key=ResidentKeyRequirement.DISCOURAGED, user_verification=UserVerificationRequirement.PREFERRED
        ),
        exclude_credentials=_known(person.id),
    )
    return webauthn.options_to_json(options)


def authentication_options(person_id: int, *, party: Party, challenge: bytes) -> str | None:
    """What the browser needs to use one of the person's keys, as JSON; None if there is none."""
    known = _known(person_id)
    if not known:
        return None
    options = webauthn.generate_authentication_options(rp_id=party.id, challenge=challenge, allow_credentials=known)
    return webauthn.options_to_json(options)


def add_passkey(person_id: int, credential: str, name: str, *, party: Party, challenge: bytes, now: datetime) -> Passkey:
    """Keeps the public half of a key the browser has made. Raises: Invalid, Conflict (known already)."""
    try:
        made = webauthn.verify_registration_response(
            credential=_read(credential), expected_challenge=challenge, expected_rp_id=party.id, expected_origin=party.origin
        )
    except (WebAuthnException, ValueError, KeyError, TypeError) as error:
        raise Invalid(UNREADABLE, log="passkey registration") from error
    identifier = bytes_to_base64url(made.credential_id)
    if db.session.execute(select(Passkey.id).where(Passkey.credential_id == identifier)).first():
        raise Conflict(lazy_gettext("This passkey is already known here."), log="passkey exists")
    passkey = Passkey(
        person_id=person_id,
        credential_id=identifier,
        public_key=made.credential_public_key,
        sign_count=made.sign_count,
        name=name.strip()[:LONGEST_NAME],
        created_at=now,
    )
    db.session.add(passkey)
    db.session.flush()
    return passkey


def take_passkey(person_id: int, credential: str, *, party: Party, challenge: bytes, now: datetime) -> bool:
    """Whether this is the answer of one of the person's keys to this very challenge."""
    try:
        answer = _read(credential)
        row = db.session.execute(
            select(Passkey).where(Passkey.person_id == person_id, Passkey.credential_id == str(answer.get("id")))
        ).scalar_one_or_none()
        if row is None:
            return False
        checked = webauthn.verify_authentication_response(
            credential=answer,
            expected_challenge=challenge,
            expected_rp_id=party.id,
            expected_origin=party.origin,
            credential_public_key=row.public_key,
            credential_current_sign_count=row.sign_count,
        )
    except (WebAuthnException, ValueError, KeyError, TypeError):
        return False
    row.sign_count, row.last_used_at = checked.new_sign_count, now
    return True


def _known(person_id: int) -> list[PublicKeyCredentialDescriptor]:
    asked = select(Passkey.credential_id).where(Passkey.person_id == person_id).order_by(Passkey.id)
    return [PublicKeyCredentialDescriptor(id=base64url_to_bytes(found)) for found in db.session.execute(asked).scalars()]


def _read(credential: str) -> dict[str, object]:
    found = json.loads(credential[:LONGEST])
    if not isinstance(found, dict):
        raise ValueError("not an object")  # noqa: TRY004  # one kind of error for everything unreadable
    return found
