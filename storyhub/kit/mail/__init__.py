"""Letters: written down within the transaction that has a reason for them, sent by the background worker, then emptied.

Knows neither who writes nor why: a feature gives kind, address, language, subject and body. Nobody below the worker talks to a mail server.
"""

from storyhub.kit.mail.address import read_address
from storyhub.kit.mail.delivery import deliver
from storyhub.kit.mail.folder import FolderPost
from storyhub.kit.mail.letters import MAIL, Letter, write_letter
from storyhub.kit.mail.message import make_message
from storyhub.kit.mail.post import Deferred, Post, Refused, ServerAway
from storyhub.kit.mail.smtp import SmtpPost, post_for

__all__ = [
    "MAIL",
    "Deferred",
    "FolderPost",
    "Letter",
    "Post",
    "Refused",
    "ServerAway",
    "SmtpPost",
    "deliver",
    "make_message",
    "post_for",
    "read_address",
    "write_letter",
]
