"""Letters as `.eml` files in a folder, for development: nothing leaves the machine, and any mail program opens them."""

from __future__ import annotations

import os
from email.message import EmailMessage
from pathlib import Path

from storyhub.kit.mail.message import POLICY
from storyhub.kit.mail.post import ServerAway


class FolderPost:
    """One file a letter, named by its Message-ID: sending again writes the same file."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    def send(self, message: EmailMessage) -> None:
        name = str(message["Message-ID"]).strip("<>").partition("@")[0]
        stamp = message["Date"].datetime.strftime("%Y%m%dT%H%M%S")
        unfinished = self._folder / f".{name}"
        try:
            self._folder.mkdir(mode=0o700, parents=True, exist_ok=True)
            descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
            with os.fdopen(descriptor, "wb") as file:
                file.write(message.as_bytes(policy=POLICY))
            unfinished.rename(self._folder / f"{stamp}-{name}.eml")
        except OSError as error:
            raise ServerAway(log=f"mail folder: {error.strerror}") from error
