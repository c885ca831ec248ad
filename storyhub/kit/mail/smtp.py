"""Letters by SMTP. A fresh connection a letter: they are few, and a kept one is closed by the other side at the worst moment."""

from __future__ import annotations

import smtplib
import ssl
from dataclasses import dataclass, field
from email.message import EmailMessage
from typing import TYPE_CHECKING
from urllib.parse import unquote, urlsplit

from storyhub.kit.mail.folder import FolderPost
from storyhub.kit.mail.post import Deferred, Post, Refused, ServerAway

if TYPE_CHECKING:
    from config import Settings

TIMEOUT_S = 10
PORTS = {"smtp": 25, "smtp+starttls": 587, "smtps": 465}


@dataclass(frozen=True, slots=True)
class SmtpPost:
    """`scheme`: `smtp` (unprotected), `smtp+starttls` (refused when the server has none) or `smtps`. Certificates are checked."""

    host: str
    port: int
    scheme: str = "smtp"
    user: str = ""
    password: str = field(default="", repr=False)
    tls: ssl.SSLContext | None = None
    timeout_s: float = TIMEOUT_S

    @classmethod
    def at(cls, url: str) -> SmtpPost:
        """From `smtp+starttls://user:password@host:587`; names and passwords are percent-encoded."""
        parts = urlsplit(url)
        user, password = unquote(parts.username or ""), unquote(parts.password or "")
        return cls(parts.hostname or "", parts.port or PORTS[parts.scheme], parts.scheme, user, password)

    def send(self, message: EmailMessage) -> None:
        try:
            with self._connected() as server:
                server.send_message(message)
        except smtplib.SMTPRecipientsRefused as error:
            raise _answer(max(code for code, _text in error.recipients.values())) from error
        except smtplib.SMTPDataError as error:
            raise _answer(error.smtp_code) from error
        except smtplib.SMTPSenderRefused as error:
            raise Deferred(str(error.smtp_code)) from error
        # What is left is between us and the server: no connection, no TLS, no login. (SMTPException is an OSError.)
        except OSError as error:
            raise ServerAway(log=type(error).__name__) from error

    def _connected(self) -> smtplib.SMTP:
        if self.scheme == "smtps":
            server: smtplib.SMTP = smtplib.SMTP_SSL(self.host, self.port, timeout=self.timeout_s, context=self._context())
        else:
            server = smtplib.SMTP(self.host, self.port, timeout=self.timeout_s)
        try:
            if self.scheme == "smtp+starttls":
                server.starttls(context=self._context())
            if self.user:
                server.login(self.user, self.password)
        except BaseException:
            server.close()
            raise
        return server

    def _context(self) -> ssl.SSLContext:
        return self.tls or ssl.create_default_context()


def post_for(settings: Settings) -> Post:
    """The mail server of the settings; without one, files in the data folder."""
    return SmtpPost.at(settings.smtp_url) if settings.smtp_url else FolderPost(settings.data_dir / "mail")


def _answer(code: int) -> Deferred | Refused:
    return Refused(str(code)) if code >= 500 else Deferred(str(code))
