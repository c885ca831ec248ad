"""The edition as a PDF: the page of `html_book` set on paper, in a process of its own. Only where weasyprint is installed (extra `pdf`)."""

from __future__ import annotations

import os
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import storyhub
from storyhub.editions.domain.snapshot import Snapshot
from storyhub.editions.files.html_book import page

# A book of 87 laws takes half a minute; what takes ten is not going to end.
LONGEST_S = 600


def is_offered() -> bool:
    """Is what sets pages installed?"""
    return find_spec("weasyprint") is not None


def pdf_book(snapshot: Snapshot, lang: str) -> bytes:
    """Raises: subprocess.SubprocessError if it cannot be set, or not in ten minutes."""
    text = page(snapshot, lang, "type.css", "page.css")
    folder = str(Path(storyhub.__file__).resolve().parent.parent)
    # No setting and no secret goes along.
    environment = {name: os.environ[name] for name in ("PATH", "HOME", "LANG", "TMPDIR") if name in os.environ} | {"PYTHONPATH": folder}
    command = [sys.executable, "-m", "storyhub.editions.files.paper"]
    done = subprocess.run(  # noqa: S603  # our own program
        command, input=text.encode(), capture_output=True, timeout=LONGEST_S, check=True, env=environment, cwd="/"
    )
    return done.stdout
