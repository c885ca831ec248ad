"""What takes letters away, and how it says that it could not."""

from __future__ import annotations

from email.message import EmailMessage
from typing import Protocol

from storyhub.kit.errors import Unavailable


class ServerAway(Unavailable):
    """No fault of the letter: nobody took it. It waits, however long that lasts."""

    code = "mail-server-away"


class Deferred(Exception):
    """The server did not want this letter now; a few more tries are right."""


class Refused(Exception):
    """The server will never take this letter: the address does not exist, or it calls the words spam."""


class Post(Protocol):
    """Takes one letter to exactly one address. Raises: ServerAway, Deferred, Refused."""

    def send(self, message: EmailMessage) -> None: ...
