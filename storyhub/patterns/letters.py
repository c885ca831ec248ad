"""`/dev/mail`: the letters that became files, as a mail program shows them. In the demo and in tests only, like the patterns beside it."""

from __future__ import annotations

import email
import re
from dataclasses import dataclass
from datetime import datetime
from email.policy import default
from pathlib import Path

from flask import Response

from storyhub.kit.errors import NotFound
from storyhub.kit.web import no_store, page, settings
from storyhub.kit.web.headers import no_referrer
from storyhub.patterns.views import bp

__all__ = ["bp"]

SHOWN = 100
ADDRESS = re.compile(r"(https?://\S+)")


@dataclass(frozen=True, slots=True)
class ShownLetter:
    """`parts` is the body cut at its web addresses: (words, whether they are one)."""

    filename: str
    at: datetime
    sender: str
    to: str
    subject: str
    lang: str
    unsubscribe: str
    parts: tuple[tuple[str, bool], ...]


@bp.get("/dev/mail")
def letters() -> Response:
    _private()
    files = sorted(_folder().glob("*.eml"), key=lambda file: file.name, reverse=True)
    return page("patterns/_letters.html", letters=[_read(file) for file in files[:SHOWN]], more=max(0, len(files) - SHOWN))


@bp.get("/dev/mail/<filename>")
def letter(filename: str) -> Response:
    _private()
    # Compared with what is there, never put into a path.
    found = {file.name: file for file in _folder().glob("*.eml")}.get(filename)
    if found is None:
        raise NotFound(log="no such letter")
    return page("patterns/_letter.html", letter=_read(found))


def _private() -> None:
    no_store()
    no_referrer()


def _folder() -> Path:
    return settings().data_dir / "mail"


def _read(file: Path) -> ShownLetter:
    message = email.message_from_bytes(file.read_bytes(), policy=default)
    body = message.get_body(("plain",)).get_content()  # type: ignore[union-attr]  # every letter of ours has a plain part
    pieces = ADDRESS.split(body.replace("\r\n", "\n"))
    return ShownLetter(
        filename=file.name,
        at=message["Date"].datetime,
        sender=str(message["From"]),
        to=str(message["To"]),
        subject=str(message["Subject"]),
        lang=str(message["Content-Language"]),
        unsubscribe=str(message["List-Unsubscribe"] or "").strip("<>"),
        parts=tuple((piece, index % 2 == 1) for index, piece in enumerate(pieces) if piece),
    )
