"""Hashing passwords with Argon2id. Knows no person: strings in, strings and answers out."""

from __future__ import annotations

import base64
import secrets

from argon2 import PasswordHasher
from argon2.exceptions import Argon2Error, InvalidHashError
from argon2.low_level import ARGON2_VERSION

from storyhub.accounts.domain.password_rules import normal

Hasher = PasswordHasher
# RFC 9106, second recommended option: 64 MiB, three passes.
STRONG = PasswordHasher(time_cost=3, memory_cost=64 * 1024, parallelism=1)
# For tests only: the same code path at no cost.
CHEAP = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


def hash_password(password: str, *, hasher: Hasher) -> str:
    return hasher.hash(normal(password))


def matches(stored: str | None, password: str, *, hasher: Hasher) -> bool:
    """Whether the password is the stored one. Without a stored hash the same work is done in vain, so that time tells nothing."""
    try:
        return hasher.verify(stored or _nobodys_hash(hasher), normal(password)) and stored is not None
    except (Argon2Error, InvalidHashError):
        return False


def _nobodys_hash(hasher: Hasher) -> str:
    """A well-formed hash that no password has."""
    salt, digest = (
        base64.b64encode(secrets.token_bytes(size)).rstrip(b"=").decode() for size in (hasher.salt_len, hasher.hash_len)
    )
    cost = f"m={hasher.memory_cost},t={hasher.time_cost},p={hasher.parallelism}"
    return f"$argon2id$v={ARGON2_VERSION}${cost}${salt}${digest}"
