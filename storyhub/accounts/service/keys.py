"""Keys of this instance for factors and links, all grown from its one secret, which is never in the database.

A stolen database alone therefore gives no authenticator secret away and lets nobody try recovery codes against their hashes.
"""

from __future__ import annotations

import base64
import hashlib
import hmac
from dataclasses import dataclass, field

from cryptography.fernet import Fernet, InvalidToken


@dataclass(frozen=True, slots=True)
class Keys:
    """`Keys(settings.secret_key)`; a purpose a key, so that what one leaks says nothing about the others."""

    secret: str = field(repr=False)

    def seal(self, text: str) -> str:
        return self._box().encrypt(text.encode()).decode("ascii")

    def unseal(self, sealed: str, *, within_s: int | None = None) -> str | None:
        """The text again; None if it was not sealed here, or longer ago than `within_s` seconds."""
        try:
            return self._box().decrypt(sealed.encode(), ttl=within_s).decode()
        except (InvalidToken, UnicodeError):
            return None

    def recovery_hash(self, person_id: int, code: str) -> str:
        return self._mac("recovery", f"{person_id}|{code}").hex()

    def account_key(self, email: str) -> str:
        """What stands for a typed address where its failures are counted, known here or not."""
        return self._mac("account", email.strip().casefold()).hex()

    def user_handle(self, person_id: int) -> bytes:
        """What an authenticator calls the person: says nothing about them."""
        return self._mac("passkey-user", str(person_id))

    def challenge(self, *parts: str) -> bytes:
        """For one question of one session: it changes with every answer that was right, so that none is taken twice."""
        return self._mac("passkey-challenge", "|".join(parts))

    def _box(self) -> Fernet:
        return Fernet(base64.urlsafe_b64encode(self._mac("authenticator", "")))

    def _mac(self, purpose: str, data: str) -> bytes:
        key = hmac.new(self.secret.encode(), f"storyhub/{purpose}/1".encode(), hashlib.sha256).digest()
        return hmac.new(key, data.encode("utf-8", "surrogatepass"), hashlib.sha256).digest()
