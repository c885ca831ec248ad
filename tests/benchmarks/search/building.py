"""Fills the folder of one peer, in a process of its own on one core. Started by `command`."""

from __future__ import annotations

import sys
from pathlib import Path

from tests.benchmarks.search.machine import settle


def main(peer: str, folder: str, documents: str) -> None:
    settle()
    # Only now: what they bring along starts its threads when it is imported.
    from tests.benchmarks.search.peers import module
    from tests.benchmarks.search.texts import texts

    module(peer).build(Path(folder), texts(int(documents)))


if __name__ == "__main__":
    main(*sys.argv[1:])
