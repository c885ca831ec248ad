"""Fills the folder of one peer, in a process of its own. Started by `command`; nothing is measured here."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.search.peers import module
from tests.benchmarks.search.texts import texts

if __name__ == "__main__":
    peer, folder, documents = sys.argv[1:]
    module(peer).build(Path(folder), texts(int(documents)))
