"""The instance as harvesters know it: its address, and the identifiers made of its name."""

from __future__ import annotations

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_DOMAIN = re.compile(r"[a-zA-Z][a-zA-Z0-9\-]*(\.[a-zA-Z][a-zA-Z0-9\-]*)+", re.ASCII)
_EMAIL = re.compile(r"[^\s@]+@[^\s@.]+(\.[^\s@.]+)+")


@dataclass(frozen=True, slots=True)
class Place:
    """`address` without a slash at its end."""

    name: str
    address: str
    email: str = ""

    @property
    def host(self) -> str:
        return urlsplit(self.address).hostname or "localhost"

    @property
    def endpoint(self) -> str:
        return f"{self.address}/oai"

    @property
    def has_domain(self) -> bool:
        """Whether identifiers are of the form that the schema `oai-identifier` describes (which numbers for a host are not)."""
        return _DOMAIN.fullmatch(self.host) is not None

    @property
    def admin(self) -> str:
        """Whom to write to; the protocol demands an address."""
        return self.email if _EMAIL.fullmatch(self.email) else f"postmaster@{self.host if self.has_domain else 'localhost.localdomain'}"

    def identifier(self, path: str) -> str:
        """Of the thing at a permanent address.

        >>> Place("Laws", "https://laws.example.org").identifier("laws/12")
        'oai:laws.example.org:laws/12'
        """
        return f"oai:{self.host}:{path}"

    def path(self, identifier: str) -> str | None:
        """The inverse; None for an identifier that is not of this place."""
        start = f"oai:{self.host}:"
        return identifier.removeprefix(start) if identifier.startswith(start) else None

    def whole(self, path: str) -> str:
        """The full address of a path; one that is full already stays as it is."""
        return path if "://" in path else f"{self.address}/{path}"
