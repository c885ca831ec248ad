"""A letter as an RFC 5322 message: plain text, nothing that loads, one-click unsubscribe (RFC 8058) where there is a way out."""

from __future__ import annotations

from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP, EmailPolicy
from email.utils import parseaddr
from typing import Any

from storyhub.kit.mail.letters import Letter

WHOLE = ("list-", "message-id")


class WholeAddresses(EmailPolicy):
    """Like `email.policy.SMTP`, but a web address is never broken: the standard library would encode a long one beyond recognition."""

    def fold(self, name: str, value: Any) -> str:
        return f"{name}: {value}{self.linesep}" if name.lower().startswith(WHOLE) else super().fold(name, value)

    def fold_binary(self, name: str, value: Any) -> bytes:
        return self.fold(name, value).encode("ascii") if name.lower().startswith(WHOLE) else super().fold_binary(name, value)


POLICY = WholeAddresses(linesep=SMTP.linesep, max_line_length=SMTP.max_line_length)


def make_message(letter: Letter, *, sender: str) -> EmailMessage:
    """`sender` is `Name <address>` or an address. The same letter always makes the same message."""
    message = EmailMessage(policy=POLICY)
    name, address = parseaddr(sender)
    message["From"] = Address(name, addr_spec=address)
    message["To"] = Address(addr_spec=letter.to_address)
    message["Subject"] = letter.subject
    message["Date"] = letter.created_at
    message["Message-ID"] = f"<{letter.reference}@{address.rpartition('@')[2]}>"
    # No holiday replies to a machine.
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    message.set_content(letter.body, cte="7bit" if _is_plain(letter.body) else "base64")
    # After the content, which takes all earlier headers about content away.
    message["Content-Language"] = letter.lang
    return message


def _is_plain(body: str) -> bool:
    return body.isascii() and all(len(line) < 900 for line in body.splitlines())
