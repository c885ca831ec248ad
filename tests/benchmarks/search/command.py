"""`python3 dev.py bench search`: faceted search beside its peers, on the same texts, terms, questions, machine and core.

Every peer answers 87 questions (of one to five words from titles people wrote, AND, OR, NOT, phrases, beginnings of words; Russian and
English): the best twenty of all matches, and all matches counted by law, stage and sector (synthetic, see texts.py). Each runs in a
process of its own on one core. "hot" is the median of the rounds after the first, "cold" the first use of every word after opening, in
three processes with the questions in another order; both by the clock and ("cpu") of the processor, in milliseconds. Indexes are kept in
the system's temporary directory; `--fresh` builds them anew. "same hits" and "facets" say how many answers are those of the first peer.
"""

from __future__ import annotations

import argparse
import json
import os
import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from storyhub.search.analysis import ANALYSIS_VERSION
from tests.benchmarks.search import peers
from tests.benchmarks.search.cache import kept, packages
from tests.benchmarks.search.postgres_server import programs
from tests.benchmarks.search.questions import Question, questions
from tests.benchmarks.search.summary import Figures, aims, as_json, figures, table
from tests.benchmarks.search.texts import ROOT

ORDERS = (3, 2, 1)
DIFFERENCES = 5


def main(words: list[str]) -> None:
    parser = argparse.ArgumentParser(prog="dev.py bench search", description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--documents", default="10000", help="how many, or several with commas (default 10000; 1k is 1000)")
    parser.add_argument("--peers", default=",".join(peers.MODULES), help=f"default: {','.join(peers.MODULES)}")
    parser.add_argument("--queries", type=Path, help="a file of questions, one a line, instead of those that are drawn")
    parser.add_argument("--seconds", type=float, default=15, help="how long each peer is asked again and again, at least once (default 15)")
    parser.add_argument("--fresh", action="store_true", help="build every index anew")
    parser.add_argument("--build", action="store_true", help="only make the indexes that are missing")
    parser.add_argument("--json", type=Path, help="also write the figures here")
    options = parser.parse_args(words)
    asked = questions(options.queries)
    found: list[Figures] = []
    for documents in sizes(options.documents):
        found += beside(documents, available(options.peers.split(",")), asked, options)
    if found:
        print(*table(found), "", *aims(found), sep="\n")
    if options.json:
        options.json.write_text(json.dumps(as_json(found), indent=1))


def sizes(typed: str) -> list[int]:
    """
    >>> sizes("1k,250")
    [1000, 250]
    """
    return [int(one.removesuffix("k")) * (1000 if one.endswith("k") else 1) for one in typed.split(",")]


def available(named: list[str]) -> list[str]:
    """The peers that can run here; says which cannot."""
    unknown = sorted(set(named) - set(peers.MODULES))
    if unknown:
        raise SystemExit(f"unknown peers: {', '.join(unknown)}")
    missing = {"postgresql": programs() is None, "tantivy": not _is_installed("tantivy")}
    for peer in named:
        if missing.get(peer):
            how = "apt-get install postgresql" if peer == "postgresql" else "pip install -e '.[bench]'"
            print(f"{peer} is left out, it is not installed: {how}", file=sys.stderr)
    return [peer for peer in named if not missing.get(peer)]


def _is_installed(package: str) -> bool:
    return find_spec(package) is not None


def beside(documents: int, named: list[str], asked: list[Question], options: argparse.Namespace) -> list[Figures]:
    """All peers with so many documents, one after the other."""
    runs: dict[str, list[dict[str, Any]]] = {}
    for peer in named:
        folder = built(peer, documents, fresh=options.fresh)
        if not options.build:
            runs[peer] = [_run(peer, folder, asked, order, 0 if order > 1 else options.seconds) for order in ORDERS]
    for peer in runs:
        _say_differences(peer, runs[peer][-1], runs[named[0]][-1], asked)
    return [figures(documents, peer, some, beside=runs[named[0]][-1]) for peer, some in runs.items()]


def built(peer: str, documents: int, *, fresh: bool = False) -> Path:
    """The index of a peer, from the cache or made now by a process of its own."""

    def make(folder: Path) -> None:
        command = [sys.executable, "-m", "tests.benchmarks.search.building", peer, str(folder), str(documents)]
        subprocess.run(command, cwd=ROOT, env=_environment(peer), check=True)

    sound = peers.module(peer).is_sound if peer == "storyhub" else lambda _folder: True
    folder = kept(f"{documents}/{peer}", make, fresh=fresh, is_sound=sound)
    note = folder / "ANALYSIS"
    if not note.exists():
        note.write_text(ANALYSIS_VERSION)
    elif (held := note.read_text()) != ANALYSIS_VERSION:
        print(f"{peer} holds the terms of analysis {held}, now it is {ANALYSIS_VERSION}: --fresh makes it anew", file=sys.stderr)
    return folder


def _run(peer: str, folder: Path, asked: list[Question], order: int, seconds: float) -> dict[str, Any]:
    with tempfile.NamedTemporaryFile("w", suffix=".json", encoding="utf-8") as file:
        json.dump([question.text for question in asked], file)
        file.flush()
        command = [sys.executable, "-m", "tests.benchmarks.search.worker", peer, str(folder), file.name, str(order), str(seconds)]
        done = subprocess.run(command, cwd=ROOT, env=_environment(peer), stdout=subprocess.PIPE, check=True)
    found: dict[str, Any] = json.loads(done.stdout)
    return found


def _environment(peer: str) -> dict[str, str]:
    path = os.environ.get("PYTHONPATH", "")
    if peer == "postgresql" and not _is_installed("psycopg"):
        path = os.pathsep.join(filter(None, [str(packages("psycopg", "psycopg[binary]>=3.2")), path]))
    return {**os.environ, "PYTHONPATH": path}


def _say_differences(peer: str, run: dict[str, Any], first: dict[str, Any], asked: list[Question]) -> None:
    """Which questions got another number of hits than from the first peer."""
    counted = zip(asked, run["totals"], first["totals"], strict=True)
    apart = [(question, mine, theirs) for question, mine, theirs in counted if mine != theirs]
    for question, mine, theirs in apart[:DIFFERENCES]:
        print(f"{peer}: {mine} hits, not {theirs}, for a question of kind {question.kind}: {question.text}", file=sys.stderr)
    if len(apart) > DIFFERENCES:
        print(f"{peer}: {len(apart) - DIFFERENCES} more questions with another number of hits", file=sys.stderr)
