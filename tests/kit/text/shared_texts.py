"""Texts that are never committed: hostile strings and real stories in the shared data folder, where it exists."""

import gzip
import json
import os
from pathlib import Path

import pytest

_ROOT = Path(__file__).resolve().parents[3]


def shared_data() -> Path:
    """Return the data folder, by `STORYHUB_SHARED` or beside the repository. Skips the test where there is none."""
    folder = Path(os.environ.get("STORYHUB_SHARED") or _ROOT.parent / "shared") / "data"
    if not folder.is_dir():
        pytest.skip(f"no shared data at {folder}; set STORYHUB_SHARED")
    return folder


def hostile_strings() -> list[str]:
    """Return every script-injection payload and every naughty string, once."""
    folder = shared_data() / "hostile"
    payloads = (folder / "xss-payloads.txt").read_text(encoding="utf-8", errors="surrogateescape").splitlines()
    with gzip.open(folder / "blns.json.gz", "rt", encoding="utf-8") as file:
        naughty = [text for text in json.load(file) if isinstance(text, str)]
    return [text for text in dict.fromkeys(payloads + naughty) if text]


def real_stories() -> list[str]:
    """Return the text of every real story."""
    texts: list[str] = []
    for path in sorted((shared_data() / "stories").glob("*.jsonl.gz")):
        with gzip.open(path, "rt", encoding="utf-8") as file:
            texts.extend(json.loads(line)["text"] for line in file)
    return texts
